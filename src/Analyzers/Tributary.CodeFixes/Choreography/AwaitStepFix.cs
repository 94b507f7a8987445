using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes.Choreography;

/// <summary>Awaits a step inside an async function.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitStepFix)), Shared]
public sealed class AwaitStepFix() : EditorCodeFix("Await the step", Descriptors.TRIB3016_StepMustBeAwaited.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        if (node is not InvocationExpressionSyntax call || editor.SemanticModel.GetEnclosingSymbol(call.SpanStart, cancellationToken) is not IMethodSymbol { IsAsync: true })
            return null;
        return () => editor.ReplaceNode(call, static (current, _) => SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithLeadingTrivia(current.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space),
            ((ExpressionSyntax)current).WithoutLeadingTrivia()));
    }
}
