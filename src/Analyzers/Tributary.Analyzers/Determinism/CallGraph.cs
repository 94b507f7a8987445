using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tributary.Analyzers.Determinism;

/// <summary>An offence that a call reaches, and the way to it.</summary>
/// <param name="Offence">The offence.</param>
/// <param name="Chain">The names of the members between the caller and the offence.</param>
internal readonly record struct ReachedOffence(Offence Offence, string Chain);

/// <summary>
/// Follows calls within the compilation. Each target is followed once, whoever calls it; cycles end because no function is entered twice.
/// </summary>
internal sealed class CallGraph(DeterminismScope scope, CancellationToken cancellationToken)
{
    private readonly TypeHierarchy _hierarchy = new(scope, cancellationToken);
    private readonly Dictionary<(ISymbol Target, bool IsVirtual), List<ReachedOffence>> _reached = new(new TargetComparer());

    /// <summary>For each rule, the offence that is the fewest calls away.</summary>
    public List<ReachedOffence> Follow(Call call)
    {
        if (_reached.TryGetValue((call.Target, call.IsVirtual), out var known))
            return known;

        var found = new List<ReachedOffence>();
        var steps = new List<(FunctionFacts Facts, int From)>();
        var entered = new HashSet<FunctionFacts>();
        Enter(call, -1, steps, entered);
        for (var i = 0; i < steps.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var facts = steps[i].Facts;
            foreach (var offence in OffencesOf(facts))
            {
                if (!found.Exists(reached => reached.Offence.Rule == offence.Rule))
                    found.Add(new(offence, ChainTo(i, steps)));
            }

            foreach (var lambda in facts.Lambdas)
                Enter(lambda, i, steps, entered);
            foreach (var next in facts.Calls)
                Enter(next, i, steps, entered);
        }

        _reached.Add((call.Target, call.IsVirtual), found);
        return found;
    }

    private IEnumerable<Offence> OffencesOf(FunctionFacts facts)
    {
        foreach (var offence in facts.Offences)
            yield return offence;
        foreach (var (member, syntax) in facts.Contents)
        {
            if (scope.ChangedContents.ContainsKey(member))
                yield return new(DeterminismRules.SharedState, SymbolNames.Of(member), syntax);
        }
    }

    private void Enter(Call call, int from, List<(FunctionFacts Facts, int From)> steps, HashSet<FunctionFacts> entered)
    {
        if (call is { IsVirtual: true, Target: IMethodSymbol method })
        {
            foreach (var implementation in _hierarchy.ImplementationsOf(method))
                Enter(implementation, from, steps, entered);
        }
        else
        {
            Enter(call.Target, from, steps, entered);
        }
    }

    private void Enter(ISymbol symbol, int from, List<(FunctionFacts Facts, int From)> steps, HashSet<FunctionFacts> entered)
    {
        Enter(scope.FactsOf(symbol), from, steps, entered);
        if (symbol is not IMethodSymbol { ContainingType: { } type } method)
            return;
        if (method.MethodKind == MethodKind.Constructor)
            EnterInitialisers(method, from, steps, entered);

        // Whoever uses a type first runs its static constructor.
        if (method.IsStatic || method.MethodKind == MethodKind.Constructor)
        {
            foreach (var constructor in type.StaticConstructors)
                Enter(scope.FactsOf(constructor), from, steps, entered);
        }
    }

    // What the compiler runs in every constructor: the initialisers, and the base constructor that is not written.
    private void EnterInitialisers(IMethodSymbol constructor, int from, List<(FunctionFacts Facts, int From)> steps, HashSet<FunctionFacts> entered)
    {
        foreach (var member in constructor.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false })
                Enter(scope.FactsOf(member), from, steps, entered);
        }

        if (constructor.ContainingType.BaseType is not { SpecialType: SpecialType.None } parent || !scope.IsSource(parent) || CallsConstructor(scope.FactsOf(constructor)))
            return;
        foreach (var inherited in parent.InstanceConstructors)
        {
            if (inherited.Parameters.IsEmpty)
                Enter(DeterminismScope.DeclarationOf(inherited), from, steps, entered);
        }
    }

    private static bool CallsConstructor(FunctionFacts? constructor)
        => constructor?.Calls.Exists(static call => call.Syntax is ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax) == true;

    private void Enter(FunctionFacts? facts, int from, List<(FunctionFacts Facts, int From)> steps, HashSet<FunctionFacts> entered)
    {
        // What is replayed itself is judged by itself.
        if (facts is not null && !(facts.Symbol is IMethodSymbol method && EntryPoints.IsDurable(method, scope.Types)) && entered.Add(facts))
            steps.Add((facts, from));
    }

    private static string ChainTo(int step, List<(FunctionFacts Facts, int From)> steps)
    {
        var names = new Stack<string>();
        for (; step >= 0; step = steps[step].From)
            names.Push(SymbolNames.Of(steps[step].Facts.Symbol));
        return string.Join(" -> ", names);
    }

    private sealed class TargetComparer : IEqualityComparer<(ISymbol Target, bool IsVirtual)>
    {
        public bool Equals((ISymbol Target, bool IsVirtual) x, (ISymbol Target, bool IsVirtual) y)
            => x.IsVirtual == y.IsVirtual && SymbolEqualityComparer.Default.Equals(x.Target, y.Target);

        public int GetHashCode((ISymbol Target, bool IsVirtual) target) => SymbolEqualityComparer.Default.GetHashCode(target.Target);
    }
}
