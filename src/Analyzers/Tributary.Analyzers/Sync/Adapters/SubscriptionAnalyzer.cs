using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Tributary.Roslyn;

namespace Tributary.Analyzers.Sync;

/// <summary>An adapter that takes changes of an entity takes new records of it as well.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SubscriptionAnalyzer() : TributaryAnalyzer(Descriptors.TRIB1306_ChangesShouldComeWithNewRecords)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.AdapterUpdates is not { } updates)
            return;
        context.RegisterSymbolStartAction(
            start =>
            {
                var adapter = (INamedTypeSymbol)start.Symbol;
                if (adapter.FindAttribute(WellKnownNames.FlowAdapterAttribute) is null)
                    return;
                var changes = new ConcurrentBag<(ITypeSymbol Entity, Location Location)>();
                var additions = new ConcurrentBag<ITypeSymbol>();
                start.RegisterOperationAction(operation => Add(operation, updates, changes, additions), OperationKind.Invocation);
                start.RegisterSymbolEndAction(end => Conclude(end, adapter, changes, additions));
            },
            SymbolKind.NamedType);
    }

    private static void Add(
        OperationAnalysisContext context, INamedTypeSymbol updates, ConcurrentBag<(ITypeSymbol, Location)> changes, ConcurrentBag<ITypeSymbol> additions)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { Name: "On" or "OnNew", TypeArguments: { Length: 1 } entities } method || !KnownTypes.Is(method.ContainingType, updates))
            return;
        if (method.Name == "OnNew")
            additions.Add(entities[0]);
        else
            changes.Add((entities[0], call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name.GetLocation() : call.Syntax.GetLocation()));
    }

    private static void Conclude(
        SymbolAnalysisContext context, INamedTypeSymbol adapter, ConcurrentBag<(ITypeSymbol Entity, Location Location)> changes, ConcurrentBag<ITypeSymbol> additions)
    {
        foreach (var (entity, location) in changes)
        {
            if (!additions.Contains(entity, SymbolEqualityComparer.Default))
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.TRIB1306_ChangesShouldComeWithNewRecords, location, adapter.Name, entity.Name));
        }
    }
}
