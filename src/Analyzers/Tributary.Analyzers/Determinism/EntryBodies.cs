using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers.Determinism;

/// <summary>A call out of an entry point, which is followed at the end of the compilation.</summary>
/// <param name="Entry">The entry point.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Call">The call.</param>
/// <param name="Contents">A static member whose contents are used, when it is that and no call; otherwise null.</param>
internal readonly record struct EntryCall(ISymbol Entry, EntryKind Kind, Call Call, ISymbol? Contents);

/// <summary>Judges the entry points among the functions of one member, with the lambdas and local functions that belong to them.</summary>
internal sealed class EntryBodies
{
    private readonly List<FunctionFacts> _functions;
    private readonly DeterminismScope _scope;
    private readonly ConcurrentQueue<EntryCall> _calls;
    private readonly Action<Diagnostic> _report;
    private readonly HashSet<SyntaxNode> _reported = [];

    public EntryBodies(List<FunctionFacts> functions, DeterminismScope scope, ConcurrentQueue<EntryCall> calls, Action<Diagnostic> report)
        => (_functions, _scope, _calls, _report) = (functions, scope, calls, report);

    public void Judge()
    {
        foreach (var function in _functions)
        {
            if (KindOf(function) is var kind and not EntryKind.None)
                Judge(function, function, kind, []);
        }
    }

    private void Judge(FunctionFacts function, FunctionFacts entry, EntryKind kind, HashSet<FunctionFacts> entered)
    {
        // An entry point inside of another one is judged as one itself.
        if (!entered.Add(function) || (function != entry && KindOf(function) != EntryKind.None))
            return;
        foreach (var offence in function.Offences)
        {
            if (EntryPoints.Holds(offence.Rule, kind, isOwnBody: true) && _reported.Add(offence.Syntax))
                _report(Diagnostic.Create(offence.Rule.Descriptor, offence.Syntax.GetLocation(), offence.Name, "", kind == EntryKind.Durable ? offence.Rule.Remedy : offence.Rule.HandlerRemedy));
        }

        if (kind == EntryKind.Durable)
        {
            foreach (var (member, syntax) in function.Contents)
                _calls.Enqueue(new(entry.Symbol, kind, new(member, false, syntax), member));
        }

        foreach (var call in function.Calls)
        {
            if (LocalFunction(call.Target) is { } local)
                Judge(local, entry, kind, entered);
            else
                _calls.Enqueue(new(entry.Symbol, kind, call, null));
        }

        foreach (var lambda in function.Lambdas)
            Judge(lambda, entry, kind, entered);
    }

    private FunctionFacts? LocalFunction(ISymbol target) => target is IMethodSymbol { MethodKind: MethodKind.LocalFunction }
        ? _functions.Find(function => SymbolEqualityComparer.Default.Equals(function.Symbol, target))
        : null;

    private EntryKind KindOf(FunctionFacts function) => function.Symbol is IMethodSymbol method ? EntryPoints.KindOf(method, _scope.Types) : EntryKind.None;
}
