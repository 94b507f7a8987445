using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tributary.Analyzers.Determinism;

/// <summary>What is known of one compilation. Filled by many threads while bodies are looked at, and read by one at the end.</summary>
internal sealed class DeterminismScope(Compilation compilation, AnalyzerOptions options, KnownTypes types)
{
    private readonly ConcurrentDictionary<SyntaxTree, AllowList> _allowLists = new();
    private readonly ConcurrentDictionary<ISymbol, FunctionFacts> _facts = new(SymbolEqualityComparer.Default);

    public Compilation Compilation => compilation;

    public KnownTypes Types => types;

    public Offences Offences { get; } = new(new Catalog());

    /// <summary>Static members whose contents some method of the compilation changes.</summary>
    public ConcurrentDictionary<ISymbol, bool> ChangedContents { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether code of the symbol can be seen. The facts of other assemblies would be asked for here too.</summary>
    public bool IsSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>The allow-list that holds for a file.</summary>
    public AllowList AllowListOf(SyntaxTree tree)
        => _allowLists.GetOrAdd(tree, tree => AllowList.Of(options.AnalyzerConfigOptionsProvider.GetOptions(tree)));

    public void Publish(FunctionFacts facts)
    {
        if (!facts.IsEmpty)
            _facts.TryAdd(DeclarationOf(facts.Symbol), facts);
    }

    /// <summary>The facts of a symbol as <see cref="DeclarationOf"/> gives it; null when there is nothing to tell.</summary>
    public FunctionFacts? FactsOf(ISymbol symbol) => _facts.TryGetValue(symbol, out var facts) ? facts : null;

    /// <summary>The symbol that owns the body: without type arguments, not reduced, and the implementing part of a partial member.</summary>
    public static ISymbol DeclarationOf(ISymbol symbol)
    {
        if (symbol is not IMethodSymbol method)
            return symbol.OriginalDefinition;
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return method.PartialImplementationPart ?? method;
    }
}
