using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers.Determinism;

/// <summary>
/// What determinism must know of one function or initialiser: what it does wrong by itself, and whom of this compilation it calls. Facts of
/// methods in other assemblies would be the same, read from metadata instead of collected from a body.
/// </summary>
/// <param name="symbol">The method, accessor, lambda, local function, field or property.</param>
internal sealed class FunctionFacts(ISymbol symbol)
{
    /// <summary>Whose facts they are.</summary>
    public ISymbol Symbol => symbol;

    /// <summary>What is forbidden wherever the code must be able to run again.</summary>
    public List<Offence> Offences { get; } = [];

    /// <summary>What it calls within this compilation.</summary>
    public List<Call> Calls { get; } = [];

    /// <summary>The lambdas that are written in it.</summary>
    public List<FunctionFacts> Lambdas { get; } = [];

    /// <summary>Static members that are never assigned anew and whose contents it uses; wrong if anybody changes these contents.</summary>
    public List<(ISymbol Member, SyntaxNode Syntax)> Contents { get; } = [];

    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsEmpty => Offences.Count == 0 && Calls.Count == 0 && Lambdas.Count == 0 && Contents.Count == 0;
}

/// <summary>Something that a rule forbids.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Name">How the message names it.</param>
/// <param name="Syntax">Where it is.</param>
internal readonly record struct Offence(DeterminismRule Rule, string Name, SyntaxNode Syntax);

/// <summary>A use of a member of this compilation whose code then runs.</summary>
/// <param name="Target">A method, or a field or property whose initialiser runs; as it is declared.</param>
/// <param name="IsVirtual">Whether an override or an implementation may run instead.</param>
/// <param name="Syntax">Where it is called.</param>
internal readonly record struct Call(ISymbol Target, bool IsVirtual, SyntaxNode Syntax);
