using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;
using Tributary.Roslyn;

namespace Tributary.CodeFixes;

/// <summary>Adds the context to the parameters of an orchestration that has none. One that has it elsewhere is left to its author: it has callers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddOrchestrationContextFix)), Shared]
public sealed class AddOrchestrationContextFix() : EditorCodeFix("Add the context of the orchestration", Descriptors.TRIB2003_OrchestrationMustTakeContextFirst.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        if (node is not MethodDeclarationSyntax method
            || editor.SemanticModel.GetDeclaredSymbol(method, cancellationToken) is not { } symbol
            || symbol.Parameters.Any(static parameter => parameter.Type.HasMetadataName(WellKnownNames.OrchestrationContext)))
        {
            return null;
        }

        var name = symbol.Parameters.Any(static parameter => parameter.Name == "ctx") ? "orchestrationContext" : "ctx";
        return () => editor.ReplaceNode(method, (current, _) => Add((MethodDeclarationSyntax)current, name));
    }

    private static MethodDeclarationSyntax Add(MethodDeclarationSyntax method, string name)
    {
        var parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(name))
            .WithType(SyntaxFactory.IdentifierName("OrchestrationContext").WithTrailingTrivia(SyntaxFactory.Space));
        var parameters = method.ParameterList.Parameters;
        var all = parameters.Insert(0, parameter);
        if (parameters.Count > 0)
            all = all.ReplaceSeparator(all.GetSeparator(0), SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        return method.WithParameterList(method.ParameterList.WithParameters(all));
    }
}
