using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>Tells the types and methods of the language from all others, by their symbols.</summary>
internal static class Located
{
    public static bool IsScope(ITypeSymbol? type) => type.HasMetadataName(WellKnownNames.Scope);

    /// <summary>Whether a type is the handle of a role or of a family.</summary>
    public static bool IsRole(ITypeSymbol? type, out INamedTypeSymbol handle, out bool isFamily)
    {
        handle = (type as INamedTypeSymbol)!;
        isFamily = type.HasMetadataName(WellKnownNames.AllOf);
        return isFamily || type.HasMetadataName(WellKnownNames.On);
    }

    /// <summary>Whether a type is a located value.</summary>
    public static bool IsValue(ITypeSymbol? type, out INamedTypeSymbol value)
    {
        value = (type as INamedTypeSymbol)!;
        return type.HasMetadataName(WellKnownNames.At) || type.HasMetadataName(WellKnownNames.Many);
    }

    /// <summary>Whether a delegate stands for a choreography: it takes a scope first.</summary>
    public static bool IsChoreography(ITypeSymbol? type)
        => type is INamedTypeSymbol { DelegateInvokeMethod.Parameters: { Length: > 0 } parameters } && IsScope(parameters[0].Type);

    /// <summary>What is located in a task or in a value: nothing, a value or a tuple of values; null if it is anything else.</summary>
    public static IReadOnlyList<INamedTypeSymbol>? ResultsOf(ITypeSymbol type)
    {
        if (IsTask(type, out var result))
        {
            if (result is null)
                return [];
            type = result;
        }

        if (type.SpecialType == SpecialType.System_Void)
            return [];
        if (IsValue(type, out var value))
            return [value];
        if (type is not INamedTypeSymbol { IsTupleType: true } tuple)
            return null;
        var values = new List<INamedTypeSymbol>();
        foreach (var element in tuple.TupleElements)
        {
            if (!IsValue(element.Type, out value))
                return null;
            values.Add(value);
        }

        return values;
    }

    /// <summary>Whether a type is a task, and what is in it.</summary>
    public static bool IsTask(ITypeSymbol? type, out ITypeSymbol? result)
    {
        result = type.HasMetadataName("System.Threading.Tasks.Task`1") ? ((INamedTypeSymbol)type!).TypeArguments[0] : null;
        return result is not null || type.HasMetadataName("System.Threading.Tasks.Task");
    }

    /// <summary>Whether a member asks the clock, chance or the machine.</summary>
    public static bool IsClockOrChance(ISymbol? symbol) => symbol is IPropertySymbol or IMethodSymbol or IFieldSymbol && symbol.ContainingType is { } type
        && (type.HasMetadataName("System.DateTime") || type.HasMetadataName("System.DateTimeOffset") || type.HasMetadataName("System.Random")
            || type.HasMetadataName("System.TimeProvider") || type.HasMetadataName("System.Environment") || type.HasMetadataName("System.Diagnostics.Stopwatch")
            || (type.HasMetadataName("System.Guid") && symbol.Name is "NewGuid" or "CreateVersion7")
            || (type.HasMetadataName("System.Threading.Tasks.Task") && symbol.Name is "Delay" or "Run" or "Yield"));
}
