using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Tributary.Analyzers.Choreography;

/// <summary>
/// Runs the parser, the linker and the projection of the generator over all choreographies. The C# of each, and the protocol of each that
/// stays within its file, is judged while the developer types; a protocol that reaches into other files when all of them were read.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChoreographyAnalyzer() : TributaryAnalyzer(ChoreographyRules.Reported)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.ChoreographyAttribute is null)
            return;
        var files = new ConcurrentBag<List<ReadChoreography>>();
        context.RegisterSemanticModelAction(file => Analyze(file, files));
        context.RegisterCompilationEndAction(end => Conclude(end, files));
    }

    private static void Analyze(SemanticModelAnalysisContext context, ConcurrentBag<List<ReadChoreography>> files)
    {
        var file = ReadChoreography.AllIn(context.SemanticModel, context.CancellationToken);
        if (file.Count == 0)
            return;
        files.Add(file);
        var judge = new ProtocolJudge(file);
        foreach (var choreography in file)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            foreach (var fault in choreography.Faults.Distinct())
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    ChoreographyRules.Of(fault.Kind), Location.Create(choreography.Tree, new TextSpan(fault.Span.Start, fault.Span.Length)), [.. fault.Arguments]));
            }

            if (!judge.IsClosed(choreography))
                continue;
            foreach (var diagnostic in judge.Judge(choreography, atCompilationEnd: false))
                context.ReportDiagnostic(diagnostic);
        }
    }

    private static void Conclude(CompilationAnalysisContext context, ConcurrentBag<List<ReadChoreography>> files)
    {
        var all = new ProtocolJudge(files.SelectMany(static file => file));
        foreach (var file in files)
        {
            var own = new ProtocolJudge(file);
            foreach (var choreography in file.Where(one => !own.IsClosed(one)))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                foreach (var diagnostic in all.Judge(choreography, atCompilationEnd: true))
                    context.ReportDiagnostic(diagnostic);
            }
        }
    }
}
