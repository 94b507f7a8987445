using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes.Determinism;

/// <summary>Adds a filter to a catch-all that lets the cancellation of the instance through.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LetCancellationThroughFix)), Shared]
public sealed class LetCancellationThroughFix() : EditorCodeFix("Let cancellation through", Descriptors.TRIB2120_CatchAllShouldLetCancellationThrough.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<CatchClauseSyntax>() is not { Filter: null } clause
            || editor.SemanticModel.LookupNamespacesAndTypes(clause.SpanStart, name: nameof(OperationCanceledException)).IsEmpty)
        {
            return null;
        }

        var name = clause.Declaration?.Identifier.ValueText is { Length: > 0 } declared ? declared : FreeName(clause, editor.SemanticModel);
        return () => editor.ReplaceNode(clause, (current, _) => WithFilter((CatchClauseSyntax)current, name));
    }

    private static CatchClauseSyntax WithFilter(CatchClauseSyntax clause, string name)
    {
        var type = clause.Declaration?.Type.ToString() ?? "Exception";
        var header = (CatchClauseSyntax)((TryStatementSyntax)SyntaxFactory.ParseStatement(
            $"try {{ }} catch ({type} {name}) when ({name} is not OperationCanceledException) {{ }}")).Catches[0];
        var last = clause.Declaration?.GetTrailingTrivia() ?? clause.CatchKeyword.TrailingTrivia;
        return clause
            .WithCatchKeyword(clause.CatchKeyword.WithTrailingTrivia(SyntaxFactory.Space))
            .WithDeclaration(header.Declaration!.WithTrailingTrivia(SyntaxFactory.Space))
            .WithFilter(header.Filter!.WithTrailingTrivia(last));
    }

    private static string FreeName(CatchClauseSyntax clause, SemanticModel model)
    {
        var used = new HashSet<string>(clause.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText));
        var name = "e";
        while (used.Contains(name) || !model.LookupSymbols(clause.SpanStart, name: name).IsEmpty)
            name += "x";
        return name;
    }
}
