using Tributary.Choreographies.Tests.Protocols;

namespace Tributary.Choreographies.Tests.Sessions;

public sealed class ManySessionsTests
{
    [Fact]
    public async Task Ten_thousand_sessions_run_side_by_side_and_none_hears_another()
    {
        const int sessions = 10_000;
        var hub = new SessionHub(new ChoreographyOptions { RememberedSessions = 100 });
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var walk = new Walk { Before = (_, step) => step == 2 ? gate.Task : Task.CompletedTask };
        var ids = new string[sessions];
        for (var i = 0; i < sessions; i++)
            ids[i] = (await hub.CreateAsync(Countdown.Plan)).Id;

        // All echoes before all callers, so that all sessions are open at the same time; each echo adds a number of its own.
        var echoes = ids.Select((id, i) => hub.RunAsync(new Countdown(walk).AsEcho(add: i), id)).ToArray();
        var callers = ids.Select(id => hub.RunAsync(new Countdown(walk).AsCaller(), id)).ToArray();
        Assert.Equal(sessions, hub.Count);
        gate.SetResult();
        var sums = await Task.WhenAll(callers);
        await Task.WhenAll(echoes);

        Assert.Equal(Enumerable.Range(0, sessions).Select(static i => 6 + (3 * i)), sums);
        Assert.Equal(0, hub.Count);
        Assert.Equal(SessionState.Completed, (await hub.FindAsync(ids[^1]))!.State);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public async Task Many_sessions_share_two_connections(int sessions)
    {
        var options = new ChoreographyOptions { DetectionTime = TimeSpan.FromMinutes(1), RememberedSessions = 100 };
        var hub = new SessionHub(options);
        await using var server = TcpSessionServer.Start(hub);
        await using var here = new TcpSessionClient(server.EndPoint, options.DetectionTime);
        await using var there = new TcpSessionClient(server.EndPoint, options.DetectionTime);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var walk = new Walk { Before = (_, step) => step == 2 ? gate.Task : Task.CompletedTask };
        var ids = (await Task.WhenAll(Enumerable.Range(0, sessions).Select(_ => here.CreateAsync(Countdown.Plan)))).Select(static session => session.Id).ToArray();
        var echoes = ids.Select((id, i) => there.RunAsync(new Countdown(walk).AsEcho(add: i), id)).ToArray();
        var callers = ids.Select(id => here.RunAsync(new Countdown(walk).AsCaller(), id)).ToArray();
        Assert.Equal(sessions, hub.Count);
        gate.SetResult();
        var sums = await Task.WhenAll(callers).WaitAsync(Made.Patience);
        await Task.WhenAll(echoes).WaitAsync(Made.Patience);
        Assert.Equal(Enumerable.Range(0, sessions).Select(static i => 6 + (3 * i)), sums);
        await Made.Until(() => hub.Count == 0);
    }
}
