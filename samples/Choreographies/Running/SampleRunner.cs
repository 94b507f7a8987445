using Tributary;

namespace Choreographies.Running;

/// <summary>Runs samples.</summary>
public static class SampleRunner
{
    /// <summary>Runs the endpoints of all roles in one session of this process.</summary>
    /// <returns>What each player saw, in the order of the seats.</returns>
    public static async Task<string[]> InOneProcessAsync(Sample sample, ISessions sessions)
    {
        var session = await sessions.CreateAsync(sample.Plan);
        return await Task.WhenAll(sample.Seats.Select(seat => seat.PlayAsync(sessions, session.Id)));
    }
}
