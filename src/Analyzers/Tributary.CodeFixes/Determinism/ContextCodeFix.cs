using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes.Determinism;

/// <summary>
/// The base of fixes that take from the context what the code took from elsewhere. They are offered where a context is in scope, and only
/// for the offence itself: a call that reaches an offence elsewhere is left alone.
/// </summary>
/// <param name="title">What the editor offers.</param>
/// <param name="diagnosticIds">The rules that it mends.</param>
public abstract class ContextCodeFix(string title, params string[] diagnosticIds) : EditorCodeFix(title, diagnosticIds)
{
    /// <inheritdoc />
    private protected sealed override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        var model = editor.SemanticModel;
        if (model.GetSymbolInfo(node, cancellationToken).Symbol is not { ContainingType: { } type } symbol
            || ContextAt(node.SpanStart, model, cancellationToken) is not { } context
            || Replace(node, symbol, type.ToDisplayString(), context, model) is not { } change)
        {
            return null;
        }

        return () => editor.ReplaceNode(change.Old, (current, _) => SyntaxFactory.ParseExpression(change.New).WithTriviaFrom(current));
    }

    /// <summary>Says what to put in place of what.</summary>
    /// <param name="node">The offence.</param>
    /// <param name="symbol">What it refers to.</param>
    /// <param name="type">The full name of the type that declares it.</param>
    /// <param name="context">The name of the context.</param>
    /// <param name="model">The meaning of the document.</param>
    private protected abstract (SyntaxNode Old, string New)? Replace(SyntaxNode node, ISymbol symbol, string type, string context, SemanticModel model);

    /// <summary>Whether a position is in an async function that returns Durable.</summary>
    internal static bool CanAwait(int position, SemanticModel model, CancellationToken cancellationToken)
        => model.GetEnclosingSymbol(position, cancellationToken) is IMethodSymbol { IsAsync: true } method
            && KnownTypes.Resolve(model.Compilation)?.IsDurable(method.ReturnType) == true;

    private static string? ContextAt(int position, SemanticModel model, CancellationToken cancellationToken)
    {
        if (KnownTypes.Resolve(model.Compilation)?.OrchestrationContext is not { } contextType)
            return null;
        var function = model.GetEnclosingSymbol(position, cancellationToken) as IMethodSymbol;
        foreach (var symbol in model.LookupSymbols(position))
        {
            if (symbol is IParameterSymbol parameter && KnownTypes.Is(parameter.Type, contextType) && IsCaptured(parameter, function))
                return SyntaxFacts.GetKeywordKind(parameter.Name) == SyntaxKind.None ? parameter.Name : "@" + parameter.Name;
        }

        return null;
    }

    // A static lambda or local function sees its own parameters only.
    private static bool IsCaptured(IParameterSymbol parameter, IMethodSymbol? function)
    {
        for (; function is not null; function = function.ContainingSymbol as IMethodSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, function))
                return true;
            if (function.IsStatic)
                return false;
        }

        return false;
    }
}
