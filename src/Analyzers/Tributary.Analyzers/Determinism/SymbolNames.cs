using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers.Determinism;

/// <summary>How messages name symbols: short, and as they are written in code.</summary>
internal static class SymbolNames
{
    public static string Of(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.LambdaMethod } => "lambda",
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => symbol.Name,
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => "new " + symbol.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: IPropertySymbol { IsIndexer: true } indexer } => indexer.ContainingType.Name + "[]",
        IMethodSymbol { AssociatedSymbol: { } member } => Of(member),
        { ContainingType: { Name.Length: > 0 } type } => type.Name + "." + symbol.Name,
        _ => symbol.Name,
    };
}
