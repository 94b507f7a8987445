using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Durable;

/// <summary>
/// Each activity, version of an orchestration, event, query and update has a name of its own. Names are compared within one project; the
/// host compares all of them when it starts.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DurableNameAnalyzer() : TributaryAnalyzer(Descriptors.TRIB2010_DurableNameMustBeUnique)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        var all = new ConcurrentBag<Named>();
        context.RegisterSymbolAction(symbol => Collect((IMethodSymbol)symbol.Symbol, all), SymbolKind.Method);
        context.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, all), SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end => Conclude(end, all));
    }

    private static void Collect(IMethodSymbol method, ConcurrentBag<Named> all)
    {
        if (method.FindAttribute(WellKnownNames.DurableActivityAttribute) is { } activity)
            all.Add(new(method, "activity", $"name '{DurableSettingRules.NameOfActivity(method, activity)}'"));
        if (method.FindAttribute(WellKnownNames.DurableOrchestrationAttribute) is { } orchestration)
        {
            var version = DurableSettingRules.VersionOf(orchestration).ToString(CultureInfo.InvariantCulture);
            all.Add(new(method, "orchestration", $"name '{DurableSettingRules.NameOfOrchestration(method, orchestration)}' and version {version}"));
        }
    }

    private static void Collect(INamedTypeSymbol type, ConcurrentBag<Named> all)
    {
        Collect(type, WellKnownNames.DurableEventAttribute, "event", all);
        Collect(type, WellKnownNames.DurableQueryAttribute, "query", all);
        Collect(type, WellKnownNames.DurableUpdateAttribute, "update", all);
    }

    private static void Collect(INamedTypeSymbol type, string attributeName, string kind, ConcurrentBag<Named> all)
    {
        if (type.FindAttribute(attributeName) is { } attribute)
            all.Add(new(type, kind, $"name '{DurableTypeRules.NameOf(type, attribute)}'"));
    }

    private static void Conclude(CompilationAnalysisContext context, ConcurrentBag<Named> all)
    {
        var first = new Dictionary<(string Kind, string Identity), Named>();
        foreach (var named in all.OrderBy(static n => n.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static n => n.Location.SourceSpan.Start))
        {
            if (first.TryGetValue((named.Kind, named.Identity), out var other))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.TRIB2010_DurableNameMustBeUnique, named.Location, named.Kind, NameOf(named.Symbol), named.Identity, NameOf(other.Symbol)));
            }
            else
            {
                first.Add((named.Kind, named.Identity), named);
            }
        }
    }

    private static string NameOf(ISymbol symbol) => symbol is IMethodSymbol ? symbol.ContainingType.Name + "." + symbol.Name : symbol.Name;

    private sealed record Named(ISymbol Symbol, string Kind, string Identity)
    {
        public Location Location { get; } = SymbolLocations.NameOf(Symbol);
    }
}
