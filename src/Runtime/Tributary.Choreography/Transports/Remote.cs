namespace Tributary.Choreographies;

/// <summary>What both ends of the protocol between a hub and its clients agree on.</summary>
internal static class Remote
{
    /// <summary>In place of a <see cref="SessionRefusal"/>: the state of the session does not allow it.</summary>
    public const int IllegalState = 100;

    /// <summary>In place of a <see cref="SessionRefusal"/>: an argument is wrong.</summary>
    public const int BadArgument = 101;
}
