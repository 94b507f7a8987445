using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Sync;

/// <summary>An adapter is a hosted service with legal names of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdapterShapeAnalyzer() : TributaryAnalyzer(
    Descriptors.TRIB1301_AdapterMustBeHostedService,
    Descriptors.TRIB1302_NameMustBeLegal,
    Descriptors.TRIB1303_AdapterNamesMustBeUnique)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        var adapters = new ConcurrentBag<Adapter>();
        context.RegisterSymbolAction(symbol => Analyze(symbol, types, adapters), SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end => Conclude(end, adapters));
    }

    private static void Analyze(SymbolAnalysisContext context, KnownTypes types, ConcurrentBag<Adapter> adapters)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.FindAttribute(WellKnownNames.FlowAdapterAttribute) is not { } attribute)
            return;
        if (!types.IsHostedService(type))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TRIB1301_AdapterMustBeHostedService, SymbolLocations.NameOf(type), type.Name));

        // Arguments that do not bind are the compiler's to report.
        if (attribute.ConstructorArguments is not { Length: 2 } arguments || arguments[0].Kind == TypedConstantKind.Error || arguments[1].Kind == TypedConstantKind.Error)
            return;
        var (system, adapter) = (arguments[0].Value as string, arguments[1].Value as string);
        JudgeName(context, attribute, 0, system, "a system");
        JudgeName(context, attribute, 1, adapter, "an adapter");
        if (system is not null && adapter is not null)
            adapters.Add(new(type, system, adapter, SymbolLocations.ArgumentOf(attribute, 1, type, context.CancellationToken)));
    }

    private static void JudgeName(SymbolAnalysisContext context, AttributeData attribute, int parameter, string? name, string what)
    {
        if (NameRules.IsLegal(name))
            return;
        var location = SymbolLocations.ArgumentOf(attribute, parameter, context.Symbol, context.CancellationToken);
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.TRIB1302_NameMustBeLegal, location, name ?? "null", what, NameFaults.CauseOf(name)));
    }

    private static void Conclude(CompilationAnalysisContext context, ConcurrentBag<Adapter> adapters)
    {
        var first = new Dictionary<(string, string), Adapter>();
        foreach (var adapter in adapters
            .OrderBy(static a => a.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static a => a.Location.SourceSpan.Start))
        {
            if (!first.TryGetValue((adapter.System, adapter.Name), out var other))
            {
                first.Add((adapter.System, adapter.Name), adapter);
            }
            else
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.TRIB1303_AdapterNamesMustBeUnique, adapter.Location, adapter.Type.Name, other.Type.Name, adapter.System, adapter.Name));
            }
        }
    }

    private sealed record Adapter(INamedTypeSymbol Type, string System, string Name, Location Location);
}
