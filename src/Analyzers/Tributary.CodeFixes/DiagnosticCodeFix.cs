using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace Tributary.CodeFixes;

/// <summary>
/// The base of every fix: one edit, which mends one diagnostic, and which is laid over the same document once for each when all are
/// fixed together.
/// </summary>
/// <param name="diagnosticIds">The rules that it mends.</param>
public abstract class DiagnosticCodeFix(params string[] diagnosticIds) : CodeFixProvider
{
    /// <inheritdoc />
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. diagnosticIds];

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await ApplyAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var editor = await DocumentEditor.CreateAsync(context.Document, context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Prepare(editor, diagnostic, context.CancellationToken) is null)
                continue;
            context.RegisterCodeFix(
                CodeAction.Create(TitleOf(diagnostic), cancellationToken => ApplyAsync(context.Document, [diagnostic], cancellationToken), GetType().Name), diagnostic);
        }
    }

    /// <summary>What the editor offers for a diagnostic.</summary>
    private protected abstract string TitleOf(Diagnostic diagnostic);

    /// <summary>Finds out how to mend a diagnostic.</summary>
    /// <param name="editor">The document.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The edit, or null when the fix is not mechanical here.</returns>
    private protected abstract Action? Prepare(DocumentEditor editor, Diagnostic diagnostic, CancellationToken cancellationToken);

    /// <summary>The innermost node at a diagnostic.</summary>
    private protected static SyntaxNode NodeAt(DocumentEditor editor, Diagnostic diagnostic)
        => editor.OriginalRoot.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    private async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in diagnostics)
            Prepare(editor, diagnostic, cancellationToken)?.Invoke();
        return editor.GetChangedDocument();
    }
}
