using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes;

/// <summary>Declares an orchestration as static. One that overrides or can be overridden is left to its author.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeOrchestrationStaticFix)), Shared]
public sealed class MakeOrchestrationStaticFix() : EditorCodeFix("Make the orchestration static", Descriptors.TRIB2001_OrchestrationMustBeStatic.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        if (node is not MethodDeclarationSyntax method
            || editor.SemanticModel.GetDeclaredSymbol(method, cancellationToken) is not { IsVirtual: false, IsAbstract: false, IsOverride: false, ContainingType.TypeKind: not TypeKind.Interface })
        {
            return null;
        }

        return () => editor.ReplaceNode(method, static (current, generator) =>
            generator.WithModifiers(current, generator.GetModifiers(current).WithIsStatic(true)));
    }
}
