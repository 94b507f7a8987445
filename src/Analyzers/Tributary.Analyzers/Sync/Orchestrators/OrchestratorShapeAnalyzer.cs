using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Sync;

/// <summary>An orchestrator has its base, and its [OnUpdate] methods can be dispatched.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OrchestratorShapeAnalyzer() : TributaryAnalyzer(
    Descriptors.TRIB1101_OrchestratorMustDeriveFromBase,
    Descriptors.TRIB1102_OrchestratorWithHandlerMethodsMustBePartial,
    Descriptors.TRIB1104_HandlerMethodMustHaveSignature)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        context.RegisterSymbolAction(symbol => AnalyzeType(symbol, types), SymbolKind.NamedType);
        context.RegisterSymbolAction(symbol => AnalyzeMethod(symbol, types), SymbolKind.Method);
    }

    private static void AnalyzeType(SymbolAnalysisContext context, KnownTypes types)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.FindAttribute(WellKnownNames.FlowOrchestratorAttribute) is null)
            return;
        if (!types.IsOrchestrator(type))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TRIB1101_OrchestratorMustDeriveFromBase, SymbolLocations.NameOf(type), type.Name));
        }

        if (HasHandlerMethod(type) && TypeRules.FindNonPartial(type, context.CancellationToken) is { } declaration)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TRIB1102_OrchestratorWithHandlerMethodsMustBePartial,
                declaration.Identifier.GetLocation(), type.Name, declaration.Identifier.ValueText));
        }
    }

    private static bool HasHandlerMethod(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol && member.FindAttribute(WellKnownNames.OnUpdateAttribute) is not null)
                return true;
        }

        return false;
    }

    private static void AnalyzeMethod(SymbolAnalysisContext context, KnownTypes types)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.FindAttribute(WellKnownNames.OnUpdateAttribute) is null)
            return;

        var (cause, remedy) = method switch
        {
            _ when method.ContainingType.FindAttribute(WellKnownNames.FlowOrchestratorAttribute) is null && !types.IsOrchestrator(method.ContainingType)
                => ($"'{method.ContainingType.Name}' is no orchestrator", "Move it into a class marked [FlowOrchestrator]"),
            _ when HandlerRules.IsAsynchronous(method)
                => ("it is asynchronous, and 'proposed' is passed by reference, which no await can cross",
                    "Register it in Configure() as 'Flow.OnUpdateAsync<T>(async (context, ct) => ...)', where T is an entity"),
            _ when HandlerRules.EntityOf(method) is null
                => ("its signature is another", $"Write it as '{HandlerRules.Signature}', where T is an entity"),
            _ => default,
        };
        if (cause is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TRIB1104_HandlerMethodMustHaveSignature, SymbolLocations.NameOf(method), method.Name, cause, remedy));
        }
    }
}
