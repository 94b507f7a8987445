using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Testing;

/// <summary>Compares diagnostics with expectations; each unasserted one fails, and the failure prints what to paste.</summary>
internal static class DiagnosticAssert
{
    public static void Equal(IEnumerable<DiagnosticResult> expected, IEnumerable<Diagnostic> actual, string when)
    {
        var missing = expected.ToList();
        var unasserted = new List<Diagnostic>();
        foreach (var diagnostic in actual.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start))
        {
            // An expectation that states more is used up first, so that a vaguer one does not take its diagnostic.
            var match = missing.Where(result => result.Matches(diagnostic)).OrderByDescending(result => result.Message is not null).FirstOrDefault();
            if (match is null)
                unasserted.Add(diagnostic);
            else
                missing.Remove(match);
        }

        if (missing.Count == 0 && unasserted.Count == 0)
            return;

        var message = new StringBuilder($"The diagnostics {when} are not the expected ones.\n");
        foreach (var result in missing)
            message.Append(CultureInfo.InvariantCulture, $"  missing: {result}\n");
        foreach (var diagnostic in unasserted)
            message.Append(CultureInfo.InvariantCulture, $"  not asserted: {diagnostic.Severity} {diagnostic}\n    paste: {Code(diagnostic)}\n");
        foreach (var tree in unasserted.Select(d => d.Location.SourceTree).OfType<SyntaxTree>().Distinct())
            message.Append(CultureInfo.InvariantCulture, $"\nMarkup of {tree.FilePath}:\n{Marked(tree, unasserted)}\n");
        throw new RoslynTestException(message.ToString());
    }

    public static IEnumerable<DiagnosticResult> FromMarkup(ImmutableArray<(string Path, TestMarkup Markup)> files, string? defaultId)
    {
        foreach (var (path, markup) in files)
        {
            foreach (var span in markup.Unnamed)
            {
                yield return DiagnosticResult.AtSpan(
                    defaultId ?? throw new RoslynTestException("[|..|] needs an analyzer with one diagnostic; name the id with {|ID:..|}."), path, span);
            }

            foreach (var (id, span) in markup.Named)
                yield return DiagnosticResult.AtSpan(id, path, span);
        }
    }

    private static string Code(Diagnostic diagnostic)
    {
        var lines = diagnostic.Location.GetLineSpan();
        var (start, end) = (lines.StartLinePosition, lines.EndLinePosition);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Diagnostic(\"{diagnostic.Id}\").WithSpan({start.Line + 1}, {start.Character + 1}, {end.Line + 1}, {end.Character + 1})");
    }

    private static string Marked(SyntaxTree tree, IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder(tree.ToString());
        foreach (var diagnostic in diagnostics.Where(d => d.Location.SourceTree == tree).OrderByDescending(d => d.Location.SourceSpan.Start))
        {
            var span = diagnostic.Location.SourceSpan;
            text.Insert(span.End, "|}").Insert(span.Start, "{|" + diagnostic.Id + ":");
        }

        return text.ToString();
    }
}
