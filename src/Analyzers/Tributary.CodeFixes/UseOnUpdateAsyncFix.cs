using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes;

/// <summary>Registers an async handler with OnUpdateAsync and reaches the proposal, the current entity and the metadata through its context.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseOnUpdateAsyncFix)), Shared]
public sealed class UseOnUpdateAsyncFix() : EditorCodeFix("Use OnUpdateAsync", Descriptors.TRIB1106_AsyncHandlerMustUseOnUpdateAsync.Id)
{
    private static readonly string[] s_members = ["Proposed", "Current", "Metadata"];

    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<ParenthesizedLambdaExpressionSyntax>() is not { ParameterList.Parameters.Count: 3 } lambda
            || lambda.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax name } } call)
        {
            return null;
        }

        return () => editor.ReplaceNode(call, call
            .ReplaceNodes<InvocationExpressionSyntax, SyntaxNode>([name, lambda], (original, _) => original == name
                ? name.WithIdentifier(SyntaxFactory.Identifier("OnUpdateAsync"))
                : Rewrite(lambda)));
    }

    private static ParenthesizedLambdaExpressionSyntax Rewrite(ParenthesizedLambdaExpressionSyntax lambda)
    {
        var taken = new HashSet<string>(lambda.Body.DescendantTokens().Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText));
        var context = Free("context", taken);
        var names = new Dictionary<string, string>();
        for (var i = 0; i < s_members.Length; i++)
            names[lambda.ParameterList.Parameters[i].Identifier.ValueText] = s_members[i];

        var body = lambda.Body.ReplaceNodes(
            lambda.Body.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(name => names.ContainsKey(name.Identifier.ValueText) && IsVariable(name)),
            (name, _) => SyntaxFactory.ParseExpression(context + "." + names[name.Identifier.ValueText]).WithTriviaFrom(name));
        var parameters = SyntaxFactory.ParameterList(SyntaxFactory.SeparatedList(
            [Parameter(context), Parameter(Free("ct", taken))],
            [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)])).WithTriviaFrom(lambda.ParameterList);
        return lambda.WithParameterList(parameters).WithBody(body);
    }

    private static ParameterSyntax Parameter(string name) => SyntaxFactory.Parameter(SyntaxFactory.Identifier(name));

    private static bool IsVariable(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax => false,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
        _ => true,
    };

    private static string Free(string name, HashSet<string> taken)
    {
        while (taken.Contains(name))
            name = "_" + name;
        return name;
    }
}
