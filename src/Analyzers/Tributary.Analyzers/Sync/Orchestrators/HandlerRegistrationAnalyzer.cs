using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Sync;

/// <summary>
/// An update gets one decision: one handler for an entity in an orchestrator, one orchestrator for an entity. A registration that
/// depends on a condition is not counted.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerRegistrationAnalyzer() : TributaryAnalyzer(
    Descriptors.TRIB1103_EntityMustHaveOneHandler,
    Descriptors.TRIB1105_EntityMustHaveOneOrchestrator)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.OrchestratorFlow is not { } flow)
            return;
        var all = new ConcurrentBag<Registration>();
        context.RegisterSymbolStartAction(
            start =>
            {
                var orchestrator = (INamedTypeSymbol)start.Symbol;
                if (!types.IsOrchestrator(orchestrator))
                    return;
                var own = new ConcurrentBag<Registration>();
                start.RegisterOperationAction(operation => AddCall(operation, flow, orchestrator, own), OperationKind.Invocation);
                start.RegisterSymbolEndAction(end => Conclude(end, orchestrator, own, all));
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end => Conclude(end, all));
    }

    private static void AddCall(OperationAnalysisContext context, INamedTypeSymbol flow, INamedTypeSymbol orchestrator, ConcurrentBag<Registration> own)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is { Name: "OnUpdate" or "OnUpdateAsync", TypeArguments: { Length: 1 } arguments }
            && KnownTypes.Is(call.TargetMethod.ContainingType, flow)
            && arguments[0] is INamedTypeSymbol { TypeKind: not TypeKind.Error } entity
            && !IsConditional(call))
        {
            own.Add(new(entity, orchestrator, NameIn(call)));
        }
    }

    private static Location NameIn(IInvocationOperation call) => call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }
        ? access.Name.GetLocation()
        : call.Syntax.GetLocation();

    private static bool IsConditional(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent.Kind is OperationKind.Conditional or OperationKind.Switch or OperationKind.SwitchExpression or OperationKind.Loop
                or OperationKind.Try or OperationKind.AnonymousFunction or OperationKind.LocalFunction)
            {
                return true;
            }
        }

        return false;
    }

    private static void Conclude(SymbolAnalysisContext context, INamedTypeSymbol orchestrator, ConcurrentBag<Registration> own, ConcurrentBag<Registration> all)
    {
        foreach (var member in orchestrator.GetMembers())
        {
            if (member is IMethodSymbol method && member.FindAttribute(WellKnownNames.OnUpdateAttribute) is not null && HandlerRules.EntityOf(method) is { } entity)
                own.Add(new(entity, orchestrator, SymbolLocations.NameOf(method)));
        }

        var first = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var registration in Ordered(own))
        {
            if (!first.Add(registration.Entity))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.TRIB1103_EntityMustHaveOneHandler, registration.Location, orchestrator.Name, registration.Entity.Name));
            }
            else if (orchestrator.FindAttribute(WellKnownNames.FlowOrchestratorAttribute) is not null)
            {
                all.Add(registration);
            }
        }
    }

    private static void Conclude(CompilationAnalysisContext context, ConcurrentBag<Registration> all)
    {
        var first = new Dictionary<INamedTypeSymbol, Registration>(SymbolEqualityComparer.Default);
        foreach (var registration in Ordered(all))
        {
            if (!first.TryGetValue(registration.Entity, out var other))
            {
                first.Add(registration.Entity, registration);
            }
            else
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.TRIB1105_EntityMustHaveOneOrchestrator,
                    registration.Location, registration.Orchestrator.Name, registration.Entity.Name, other.Orchestrator.Name));
            }
        }
    }

    // The order in which a concurrent analysis meets them must not decide which one is reported.
    private static IEnumerable<Registration> Ordered(IEnumerable<Registration> registrations) => registrations
        .OrderBy(static r => r.Location.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(static r => r.Location.SourceSpan.Start);

    private sealed record Registration(INamedTypeSymbol Entity, INamedTypeSymbol Orchestrator, Location Location);
}
