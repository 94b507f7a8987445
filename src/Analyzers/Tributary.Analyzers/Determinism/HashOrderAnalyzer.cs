using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers.Determinism;

/// <summary>The order of a hashed collection decides neither which operations come next nor what is handed to them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HashOrderAnalyzer() : TributaryAnalyzer(Descriptors.TRIB2115_OrchestrationShouldNotDependOnHashOrder)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.Durable is null)
            return;
        context.RegisterOperationBlockAction(block =>
        {
            if (block.OwningSymbol is not IMethodSymbol method || !EntryPoints.IsDurable(method, types) || KnownTypes.Has(method, types.DeterministicAttribute))
                return;
            foreach (var body in block.OperationBlocks)
                Analyze(body, types, block.ReportDiagnostic, block.CancellationToken);
        });
        context.RegisterOperationAction(
            operation =>
            {
                var symbol = operation.Operation is ILocalFunctionOperation local ? local.Symbol : ((IAnonymousFunctionOperation)operation.Operation).Symbol;
                if (types.IsDurable(symbol.ReturnType) && !IsInsideOfDurable(operation, types))
                    Analyze(operation.Operation, types, operation.ReportDiagnostic, operation.CancellationToken);
            },
            OperationKind.AnonymousFunction,
            OperationKind.LocalFunction);
    }

    // A function inside of an orchestration was looked at with it.
    private static bool IsInsideOfDurable(OperationAnalysisContext context, KnownTypes types)
    {
        for (var parent = context.Operation.Parent; parent is not null; parent = parent.Parent)
        {
            var symbol = parent is ILocalFunctionOperation local ? local.Symbol : (parent as IAnonymousFunctionOperation)?.Symbol;
            if (symbol is not null && types.IsDurable(symbol.ReturnType))
                return true;
        }

        return context.ContainingSymbol is IMethodSymbol method && EntryPoints.IsDurable(method, types);
    }

    private static void Analyze(IOperation body, KnownTypes types, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var order = new HashOrder(body);
        var reported = new HashSet<SyntaxNode>();
        foreach (var operation in body.Descendants())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var source in SourcesOf(operation, order, types))
            {
                if (reported.Add(source.Syntax))
                {
                    report(Diagnostic.Create(
                        Descriptors.TRIB2115_OrchestrationShouldNotDependOnHashOrder, source.Syntax.GetLocation(), source.Syntax.ToString()));
                }
            }
        }
    }

    private static IEnumerable<IOperation> SourcesOf(IOperation operation, HashOrder order, KnownTypes types)
    {
        switch (operation)
        {
            // The loop decides in which order the operations are started.
            case IForEachLoopOperation { IsAsynchronous: false } loop when Functions.FirstEffect(loop.Body, types) is not null && order.SourceOf(loop.Collection) is { } source:
                yield return source;
                break;

            // So does a query that starts them.
            case IInvocationOperation call when call.Arguments.Any(argument => Lambda(argument) is { } lambda && Functions.FirstEffect(lambda, types) is not null)
                && order.SourceOf(call.Instance ?? call.Arguments[0].Value) is { } source:
                yield return source;
                break;

            // What is handed to an operation is in the history, and has to be the same on replay.
            case IInvocationOperation call when Functions.IsEffect(call, types):
                foreach (var argument in call.Arguments)
                {
                    if (order.DecidedBy(argument.Value) is { } source)
                        yield return source;
                }

                break;
        }
    }

    private static IAnonymousFunctionOperation? Lambda(IArgumentOperation argument)
        => argument.Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } ? lambda : argument.Value as IAnonymousFunctionOperation;
}
