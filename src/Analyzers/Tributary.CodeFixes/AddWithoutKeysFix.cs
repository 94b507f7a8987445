using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes;

/// <summary>States that an entity has no aggregation key on purpose.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddWithoutKeysFix)), Shared]
public sealed class AddWithoutKeysFix() : EditorCodeFix("State that the entity has no keys", Descriptors.TRIB1010_EntityMustHaveAggregationKey.Id)
{
    private const string WithoutKeys = "WithoutKeys";

    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        if (node is not TypeDeclarationSyntax declaration
            || editor.SemanticModel.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || KnownTypes.Resolve(editor.SemanticModel.Compilation) is not { } types)
        {
            return null;
        }

        foreach (var data in type.GetAttributes())
        {
            // The attribute may be on a part in another file.
            if (KnownTypes.Is(data.AttributeClass, types.FlowEntityAttribute)
                && data.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax attribute
                && attribute.SyntaxTree == node.SyntaxTree)
            {
                return () => editor.ReplaceNode(attribute, static (current, _) => Add((AttributeSyntax)current));
            }
        }

        return null;
    }

    private static AttributeSyntax Add(AttributeSyntax attribute)
    {
        var value = SyntaxFactory.AttributeArgument(SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression))
            .WithNameEquals(SyntaxFactory.NameEquals(WithoutKeys)).NormalizeWhitespace();
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        foreach (var argument in arguments)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == WithoutKeys)
                return attribute.ReplaceNode(argument, value.WithTriviaFrom(argument));
        }

        return arguments.Count == 0
            ? attribute.WithArgumentList(SyntaxFactory.AttributeArgumentList([value]))
            : attribute.WithArgumentList(attribute.ArgumentList!.AddArguments(value.WithLeadingTrivia(SyntaxFactory.Space)));
    }
}
