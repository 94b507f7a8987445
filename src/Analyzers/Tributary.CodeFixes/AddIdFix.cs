using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes;

/// <summary>Adds an id to an entity that has none. One that has another kind of Id is not changed: others may use it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddIdFix)), Shared]
public sealed class AddIdFix() : EditorCodeFix("Add an Id", Descriptors.TRIB1002_EntityMustHaveUsableId.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
        => node is TypeDeclarationSyntax declaration
            ? () => editor.ReplaceNode(
                declaration,
                static (current, _) => TypeEdits.AddMember((TypeDeclarationSyntax)current, TypeEdits.Member("public string Id { get; set; } = \"\";"), first: true))
            : null;
}
