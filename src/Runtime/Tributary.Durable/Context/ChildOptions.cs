namespace Tributary;

/// <summary>What becomes of a child that still runs when its parent ends.</summary>
public enum ParentClosePolicy
{
    /// <summary>It is terminated: it ends at once, and none of its code runs.</summary>
    Terminate,

    /// <summary>It is cancelled: what it waits for throws, so that it can clean up.</summary>
    Cancel,

    /// <summary>It runs on.</summary>
    Abandon,
}

/// <summary>How a child is started.</summary>
public sealed record ChildOptions
{
    /// <summary>The id of the child; derived from the parent's when null. Starting a child under an id that exists fails the call.</summary>
    public string? InstanceId { get; init; }

    /// <summary>What becomes of the child when the parent ends before it.</summary>
    public ParentClosePolicy OnParentClose { get; init; } = ParentClosePolicy.Terminate;
}
