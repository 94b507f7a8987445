using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes;

/// <summary>
/// Makes an adapter a background service, unless it has another base. An ExecuteAsync that is there already becomes the override;
/// otherwise an empty one is added.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeriveFromBackgroundServiceFix)), Shared]
public sealed class DeriveFromBackgroundServiceFix() : EditorCodeFix(
    "Derive from BackgroundService", Descriptors.TRIB1301_AdapterMustBeHostedService.Id)
{
    private const string Execute = "ExecuteAsync";

    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        if (node is not ClassDeclarationSyntax declaration
            || editor.SemanticModel.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol { BaseType.SpecialType: SpecialType.System_Object } type
            || KnownTypes.Resolve(editor.SemanticModel.Compilation)?.BackgroundService is not { } baseClass)
        {
            return null;
        }

        return () => editor.ReplaceNode(declaration, (current, generator) =>
        {
            var changed = TypeEdits.AddBaseClass((TypeDeclarationSyntax)current, baseClass, generator);
            if (changed.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(IsExecute) is { } method)
                return changed.ReplaceNode(method, Override(method));
            return type.GetMembers(Execute).IsEmpty
                ? TypeEdits.AddMember(
                    changed, TypeEdits.Member($"protected override Task {Execute}(CancellationToken stoppingToken) => Task.CompletedTask;"), first: false)
                : changed;
        });
    }

    private static bool IsExecute(MethodDeclarationSyntax method)
        => method.Identifier.ValueText == Execute && method.ParameterList.Parameters.Count == 1 && !method.Modifiers.Any(SyntaxKind.StaticKeyword);

    private static MethodDeclarationSyntax Override(MethodDeclarationSyntax method)
    {
        var leading = method.GetLeadingTrivia();
        var modifiers = new List<SyntaxToken>
        {
            SyntaxFactory.Token(SyntaxKind.ProtectedKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.OverrideKeyword).WithTrailingTrivia(SyntaxFactory.Space),
        };
        foreach (var modifier in method.Modifiers)
        {
            if (modifier.IsKind(SyntaxKind.AsyncKeyword))
                modifiers.Add(modifier.WithLeadingTrivia());
        }

        return method.WithoutLeadingTrivia().WithModifiers(SyntaxFactory.TokenList(modifiers)).WithLeadingTrivia(leading);
    }
}
