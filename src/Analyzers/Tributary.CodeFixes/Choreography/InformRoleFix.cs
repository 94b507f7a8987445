using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;
using Tributary.Analyzers.Choreography;
using Tributary.Roslyn.Choreography.Parsing;

namespace Tributary.CodeFixes.Choreography;

/// <summary>
/// Names a role among those that are told of a choice or of a guarded part. A choice in another choreography, which is shown at the call,
/// is left to its author.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InformRoleFix)), Shared]
public sealed class InformRoleFix() : DiagnosticCodeFix(
    Descriptors.TRIB3101_ChoiceMustBeProjectable.Id,
    Descriptors.TRIB3102_DifferentSendsMustBeInformed.Id,
    Descriptors.TRIB3103_ReceiversMustKnowTheSender.Id,
    Descriptors.TRIB3104_EndMustBeInformed.Id,
    Descriptors.TRIB3105_LoopExitMustBeInformed.Id,
    Descriptors.TRIB3201_GuardParticipantMustBeInformed.Id)
{
    /// <inheritdoc />
    private protected override string TitleOf(Diagnostic diagnostic) => $"Inform '{RoleOf(diagnostic)}'";

    /// <inheritdoc />
    private protected override Action? Prepare(DocumentEditor editor, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (RoleOf(diagnostic) is not { } name
            || NodeAt(editor, diagnostic) is not InvocationExpressionSyntax call
            || editor.SemanticModel.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method
            || !Located.IsScope(method.ContainingType)
            || method.Parameters.LastOrDefault() is not { IsParams: true } informed)
        {
            return null;
        }

        var role = SyntaxFactory.IdentifierName(SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name);
        var arguments = call.ArgumentList.Arguments;
        var list = arguments.FirstOrDefault(argument => argument.Expression is CollectionExpressionSyntax)?.Expression as CollectionExpressionSyntax;
        if (list is null && arguments.Any(static argument => argument.NameColon is not null)
            || arguments.Skip(informed.Ordinal).Any(argument => argument.Expression.ToString() == role.ToString())
            || list?.Elements.Any(element => element.ToString() == role.ToString()) == true)
        {
            return null;
        }

        return () => editor.ReplaceNode(call.ArgumentList, (current, _) => Add((ArgumentListSyntax)current, role));
    }

    private static string? RoleOf(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(ProtocolJudge.Role, out var role) ? role : null;

    private static ArgumentListSyntax Add(ArgumentListSyntax list, IdentifierNameSyntax role)
    {
        foreach (var argument in list.Arguments)
        {
            if (argument.Expression is CollectionExpressionSyntax informed)
                return list.ReplaceNode(informed, informed.WithElements(With(informed.Elements, SyntaxFactory.ExpressionElement(role))));
        }

        return list.WithArguments(With(list.Arguments, SyntaxFactory.Argument(role)));
    }

    private static SeparatedSyntaxList<T> With<T>(SeparatedSyntaxList<T> items, T item)
        where T : SyntaxNode
    {
        if (items.Count == 0)
            return items.Add(item);
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        return SyntaxFactory.SeparatedList<T>(items.GetWithSeparators().Add(comma).Add(item));
    }
}
