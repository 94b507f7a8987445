namespace Tributary.Store.Embedded;

/// <summary>Messages that a process held when it died: those of one partition from the first to the last id.</summary>
/// <param name="FirstId">The first message.</param>
/// <param name="LastId">The last message.</param>
/// <param name="Trial">0 when they were not on trial; otherwise which trial in a row it was.</param>
internal readonly record struct LeftBehind(long FirstId, long LastId, int Trial);

/// <summary>Messages one of which may have killed a process.</summary>
/// <param name="FirstId">The first message.</param>
/// <param name="LastId">The last message.</param>
/// <param name="Deaths">How many processes in a row died while they tried this one message and nothing else.</param>
internal readonly record struct Suspicion(long FirstId, long LastId, int Deaths);

/// <summary>Says what follows from what a dead process held.</summary>
internal static class Inquest
{
    /// <summary>
    /// When some messages were on trial, one of them is to blame, and all others are not: the ones that waited did nothing, and the ones
    /// that ran had been tried before. When none was, it may be any that was under way; and none at all when nothing was.
    /// </summary>
    public static IReadOnlyList<Suspicion> Conclude(IReadOnlyCollection<LeftBehind> left)
    {
        var tried = left.Where(static entry => entry.Trial > 0).ToList();
        if (tried is [var one] && one.FirstId == one.LastId)
            return [new Suspicion(one.FirstId, one.LastId, one.Trial)];
        return [.. (tried.Count > 0 ? tried : left).Select(static entry => new Suspicion(entry.FirstId, entry.LastId, Deaths: 0))];
    }
}
