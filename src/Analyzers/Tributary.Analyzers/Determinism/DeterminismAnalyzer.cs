using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tributary.Analyzers.Determinism;

/// <summary>
/// Code that must be able to run again does nothing that gives another result then: in its own body, which is judged while the developer
/// types, and in everything that it calls within the compilation, which is judged when all bodies were looked at.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeterminismAnalyzer() : TributaryAnalyzer(DeterminismRules.Reported)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        var scope = new DeterminismScope(context.Compilation, context.Options, types);
        var calls = new ConcurrentQueue<EntryCall>();
        context.RegisterOperationBlockAction(block =>
        {
            if (KnownTypes.Has(block.OwningSymbol, types.DeterministicAttribute)
                || (block.OwningSymbol is IMethodSymbol { AssociatedSymbol: { } property } && KnownTypes.Has(property, types.DeterministicAttribute)))
            {
                return;
            }

            var functions = FactCollector.Collect(
                block.OwningSymbol, block.OperationBlocks, scope, scope.AllowListOf(block.OperationBlocks[0].Syntax.SyntaxTree), block.CancellationToken);
            foreach (var function in functions)
                scope.Publish(function);
            new EntryBodies(functions, scope, calls, block.ReportDiagnostic).Judge();
        });
        context.RegisterCompilationEndAction(end => ReportReached(scope, calls, end));
    }

    private static void ReportReached(DeterminismScope scope, ConcurrentQueue<EntryCall> calls, CompilationAnalysisContext context)
    {
        if (calls.IsEmpty)
            return;
        var graph = new CallGraph(scope, context.CancellationToken);
        var reported = new HashSet<(SyntaxNode, DeterminismRule)>();
        foreach (var entry in calls)
        {
            if (entry.Contents is { } contents)
            {
                if (scope.ChangedContents.ContainsKey(contents) && reported.Add((entry.Call.Syntax, DeterminismRules.SharedState)))
                    Report(new(DeterminismRules.SharedState, SymbolNames.Of(contents), entry.Call.Syntax), "", null);
                continue;
            }

            foreach (var reached in graph.Follow(entry.Call))
            {
                if (EntryPoints.Holds(reached.Offence.Rule, entry.Kind, isOwnBody: false) && reported.Add((entry.Call.Syntax, reached.Offence.Rule)))
                    Report(reached.Offence, $", reached by {SymbolNames.Of(entry.Entry)} -> {reached.Chain},", reached.Offence.Syntax.GetLocation());
            }

            void Report(Offence offence, string chain, Location? additional) => context.ReportDiagnostic(Diagnostic.Create(
                offence.Rule.AtCompilationEnd,
                entry.Call.Syntax.GetLocation(),
                additional is null ? [] : [additional],
                offence.Name,
                chain,
                entry.Kind == EntryKind.Durable ? offence.Rule.Remedy : offence.Rule.HandlerRemedy));
        }
    }
}
