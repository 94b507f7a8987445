using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tributary.Generators.Infrastructure;

/// <summary>Compares two states of one file without the bodies of its members.</summary>
internal static class DeclarationComparer
{
    private static readonly Func<SyntaxNode, bool> s_isNoBody = static node => !IsBody(node);

    /// <summary>Whether the symbols that two states of a file declare are alike in all but their places.</summary>
    public static bool DeclareTheSame(SyntaxTree left, SyntaxTree right, CancellationToken cancellationToken)
    {
        if (left.FilePath != right.FilePath || !left.Options.Equals(right.Options))
            return false;
        var (before, after) = (left.GetRoot(cancellationToken), right.GetRoot(cancellationToken));
        // A directive such as #nullable changes the meaning of declarations and is no token.
        if (before.ContainsDirectives || after.ContainsDirectives)
            return false;

        using var one = before.DescendantNodesAndTokens(s_isNoBody).GetEnumerator();
        using var other = after.DescendantNodesAndTokens(s_isNoBody).GetEnumerator();
        while (one.MoveNext())
        {
            if (!other.MoveNext() || !AreAlike(one.Current, other.Current))
                return false;
        }

        return !other.MoveNext();
    }

    private static bool AreAlike(SyntaxNodeOrToken left, SyntaxNodeOrToken right)
    {
        if (left.RawKind != right.RawKind || left.IsMissing != right.IsMissing)
            return false;
        if (left.IsToken)
            return left.AsToken().Text == right.AsToken().Text;
        return left.AsNode() is not { } node || !IsBody(node) || NamesField(node) == NamesField(right.AsNode()!);
    }

    private static bool IsBody(SyntaxNode node) => node is BlockSyntax or ArrowExpressionClauseSyntax;

    // The word "field" in the body of an accessor gives the property a field of its own, which is part of what is declared.
    private static bool NamesField(SyntaxNode body)
    {
        if (body.Parent is not (AccessorDeclarationSyntax or BasePropertyDeclarationSyntax))
            return false;
        foreach (var token in body.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.FieldKeyword) || token.ValueText == "field")
                return true;
        }

        return false;
    }
}
