using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace Tributary.CodeFixes;

/// <summary>Edits of type declarations that several fixes share.</summary>
internal static class TypeEdits
{
    /// <summary>Adds the partial modifier, unless it is there.</summary>
    public static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax declaration)
    {
        if (declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            return declaration;
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (declaration.Modifiers.Count > 0)
            return declaration.AddModifiers(partial);

        // Comments and indentation stand before the keyword and must stay in front.
        return declaration.WithKeyword(declaration.Keyword.WithLeadingTrivia())
            .AddModifiers(partial.WithLeadingTrivia(declaration.Keyword.LeadingTrivia));
    }

    /// <summary>Adds a base class before the interfaces.</summary>
    public static TypeDeclarationSyntax AddBaseClass(TypeDeclarationSyntax declaration, INamedTypeSymbol baseClass, SyntaxGenerator generator)
    {
        var type = SyntaxFactory.SimpleBaseType((TypeSyntax)generator.TypeExpression(baseClass, addImport: true));
        return (declaration.BaseList is { } bases
            ? declaration.WithBaseList(bases.WithTypes(bases.Types.Insert(0, type)))
            : AddBaseList(declaration, SyntaxFactory.BaseList(SyntaxFactory.SingletonSeparatedList<BaseTypeSyntax>(type)))).WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>Adds a member, and the braces if the type has none.</summary>
    public static TypeDeclarationSyntax AddMember(TypeDeclarationSyntax declaration, MemberDeclarationSyntax member, bool first)
    {
        if (declaration.OpenBraceToken.RawKind == 0)
        {
            declaration = declaration
                .WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken))
                .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(declaration.SemicolonToken.TrailingTrivia))
                .WithSemicolonToken(default);
        }

        return declaration.WithMembers(first ? declaration.Members.Insert(0, member) : declaration.Members.Add(member))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>Adds an attribute on a line of its own, unless it is there.</summary>
    public static TypeDeclarationSyntax AddAttribute(TypeDeclarationSyntax declaration, string attribute)
    {
        foreach (var list in declaration.AttributeLists)
        {
            if (list.Attributes.Any(existing => existing.Name.ToString() == attribute))
                return declaration;
        }

        // Comments stay above the attribute; the type keeps its indentation.
        var leading = declaration.GetLeadingTrivia();
        var indentation = leading.Count > 0 && leading[leading.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? leading[leading.Count - 1] : SyntaxFactory.ElasticMarker;
        var added = SyntaxFactory.AttributeList([SyntaxFactory.Attribute(SyntaxFactory.IdentifierName(attribute))])
            .WithLeadingTrivia(leading)
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        var moved = declaration.WithLeadingTrivia(indentation);
        return moved.WithAttributeLists(moved.AttributeLists.Insert(0, added));
    }

    /// <summary>Parses a member; it is laid out with the type that it is added to.</summary>
    public static MemberDeclarationSyntax Member(string text)
        => SyntaxFactory.ParseMemberDeclaration(text)!.WithTrailingTrivia(SyntaxFactory.ElasticLineFeed).WithAdditionalAnnotations(Formatter.Annotation);

    // The line break behind the name, or behind the parameters of a primary constructor, belongs behind the bases.
    private static TypeDeclarationSyntax AddBaseList(TypeDeclarationSyntax declaration, BaseListSyntax bases)
    {
        var last = declaration.ParameterList?.GetLastToken() ?? declaration.TypeParameterList?.GetLastToken() ?? declaration.Identifier;
        var trailing = last.TrailingTrivia;
        return declaration.ReplaceToken(last, last.WithTrailingTrivia(SyntaxFactory.Space))
            .WithBaseList(bases.WithColonToken(SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(trailing));
    }
}
