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
/// <param name="title">What the editor offers.</param>
/// <param name="diagnosticIds">The rules that it mends.</param>
public abstract class EditorCodeFix(string title, params string[] diagnosticIds) : CodeFixProvider
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
                CodeAction.Create(title, cancellationToken => ApplyAsync(context.Document, [diagnostic], cancellationToken), GetType().Name), diagnostic);
        }
    }

    /// <summary>Finds out how to mend a diagnostic.</summary>
    /// <param name="node">The node at the diagnostic.</param>
    /// <param name="editor">The document.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The edit, or null when the fix is not mechanical here.</returns>
    private protected abstract Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken);

    private Action? Prepare(DocumentEditor editor, Diagnostic diagnostic, CancellationToken cancellationToken)
        => Prepare(editor.OriginalRoot.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), editor, cancellationToken);

    private async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in diagnostics)
            Prepare(editor, diagnostic, cancellationToken)?.Invoke();
        return editor.GetChangedDocument();
    }
}
