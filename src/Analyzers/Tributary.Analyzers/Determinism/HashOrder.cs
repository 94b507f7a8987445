using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tributary.Roslyn;

namespace Tributary.Analyzers.Determinism;

/// <summary>
/// Finds values whose order or content comes from enumerating a hashed collection. Looks at one function: at expressions, and at the
/// local variables that they were kept in.
/// </summary>
/// <param name="body">The function.</param>
internal sealed class HashOrder(IOperation body)
{
    private static readonly string[] s_hashed =
    [
        "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.HashSet`1", "System.Collections.Generic.IDictionary`2",
        "System.Collections.Generic.IReadOnlyDictionary`2", "System.Collections.Generic.ISet`1", "System.Collections.Generic.IReadOnlySet`1",
        "System.Collections.Concurrent.ConcurrentDictionary`2", "System.Collections.Concurrent.ConcurrentBag`1", "System.Collections.Hashtable",
        "System.Collections.IDictionary", "System.Collections.Immutable.ImmutableDictionary`2", "System.Collections.Immutable.ImmutableHashSet`1",
        "System.Collections.Immutable.IImmutableDictionary`2", "System.Collections.Immutable.IImmutableSet`1",
        "System.Collections.Frozen.FrozenDictionary`2", "System.Collections.Frozen.FrozenSet`1",
    ];

    private readonly HashSet<ILocalSymbol> _inQuestion = new(SymbolEqualityComparer.Default);

    /// <summary>The hashed collection whose order a sequence has, or null.</summary>
    public IOperation? SourceOf(IOperation? operation) => operation switch
    {
        null => null,
        IConversionOperation conversion when !IsHashed(conversion.Type) || !IsInterface(conversion.Type) || IsHashed(conversion.Operand.Type) => SourceOf(conversion.Operand),
        IConversionOperation => null,
        ITranslatedQueryOperation query => SourceOf(query.Operation),
        ILocalReferenceOperation local => SourceOf(local),
        IPropertyReferenceOperation { Property.Name: "Keys" or "Values", Instance: { } owner } => SourceOf(owner),
        _ when IsHashed(operation.Type) => operation,
        IInvocationOperation call => SourceOf(call),
        IObjectCreationOperation { Arguments: { Length: 1 } arguments } creation when IsList(creation.Type) => SourceOf(arguments[0].Value),
        ICollectionExpressionOperation collection => collection.Elements.Select(element => element is ISpreadOperation spread ? SourceOf(spread.Operand) : null)
            .FirstOrDefault(static source => source is not null),
        _ => null,
    };

    /// <summary>The hashed collection whose order decides about a value, or null. The collection itself is no such value.</summary>
    public IOperation? DecidedBy(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation conversion:
                return DecidedBy(conversion.Operand);
            case ILocalReferenceOperation local:
                return IsHashed(local.Local.Type) ? null : OfLocal(local.Local, DecidedBy);
            case IPropertyReferenceOperation { Property.Name: "Count" or "Length" } or IInvocationOperation { TargetMethod.Name: "Contains" or "ContainsKey" }:
            case IAnonymousFunctionOperation:
                return null;
            case IInvocationOperation call when IsLinq(call.TargetMethod):
                return PicksByOrder(call.TargetMethod) ? SourceOf(call.Arguments[0].Value) : SourceOf(call);
            case IInvocationOperation { TargetMethod: { Name: "Join" or "Concat", ContainingType.SpecialType: SpecialType.System_String } } call
                when call.Arguments.Select(argument => SourceOf(argument.Value)).FirstOrDefault(static source => source is not null) is { } joined:
                return joined;
        }

        if (!IsHashed(operation.Type) && SourceOf(operation) is { } source)
            return source;
        return operation.ChildOperations.Select(DecidedBy).FirstOrDefault(static inner => inner is not null);
    }

    private static bool PicksByOrder(IMethodSymbol method)
        => method.Name is "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "ElementAt" or "ElementAtOrDefault" or "Aggregate";

    private IOperation? SourceOf(ILocalReferenceOperation reference)
    {
        // What a variable of an interface holds is seen where it is initialised.
        var local = reference.Local;
        if (!IsHashed(local.Type))
            return OfLocal(local, SourceOf);
        return IsInterface(local.Type) && InitialValueOf(local) is { } value && !IsHashed(Unconverted(value).Type) ? null : reference;
    }

    private IOperation? OfLocal(ILocalSymbol local, Func<IOperation, IOperation?> ask)
    {
        if (!_inQuestion.Add(local))
            return null;
        try
        {
            if (IsSorted(local))
                return null;
            return (InitialValueOf(local) is { } value ? ask(value) : null) ?? FilledFrom(local);
        }
        finally
        {
            _inQuestion.Remove(local);
        }
    }

    // A loop over a hashed collection that adds to the variable.
    private IOperation? FilledFrom(ILocalSymbol local)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is not IForEachLoopOperation loop || !loop.Body.Descendants().Any(inner => AddsTo(inner, local)))
                continue;
            if (SourceOf(loop.Collection) is { } source)
                return source;
        }

        return null;
    }

    private static bool AddsTo(IOperation operation, ILocalSymbol local) => operation switch
    {
        IInvocationOperation { Instance: ILocalReferenceOperation receiver, TargetMethod.Name: "Add" or "AddRange" or "Append" or "AppendLine" or "Enqueue" or "Push" or "Insert" or "AddLast" or "AddFirst" }
            => IsSame(receiver, local),
        ICompoundAssignmentOperation { Type.SpecialType: SpecialType.System_String, Target: ILocalReferenceOperation target } => IsSame(target, local),
        _ => false,
    };

    private bool IsSorted(ILocalSymbol local) => body.Descendants().Any(operation => operation is IInvocationOperation { TargetMethod.Name: "Sort" } call
        && ((call.Instance is ILocalReferenceOperation receiver && IsSame(receiver, local))
            || (call.Arguments.Length > 0 && Unconverted(call.Arguments[0].Value) is ILocalReferenceOperation argument && IsSame(argument, local))));

    private IOperation? InitialValueOf(ILocalSymbol local)
    {
        foreach (var operation in body.Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
                return declarator.GetVariableInitializer()?.Value;
        }

        return null;
    }

    private IOperation? SourceOf(IInvocationOperation call)
    {
        if (!IsLinq(call.TargetMethod) || call.Arguments.Length == 0)
            return null;
        return call.TargetMethod.Name switch
        {
            "Order" or "OrderBy" or "OrderDescending" or "OrderByDescending" or "ThenBy" or "ThenByDescending" => null,
            _ => call.Type is { TypeKind: TypeKind.Interface or TypeKind.Array } || IsList(call.Type) ? SourceOf(call.Arguments[0].Value) : null,
        };
    }

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation;
    }

    private static bool IsSame(ILocalReferenceOperation reference, ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(reference.Local, local);

    private static bool IsLinq(IMethodSymbol method) => method.ContainingType.HasMetadataName("System.Linq.Enumerable");

    private static bool IsInterface(ITypeSymbol? type) => type?.TypeKind == TypeKind.Interface;

    private static bool IsList(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "List" or "Queue" or "Stack" or "LinkedList", ContainingNamespace.Name: "Generic" };

    // The views on keys and values are nested in the collection.
    private static bool IsHashed(ITypeSymbol? type)
    {
        type = type?.ContainingType ?? type;
        foreach (var name in s_hashed)
        {
            if (type.HasMetadataName(name))
                return true;
        }

        return false;
    }
}
