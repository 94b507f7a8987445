using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes.Determinism;

/// <summary>Awaits an operation inside an async function that returns Durable. An explicit discard is left to its author.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitOperationFix)), Shared]
public sealed class AwaitOperationFix() : EditorCodeFix("Await the operation", Descriptors.TRIB2116_OperationShouldBeAwaited.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        if (node is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } || !ContextCodeFix.CanAwait(node.SpanStart, editor.SemanticModel, cancellationToken))
            return null;
        return () => editor.ReplaceNode(statement, static (current, _) =>
        {
            var expression = ((ExpressionStatementSyntax)current).Expression;
            var keyword = SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithLeadingTrivia(expression.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space);
            return ((ExpressionStatementSyntax)current).WithExpression(SyntaxFactory.AwaitExpression(keyword, expression.WithoutLeadingTrivia()));
        });
    }
}
