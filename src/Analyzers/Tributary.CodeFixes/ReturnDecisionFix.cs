using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes;

/// <summary>Returns a discarded decision from the handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnDecisionFix)), Shared]
public sealed class ReturnDecisionFix() : EditorCodeFix("Return the decision", Descriptors.TRIB1201_DecisionShouldBeReturned.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement
            || KnownTypes.Resolve(editor.SemanticModel.Compilation)?.UpdateResult is not { } decision
            || editor.SemanticModel.GetEnclosingSymbol(statement.SpanStart, cancellationToken) is not IMethodSymbol function
            || !Returns(function, decision))
        {
            return null;
        }

        return () => editor.ReplaceNode(statement, static (current, _) => Return((ExpressionStatementSyntax)current));
    }

    private static ReturnStatementSyntax Return(ExpressionStatementSyntax statement)
    {
        var keyword = SyntaxFactory.Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return SyntaxFactory.ReturnStatement(keyword, statement.Expression.WithoutLeadingTrivia(), statement.SemicolonToken)
            .WithLeadingTrivia(statement.GetLeadingTrivia());
    }

    private static bool Returns(IMethodSymbol function, INamedTypeSymbol decision)
        => KnownTypes.Is(function.ReturnType, decision)
            || (function.IsAsync && function.ReturnType is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } && KnownTypes.Is(arguments[0], decision));
}
