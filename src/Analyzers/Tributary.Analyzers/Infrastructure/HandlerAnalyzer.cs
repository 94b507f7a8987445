using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers;

/// <summary>
/// The base of rules on what update handlers do. A handler is a lambda, local function or method with a handler's parameters,
/// whichever way it is registered. Methods that a handler calls are not followed.
/// </summary>
/// <param name="descriptors">The rules that the analyzer reports.</param>
public abstract class HandlerAnalyzer(params DiagnosticDescriptor[] descriptors) : TributaryAnalyzer(descriptors)
{
    /// <inheritdoc />
    private protected sealed override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.UpdateMetadata is null || types.UpdateContext is null)
            return;
        context.RegisterOperationAction(
            operation =>
            {
                var (symbol, body) = operation.Operation switch
                {
                    IAnonymousFunctionOperation lambda => (lambda.Symbol, (IOperation?)lambda.Body),
                    ILocalFunctionOperation local => (local.Symbol, local.Body),
                    _ => throw new InvalidOperationException("Only functions are registered."),
                };
                if (body is not null && Handler.Of(symbol, types) is { } handler)
                    Visit(body, handler, types, operation.ReportDiagnostic, operation.CancellationToken);
            },
            OperationKind.AnonymousFunction,
            OperationKind.LocalFunction);
        context.RegisterOperationBlockAction(block =>
        {
            if (block.OwningSymbol is not IMethodSymbol method || Handler.Of(method, types) is not { } handler)
                return;
            foreach (var body in block.OperationBlocks)
                Visit(body, handler, types, block.ReportDiagnostic, block.CancellationToken);
        });
    }

    /// <summary>Judges one operation inside a handler.</summary>
    private protected abstract void Analyze(IOperation operation, Handler handler, KnownTypes types, Action<Diagnostic> report);

    private void Visit(IOperation body, Handler handler, KnownTypes types, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Analyze(operation, handler, types, report);
        }
    }

    /// <summary>The parameters of a handler.</summary>
    /// <param name="context">The context of an asynchronous handler, or null.</param>
    /// <param name="proposed">The proposal of a synchronous handler, or null.</param>
    /// <param name="current">The current entity of a synchronous handler, or null.</param>
    private protected sealed class Handler(IParameterSymbol? context, IParameterSymbol? proposed, IParameterSymbol? current)
    {
        /// <summary>How the handler calls the proposal.</summary>
        public string ProposedName => context is null ? proposed!.Name : context.Name + ".Proposed";

        public static Handler? Of(IMethodSymbol method, KnownTypes types)
        {
            var parameters = method.Parameters;
            if (parameters.Length == 3 && parameters[0].RefKind == RefKind.Ref && KnownTypes.Is(parameters[2].Type, types.UpdateMetadata))
                return new(null, parameters[0], parameters[1]);
            return parameters.Length == 2 && KnownTypes.Is(parameters[0].Type.OriginalDefinition, types.UpdateContext)
                ? new(parameters[0], null, null)
                : null;
        }

        /// <summary>Whether an operation is the proposal.</summary>
        public bool IsProposed(IOperation? operation) => Is(operation, proposed, "Proposed");

        /// <summary>Whether an operation is the current entity.</summary>
        public bool IsCurrent(IOperation? operation) => Is(operation, current, "Current");

        private bool Is(IOperation? operation, IParameterSymbol? parameter, string member) => operation switch
        {
            IParameterReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter),
            IPropertyReferenceOperation { Instance: IParameterReferenceOperation owner } reference
                => reference.Property.Name == member && SymbolEqualityComparer.Default.Equals(owner.Parameter, context),
            _ => false,
        };
    }
}
