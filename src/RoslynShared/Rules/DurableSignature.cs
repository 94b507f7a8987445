using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Rules;

/// <summary>What travels to a durable method and back. Speaks of symbols; lives within one parse.</summary>
/// <param name="Inputs">The parameters that are part of the input.</param>
/// <param name="Input">The type of the input as it is stored: the one parameter's, a tuple of several, null for none.</param>
/// <param name="Result">The type of the result; null for none.</param>
internal readonly record struct DurableSignature(ImmutableArray<IParameterSymbol> Inputs, ITypeSymbol? Input, ITypeSymbol? Result)
{
    /// <summary>The signature of an orchestration without a mistake.</summary>
    public static DurableSignature OfOrchestration(IMethodSymbol method, Compilation compilation)
        => Of(method, static parameter => parameter.Ordinal > 0, (method.ReturnType as INamedTypeSymbol)?.TypeArguments.FirstOrDefault(), compilation);

    /// <summary>The signature of an activity without a mistake.</summary>
    public static DurableSignature OfActivity(IMethodSymbol method, Compilation compilation)
        => Of(method, static parameter => !IsCancellation(parameter) && !IsContext(parameter), ActivityResultOf(method), compilation);

    /// <summary>Whether an activity's parameter is its cancellation token.</summary>
    public static bool IsCancellation(IParameterSymbol parameter) => parameter.Type.HasMetadataName("System.Threading.CancellationToken");

    /// <summary>Whether an activity's parameter is its context.</summary>
    public static bool IsContext(IParameterSymbol parameter) => parameter.Type.HasMetadataName(WellKnownNames.ActivityContext);

    /// <summary>Whether a type is a task of the base library, with a result or without.</summary>
    public static bool IsTask(ITypeSymbol type)
        => type.HasMetadataName("System.Threading.Tasks.Task") || type.HasMetadataName("System.Threading.Tasks.Task`1")
            || type.HasMetadataName("System.Threading.Tasks.ValueTask") || type.HasMetadataName("System.Threading.Tasks.ValueTask`1");

    private static ITypeSymbol? ActivityResultOf(IMethodSymbol method)
    {
        if (method.ReturnsVoid)
            return null;
        return IsTask(method.ReturnType) ? ((INamedTypeSymbol)method.ReturnType).TypeArguments.FirstOrDefault() : method.ReturnType;
    }

    private static DurableSignature Of(IMethodSymbol method, Func<IParameterSymbol, bool> isInput, ITypeSymbol? result, Compilation compilation)
    {
        var inputs = method.Parameters.Where(isInput).ToImmutableArray();
        var input = inputs.Length switch
        {
            0 => null,
            1 => inputs[0].Type,
            // Without names, so that methods of the same types share one codec.
            _ => compilation.CreateTupleTypeSymbol(inputs.Select(static parameter => ElementOf(parameter.Type)).ToImmutableArray()),
        };
        return new(inputs, input, result);
    }

    // What does not say whether it can be null, can be.
    private static ITypeSymbol ElementOf(ITypeSymbol type)
        => type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None } ? type.WithNullableAnnotation(NullableAnnotation.Annotated) : type;
}
