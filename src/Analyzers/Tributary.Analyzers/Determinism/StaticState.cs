using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers.Determinism;

/// <summary>Recognises state that instances share: static members that change, and the contents of static members that do not.</summary>
internal static class StaticState
{
    private static readonly HashSet<string> s_changes = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddFirst", "AddLast", "AddOrUpdate", "Append", "AppendFormat", "AppendLine", "Clear", "Dequeue", "Enqueue", "GetOrAdd",
        "Insert", "InsertRange", "Pop", "Push", "Remove", "RemoveAll", "RemoveAt", "RemoveFirst", "RemoveLast", "RemoveRange", "Replace", "Reverse",
        "Set", "SetAll", "Sort", "Take", "TryAdd", "TryDequeue", "TryPop", "TryRemove", "TryTake", "TryUpdate", "UnionWith", "ExceptWith",
        "IntersectWith", "SymmetricExceptWith",
    };

    /// <summary>Whether an operation reads or writes a static member that can be assigned anew.</summary>
    public static bool IsShared(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false, IsReadOnly: false } } => true,
        IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod.IsInitOnly: false } property } => !property.Locations[0].IsInSource || IsAuto(property),
        IEventReferenceOperation { Event.IsStatic: true } => true,
        _ => false,
    };

    /// <summary>The static member that is never assigned anew and whose contents an operation changes, as the reference to it, or null.</summary>
    public static IOperation? ChangedRoot(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => RootOf(OwnerOf(assignment.Target)),
        IIncrementOrDecrementOperation increment => RootOf(OwnerOf(increment.Target)),
        IInvocationOperation { Instance: { } instance, TargetMethod: var method } when s_changes.Contains(method.Name) && IsMutableCollection(method.ContainingType)
            => RootOf(instance),
        _ => null,
    };

    /// <summary>The static member that an operation refers to, when its contents may change although it does not.</summary>
    public static ISymbol? ContentsOf(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true, Type: { IsReferenceType: true, SpecialType: SpecialType.None } } field } => field,
        IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: null, Type: { IsReferenceType: true, SpecialType: SpecialType.None } } property }
            when property.Locations[0].IsInSource && IsAuto(property) => property,
        _ => null,
    };

    private static IOperation? RootOf(IOperation? operation)
    {
        while (operation is not null)
        {
            if (ContentsOf(operation) is not null)
                return operation;
            operation = operation is IConversionOperation conversion ? conversion.Operand : OwnerOf(operation);
        }

        return null;
    }

    private static IOperation? OwnerOf(IOperation operation) => operation switch
    {
        IMemberReferenceOperation { Instance: var instance } => instance,
        IArrayElementReferenceOperation element => element.ArrayReference,
        _ => null,
    };

    private static bool IsMutableCollection(INamedTypeSymbol type)
    {
        if (type.Name == "StringBuilder")
            return true;
        var space = type.ContainingNamespace;
        return space.Name is "Generic" or "Concurrent" or "Collections" or "ObjectModel" or "Specialized";
    }

    private static bool IsAuto(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
                return true;
        }

        return false;
    }
}
