using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;

namespace Tributary.Analyzers.Durable;

/// <summary>A query or an update carries its attribute, by which it is registered, and implements its interface, which says what the answer is.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DurableRequestAnalyzer() : TributaryAnalyzer(Descriptors.TRIB2014_RequestMustBeMarkedAndTyped)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
        => context.RegisterSymbolAction(
            static symbol =>
            {
                Analyze(symbol, "query", WellKnownNames.DurableQueryAttribute, WellKnownNames.IDurableQuery, "IDurableQuery<TResult>", "DurableQuery");
                Analyze(symbol, "update", WellKnownNames.DurableUpdateAttribute, WellKnownNames.IDurableUpdate, "IDurableUpdate<TResult>", "DurableUpdate");
            },
            SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context, string kind, string attribute, string interfaceMetadataName, string interfaceName, string attributeName)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var isMarked = type.FindAttribute(attribute) is not null;
        var implementations = type.AllInterfaces.Count(implemented => implemented.HasMetadataName(interfaceMetadataName));
        var (cause, remedy) = (isMarked, implementations) switch
        {
            (true, 0) => ("does not say what it is answered with", "Implement " + interfaceName),
            (true, > 1) => ("says more than once what it is answered with", $"Implement {interfaceName} once"),
            (false, > 0) when type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } => ("is not registered", $"Mark it with [{attributeName}]"),
            _ => default,
        };
        if (cause is not null)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TRIB2014_RequestMustBeMarkedAndTyped, SymbolLocations.NameOf(type), type.Name, kind, cause, remedy));
    }
}
