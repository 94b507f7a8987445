using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes;

/// <summary>Awaits a send inside an async function. A send of a receiver that may be null is left: there is nothing to await then.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitSendFix)), Shared]
public sealed class AwaitSendFix() : EditorCodeFix("Await the send", Descriptors.TRIB1304_SendShouldBeAwaited.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || call.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement
            || (statement.Expression != call && statement.Expression is not AssignmentExpressionSyntax)
            || editor.SemanticModel.GetEnclosingSymbol(call.SpanStart, cancellationToken) is not IMethodSymbol { IsAsync: true })
        {
            return null;
        }

        return () => editor.ReplaceNode(statement, (current, _) => Await((ExpressionStatementSyntax)current));
    }

    private static ExpressionStatementSyntax Await(ExpressionStatementSyntax statement)
    {
        var call = statement.Expression is AssignmentExpressionSyntax assignment ? assignment.Right : statement.Expression;
        var keyword = SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return statement.WithExpression(SyntaxFactory.AwaitExpression(keyword, call.WithoutLeadingTrivia()).WithLeadingTrivia(statement.GetLeadingTrivia()));
    }
}
