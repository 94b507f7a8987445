using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers.Determinism;

/// <summary>Collects the facts of one member, and of the lambdas and local functions in it, in one pass over its operations.</summary>
internal sealed class FactCollector
{
    private readonly DeterminismScope _scope;
    private readonly AllowList _allowed;
    private readonly CallTargets _targets;
    private readonly HashSet<IOperation> _reported = [];
    private readonly bool _isInitialiser;
    private FunctionFacts _current;

    private FactCollector(DeterminismScope scope, AllowList allowed, ISymbol owner)
    {
        (_scope, _allowed, _current) = (scope, allowed, new(owner));
        _targets = new(AddCall);
        _isInitialiser = owner is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.StaticConstructor };
        Functions.Add(_current);
    }

    /// <summary>The facts of the member itself, and then of each function in it.</summary>
    public List<FunctionFacts> Functions { get; } = [];

    public static List<FunctionFacts> Collect(
        ISymbol owner, ImmutableArray<IOperation> blocks, DeterminismScope scope, AllowList allowed, CancellationToken cancellationToken)
    {
        var collector = new FactCollector(scope, allowed, owner);
        foreach (var block in blocks)
            collector.Walk(block, cancellationToken);
        return collector.Functions;
    }

    // With a stack of its own, because chains of operators can be deeper than the thread's.
    private void Walk(IOperation root, CancellationToken cancellationToken)
    {
        var outer = _current;
        var rest = new Stack<(IOperation Operation, FunctionFacts Function)>();
        rest.Push((root, outer));
        while (rest.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (var operation, _current) = rest.Pop();
            if (operation is IAttributeOperation or INameOfOperation)
                continue;
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation && !Enter(operation))
                continue;
            Judge(operation);
            _targets.Visit(operation);
            foreach (var child in operation.ChildOperations.Reverse())
                rest.Push((child, _current));
        }

        _current = outer;
    }

    private bool Enter(IOperation function)
    {
        var symbol = function is ILocalFunctionOperation local ? local.Symbol : ((IAnonymousFunctionOperation)function).Symbol;
        if (KnownTypes.Has(symbol, _scope.Types.DeterministicAttribute))
            return false;
        var facts = new FunctionFacts(symbol);
        Functions.Add(facts);

        // A lambda counts where it is written, because nobody can tell where it is called; a local function where it is named.
        if (function is IAnonymousFunctionOperation)
        {
            if (_scope.Offences.Of(function, _allowed) is { } offence)
                _current.Offences.Add(new(offence.Rule, offence.Name, function.Syntax));
            _current.Lambdas.Add(facts);
        }

        _current = facts;
        return true;
    }

    private void Judge(IOperation operation)
    {
        if (operation is IAnonymousFunctionOperation)
            return;
        if (_scope.Offences.Of(operation, _allowed) is { } offence)
            _current.Offences.Add(new(offence.Rule, offence.Name, operation.Syntax));

        if (!_isInitialiser && StaticState.ChangedRoot(operation) is { } root && StaticState.ContentsOf(root) is { } changed && !_allowed.Contains(changed))
        {
            _reported.Add(root);
            _scope.ChangedContents.TryAdd(changed, true);
            _current.Offences.Add(new(DeterminismRules.SharedState, SymbolNames.Of(changed), operation.Syntax));
        }
        else if (StaticState.ContentsOf(operation) is { } contents && _scope.IsSource(contents) && !_reported.Contains(operation) && !_allowed.Contains(contents))
        {
            _current.Contents.Add((contents, operation.Syntax));
        }
    }

    private void AddCall(ISymbol? target, bool isVirtual, SyntaxNode syntax)
    {
        if (target is null || !_scope.IsSource(target) || _allowed.Contains(target))
            return;
        _current.Calls.Add(new(DeterminismScope.DeclarationOf(target), isVirtual, syntax));
    }
}
