using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;
using Tributary.Roslyn;

namespace Tributary.CodeFixes;

/// <summary>Marks a type that an orchestration exchanges, where it is declared in the same file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkDurableTypeFix)), Shared]
public sealed class MarkDurableTypeFix() : EditorCodeFix(
    "Mark the type",
    Descriptors.TRIB2013_ExchangedTypeMustBeMarked.Id,
    Descriptors.TRIB2014_RequestMustBeMarkedAndTyped.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        var (type, attribute) = node is TypeDeclarationSyntax request
            ? (request, RequestAttribute(editor.SemanticModel.GetDeclaredSymbol(request, cancellationToken)))
            : Exchanged(node, editor.SemanticModel, cancellationToken);
        return type is null || attribute is null
            ? null
            : () => editor.ReplaceNode(type, (current, _) => TypeEdits.AddAttribute((TypeDeclarationSyntax)current, attribute));
    }

    private static string? RequestAttribute(INamedTypeSymbol? type)
        => type is null ? null
            : type.Implements(WellKnownNames.IDurableQuery) && type.FindAttribute(WellKnownNames.DurableQueryAttribute) is null ? "DurableQuery"
            : type.Implements(WellKnownNames.IDurableUpdate) && type.FindAttribute(WellKnownNames.DurableUpdateAttribute) is null ? "DurableUpdate"
            : null;

    private static (TypeDeclarationSyntax? Type, string? Attribute) Exchanged(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { TypeArguments: { Length: 1 } arguments } method)
        {
            return default;
        }

        foreach (var reference in arguments[0].DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == node.SyntaxTree && reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration)
                return (declaration, method.Name is "SetStatus" or "Get" or "Set" ? "DurableState" : "DurableEvent");
        }

        return default;
    }
}
