namespace Tributary.Roslyn.Choreography;

/// <summary>What happens at a position of a protocol.</summary>
internal enum NodeKind
{
    /// <summary>Nothing: where paths meet, and where loops begin and end.</summary>
    Skip,

    /// <summary>A role acts by itself.</summary>
    Act,

    /// <summary>A message to one receiver.</summary>
    Message,

    /// <summary>Each member of a family sends to the next.</summary>
    PassOn,

    /// <summary>Each member of a family receives from the one before.</summary>
    TakeOver,

    /// <summary>A role decides.</summary>
    Choose,

    /// <summary>The decider tells one role, if the plan says so.</summary>
    Announce,

    /// <summary>A call that is left.</summary>
    Call,

    /// <summary>Branches side by side.</summary>
    Fork,

    /// <summary>A part that may be given up.</summary>
    Guard,

    /// <summary>The end of a branch of a fork, or of a guarded part.</summary>
    PartEnd,

    /// <summary>The end.</summary>
    End,
}

/// <summary>One position of a protocol. Nodes name each other by index.</summary>
internal sealed class Node(int id, NodeKind kind, Statement? statement, Span? site, bool informsAutomatically)
{
    public int Id { get; } = id;

    public NodeKind Kind { get; } = kind;

    /// <summary>The statement that it comes from.</summary>
    public Statement? Statement { get; } = statement;

    /// <summary>The call by which the statement was written out; null if it stands in the procedure itself.</summary>
    public Span? Site { get; } = site;

    /// <summary>Whether roles that miss a choice, or a guard, are told without being named.</summary>
    public bool InformsAutomatically { get; } = informsAutomatically;

    /// <summary>What comes next; -1 for nothing.</summary>
    public int Next { get; set; } = -1;

    /// <summary>Where the branches of a choice or of a fork begin; of a guard, the part and what runs instead.</summary>
    public int[] Entries { get; set; } = [];

    /// <summary>For each of the entries of a fork or guard, the first node that is not in it; its nodes are those from the entry to there.</summary>
    public int[] Bounds { get; set; } = [];

    /// <summary>Who acts, sends, decides or owns.</summary>
    public int From { get; set; } = -1;

    /// <summary>Who receives.</summary>
    public int To { get; set; } = -1;

    /// <summary>The label on the wire; of a guard, the one for a completed part.</summary>
    public int Step { get; set; } = -1;

    /// <summary>The receiver of a message.</summary>
    public Receiver? Receiver { get; set; }

    /// <summary>Of an announcement the choice, of the end of a part the fork or guard.</summary>
    public int Owner { get; set; } = -1;

    /// <summary>Whether a loop is left here.</summary>
    public bool IsLoopExit { get; set; }

    public bool IsMessage => Kind is NodeKind.Message or NodeKind.PassOn or NodeKind.TakeOver or NodeKind.Announce;
}
