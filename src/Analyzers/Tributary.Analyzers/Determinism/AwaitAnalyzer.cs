using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers.Determinism;

/// <summary>Methods that return Durable await operations, and only they do.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AwaitAnalyzer() : TributaryAnalyzer(
    Descriptors.TRIB2100_OrchestrationMustAwaitOperations,
    Descriptors.TRIB2122_OperationMustBeAwaitedInDurableMethod)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.Durable is null)
            return;
        context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Await, OperationKind.Loop, OperationKind.Using, OperationKind.UsingDeclaration);
    }

    private static void Analyze(OperationAnalysisContext context, KnownTypes types)
    {
        var (awaiter, awaited, site) = context.Operation switch
        {
            IAwaitOperation { Operation: var operand, Syntax: AwaitExpressionSyntax syntax } await => (AwaiterOf(await, syntax), operand, syntax.Expression),
            IForEachLoopOperation { IsAsynchronous: true, Collection: var collection, Syntax: CommonForEachStatementSyntax syntax } loop
                => (AwaiterOf(loop.SemanticModel?.GetForEachStatementInfo(syntax).MoveNextMethod?.ReturnType), collection, syntax.Expression),
            IUsingOperation { IsAsynchronous: true, Resources: var resources } => (AwaiterOfDisposal(resources), resources, resources.Syntax),
            IUsingDeclarationOperation { IsAsynchronous: true, DeclarationGroup: var group } => (AwaiterOfDisposal(group), group, group.Syntax),
            _ => default,
        };
        if (awaiter is null || awaited is null || site is null || Functions.Around(context.Operation, context.ContainingSymbol) is not { } function)
            return;

        var isDurable = IsDurableAwaiter(awaiter, types);
        if (types.IsDurable(function.ReturnType) ? isDurable : !isDurable)
            return;
        var name = awaited is IVariableDeclarationGroupOperation ? "DisposeAsync" : Functions.NameOf(awaited);
        context.ReportDiagnostic(isDurable
            ? Diagnostic.Create(Descriptors.TRIB2122_OperationMustBeAwaitedInDurableMethod, site.GetLocation(), name, SymbolNames.Of(function), ReturnOf(function))
            : Diagnostic.Create(Descriptors.TRIB2100_OrchestrationMustAwaitOperations, site.GetLocation(), name, Remedy(awaited, context)));
    }

    // The constraint of the method builder is checked when the state machine is written, so until then all of this is bound as usual.
    private static ITypeSymbol? AwaiterOf(IAwaitOperation operation, AwaitExpressionSyntax syntax)
        => operation.SemanticModel?.GetAwaitExpressionInfo(syntax).GetAwaiterMethod?.ReturnType;

    private static ITypeSymbol? AwaiterOf(ITypeSymbol? awaitable)
    {
        for (var type = awaitable; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers("GetAwaiter"))
            {
                if (member is IMethodSymbol { Parameters.IsEmpty: true } method)
                    return method.ReturnType;
            }
        }

        return null;
    }

    private static ITypeSymbol? AwaiterOfDisposal(IOperation resources)
    {
        var type = resources is IVariableDeclarationGroupOperation group ? group.Declarations.FirstOrDefault()?.Declarators.FirstOrDefault()?.Symbol.Type : resources.Type;
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var member in declaring.GetMembers("DisposeAsync"))
            {
                if (member is IMethodSymbol method)
                    return AwaiterOf(method.ReturnType);
            }
        }

        // Whatever else can be disposed of is an IAsyncDisposable, which returns a ValueTask; the interface itself serves as its awaiter.
        return type?.AllInterfaces.FirstOrDefault(static implemented => implemented.Name == "IAsyncDisposable");
    }

    private static bool IsDurableAwaiter(ITypeSymbol awaiter, KnownTypes types)
    {
        if (KnownTypes.Is(awaiter, types.DurableAwaiter) || types.IsDurable(awaiter))
            return true;
        foreach (var implemented in awaiter.AllInterfaces)
        {
            if (KnownTypes.Is(implemented, types.DurableAwaiter))
                return true;
        }

        return false;
    }

    private static string ReturnOf(IMethodSymbol function) => function.ReturnsVoid ? "nothing" : $"'{function.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'";

    private static string Remedy(IOperation awaited, OperationAnalysisContext context)
    {
        if (awaited is not IInvocationOperation { TargetMethod: var method })
            return "Do the work in an activity and await that";
        if (SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, context.Compilation.Assembly))
            return $"Let '{method.Name}' return Durable, or do the work in an activity and await that";
        return (method.ContainingType.Name, method.Name) switch
        {
            ("Task", "Delay") => "Await the context's CreateTimer",
            ("Task", "WhenAll") => "Await the context's WhenAll of activities",
            ("Task", "WhenAny") => "Await the context's WhenAny of activities",
            ("Task", "Yield") => "Remove it: a turn yields to nobody",
            (_, "ConfigureAwait") => "Do the work in an activity and await that, without ConfigureAwait",
            _ => "Do the work in an activity and await that",
        };
    }
}
