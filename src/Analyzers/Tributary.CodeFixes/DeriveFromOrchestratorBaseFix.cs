using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes;

/// <summary>Gives an orchestrator its base, unless it has another.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeriveFromOrchestratorBaseFix)), Shared]
public sealed class DeriveFromOrchestratorBaseFix() : EditorCodeFix(
    "Derive from FlowOrchestratorBase", Descriptors.TRIB1101_OrchestratorMustDeriveFromBase.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        if (node is not ClassDeclarationSyntax declaration
            || editor.SemanticModel.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol { BaseType.SpecialType: SpecialType.System_Object }
            || KnownTypes.Resolve(editor.SemanticModel.Compilation)?.FlowOrchestratorBase is not { } baseClass)
        {
            return null;
        }

        return () => editor.ReplaceNode(declaration, (current, generator) => TypeEdits.AddBaseClass((TypeDeclarationSyntax)current, baseClass, generator));
    }
}
