using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes;

/// <summary>Makes a type and the types around it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix)), Shared]
public sealed class MakePartialFix() : EditorCodeFix(
    "Make the type partial",
    Descriptors.TRIB1001_EntityMustBePartial.Id,
    Descriptors.TRIB1102_OrchestratorWithHandlerMethodsMustBePartial.Id,
    Descriptors.TRIB3003_ChoreographyTypeMustBePartial.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken) => () =>
    {
        foreach (var declaration in node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
            editor.ReplaceNode(declaration, static (current, _) => TypeEdits.MakePartial((TypeDeclarationSyntax)current));
    };
}
