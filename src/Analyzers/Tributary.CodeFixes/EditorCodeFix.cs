using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace Tributary.CodeFixes;

/// <summary>The base of fixes that need to know no more of a diagnostic than its place.</summary>
/// <param name="title">What the editor offers.</param>
/// <param name="diagnosticIds">The rules that it mends.</param>
public abstract class EditorCodeFix(string title, params string[] diagnosticIds) : DiagnosticCodeFix(diagnosticIds)
{
    /// <summary>Finds out how to mend a diagnostic.</summary>
    /// <param name="node">The node at the diagnostic.</param>
    /// <param name="editor">The document.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The edit, or null when the fix is not mechanical here.</returns>
    private protected abstract Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken);

    /// <inheritdoc />
    private protected sealed override string TitleOf(Diagnostic diagnostic) => title;

    /// <inheritdoc />
    private protected sealed override Action? Prepare(DocumentEditor editor, Diagnostic diagnostic, CancellationToken cancellationToken)
        => Prepare(NodeAt(editor, diagnostic), editor, cancellationToken);
}
