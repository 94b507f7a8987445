using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes.Choreography;

/// <summary>Leaves a role out of those that are told.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DoNotInformFix)), Shared]
public sealed class DoNotInformFix() : EditorCodeFix(
    "Do not inform the role",
    Descriptors.TRIB3106_InformShouldMakeADifference.Id,
    Descriptors.TRIB3107_ChooserMustNotBeInformed.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
        => node.Parent is ArgumentSyntax or ExpressionElementSyntax ? () => editor.RemoveNode(node.Parent) : null;
}
