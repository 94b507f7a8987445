using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>What was read from an annotated method. Speaks of symbols in <see cref="Payloads"/> alone; lives within one parse.</summary>
internal sealed class ChoreographyParse
{
    /// <summary>The method without its body; null if it cannot be written again.</summary>
    public Procedure? Signature { get; set; }

    /// <summary>What the method returns.</summary>
    public List<ProcedureResult> Results { get; } = [];

    /// <summary>The whole method; null if anything is wrong with it.</summary>
    public Procedure? Procedure { get; set; }

    /// <summary>The class of the texts of actions and time limits.</summary>
    public string ActionClass { get; set; } = "";

    /// <summary>The texts of actions and time limits.</summary>
    public List<LocalAction> Actions { get; } = [];

    /// <summary>The mistakes, in the order of the source.</summary>
    public List<ShapeFault> Faults { get; } = [];

    /// <summary>Whether the compiler itself has something to say, which then is enough.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The types of all that is sent.</summary>
    public List<ITypeSymbol> Payloads { get; } = [];

    /// <summary>Notes a mistake.</summary>
    public void Report(ChoreographyShapeFault kind, Location location, params string[] arguments)
        => Faults.Add(new(kind, SpanOf(location), arguments.ToEquatableArray()));

    /// <summary>Where something stands.</summary>
    public static Span SpanOf(SyntaxNode node) => SpanOf(node.GetLocation());

    /// <summary>Where something stands.</summary>
    public static Span SpanOf(Location location)
    {
        var lines = location.GetLineSpan();
        return new(lines.Path ?? "", location.SourceSpan.Start, location.SourceSpan.Length,
            lines.StartLinePosition.Line, lines.StartLinePosition.Character, lines.EndLinePosition.Line, lines.EndLinePosition.Character);
    }
}
