namespace Tributary.Roslyn.Choreography.Parsing;

/// <content>What <c>break</c>, <c>continue</c> and <c>return</c> leave.</content>
internal sealed partial class BodyParser
{
    private enum FrameKind
    {
        Loop,
        Switch,
        Lambda,
    }

    /// <summary>A statement or lambda around the one that is read.</summary>
    private sealed class Frame(FrameKind kind, Frame? outer, int id)
    {
        public FrameKind Kind => kind;

        public Frame? Outer => outer;

        /// <summary>The loop that is left.</summary>
        public int Id => id;

        /// <summary>Whether anything leaves it from its middle.</summary>
        public bool IsLeft { get; set; }

        /// <summary>The loop that is left in order to begin anew; -1 if the loop itself begins anew.</summary>
        public int ContinuesBy { get; init; } = -1;

        /// <summary>Whether anything does so.</summary>
        public bool Continues { get; set; }

        /// <summary>Where the values go that a lambda returns.</summary>
        public Target[] Targets { get; init; } = [];
    }

    private Block Within(Frame frame, Action read)
    {
        _frame = frame;
        var block = Collect(read);
        _frame = frame.Outer;
        return block;
    }

    /// <summary>A block that can be left from its middle is a loop that runs once.</summary>
    private static Block Leavable(int id, bool isLeft, Block block, Span span)
        => isLeft ? new(new Statement[] { new Loop(id, new(block.Statements.Append(new Break(id, span)).ToEquatableArray()), span) }.ToEquatableArray()) : block;
}
