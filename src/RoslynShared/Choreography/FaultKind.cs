namespace Tributary.Roslyn.Choreography;

/// <summary>What can be wrong with a protocol, found by the linker and the projection. What is wrong with its C# is the parser's.</summary>
internal enum FaultKind
{
    /// <summary>A role cannot tell the branches of a choice apart: (role, chooser, action in one, action in the other).</summary>
    Unprojectable,

    /// <summary>A role that was not told would have to send different things: (role, chooser).</summary>
    UninformedSend,

    /// <summary>A role would have to listen to two senders at once: (role, sender, sender).</summary>
    TwoSenders,

    /// <summary>A role ends in one branch and goes on in the other: (role, chooser).</summary>
    EndsInOneBranch,

    /// <summary>A role is told of a choice, or of a guard, that makes no difference to it, or that it learns of anyhow: (role).</summary>
    SuperfluousInform,

    /// <summary>A choice is announced to the role that takes it: (role).</summary>
    SelfInform,

    /// <summary>The sender is a receiver: (role).</summary>
    SelfSend,

    /// <summary>A role does nothing: (role).</summary>
    UnusedRole,

    /// <summary>A received value is looked at by nobody: (variable).</summary>
    UnusedValue,

    /// <summary>No run reaches the step.</summary>
    Unreachable,

    /// <summary>A choreography calls itself before anything was said: (procedure).</summary>
    UnguardedRecursion,

    /// <summary>A role cannot learn that a loop is over: (role, chooser).</summary>
    UninformedExit,

    /// <summary>The protocol never ends, and does not say so.</summary>
    Endless,

    /// <summary>Two branches that run side by side use the same direction between the same two roles: (sender, receiver).</summary>
    SharedEdge,

    /// <summary>Of two branches that run side by side, one sets a variable that the other uses: (variable).</summary>
    SharedVariable,

    /// <summary>A role waits in a part that may be given up and is not told: (role, owner).</summary>
    UninformedGuard,

    /// <summary>The role that died takes part in what happens then: (role).</summary>
    DeadRole,

    /// <summary>The quorum is 0, or larger than the family can be: (quorum).</summary>
    BadQuorum,

    /// <summary>The endpoint has more states than the projection follows: (role, states).</summary>
    TooManyStates,

    /// <summary>The choreography calls one that is not known: (key).</summary>
    UnknownTarget,
}
