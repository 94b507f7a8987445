using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes;

/// <summary>Takes a parameter by value. An out parameter is left to its author: its value has to become the result.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TakeByValueFix)), Shared]
public sealed class TakeByValueFix() : EditorCodeFix("Take the parameter by value", Descriptors.TRIB2006_DurableParameterMustBeByValue.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
        => node is ParameterSyntax { Type: not null } parameter && !parameter.Modifiers.Any(SyntaxKind.OutKeyword)
            ? () => editor.ReplaceNode(parameter, static (current, _) => TakeByValue((ParameterSyntax)current))
            : null;

    private static ParameterSyntax TakeByValue(ParameterSyntax parameter)
    {
        var others = parameter.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.RefKeyword) && !modifier.IsKind(SyntaxKind.InKeyword) && !modifier.IsKind(SyntaxKind.ReadOnlyKeyword));
        return parameter.WithModifiers(SyntaxFactory.TokenList(others)).WithLeadingTrivia(parameter.GetLeadingTrivia());
    }
}
