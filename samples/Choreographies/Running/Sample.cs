using Tributary;
using Tributary.Choreographies;

namespace Choreographies.Running;

/// <summary>A protocol with players, so that it can be run in three ways: in one place, as endpoints in one process, and as one process for each role.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Plan">The plan of a session.</param>
/// <param name="Centrally">Runs it in one place and tells what each player saw, in the order of the seats.</param>
/// <param name="Seats">The players.</param>
public sealed record Sample(string Name, SessionPlan Plan, Func<Task<string[]>> Centrally, IReadOnlyList<Seat> Seats);

/// <summary>One player.</summary>
/// <param name="Name">The role, with its place if it is one of a family.</param>
/// <param name="PlayAsync">Plays it in a session and tells what it saw.</param>
public sealed record Seat(string Name, Func<ISessions, string, Task<string>> PlayAsync)
{
    /// <summary>A player that is made anew for each session.</summary>
    /// <param name="name">The role.</param>
    /// <param name="make">Makes the player.</param>
    /// <param name="endpoint">Its part.</param>
    /// <param name="tell">What it saw, from itself and from what its part returned.</param>
    public static Seat Of<TPlayer, TResult>(string name, Func<TPlayer> make, Func<TPlayer, Endpoint<TResult>> endpoint, Func<TPlayer, TResult, string> tell)
        => new(name, async (sessions, session) =>
        {
            var player = make();
            var result = await sessions.RunAsync(endpoint(player), session);
            return tell(player, result);
        });
}
