using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes;

/// <summary>Removes a statement that assigns the id of the proposal.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveIdAssignmentFix)), Shared]
public sealed class RemoveIdAssignmentFix() : EditorCodeFix("Remove the assignment of the id", Descriptors.TRIB1202_HandlerShouldNotAssignId.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        // Only where the assignment is the whole statement, and not a part of a deconstruction.
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Expression: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax left } } statement
            || !left.Span.Contains(node.Span))
        {
            return null;
        }

        return statement.Parent is BlockSyntax
            ? () => editor.RemoveNode(statement, SyntaxRemoveOptions.KeepUnbalancedDirectives)
            : () => editor.ReplaceNode(statement, SyntaxFactory.Block().WithTriviaFrom(statement));
    }
}
