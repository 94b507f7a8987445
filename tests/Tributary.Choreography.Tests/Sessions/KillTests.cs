using Tributary.Choreographies.Tests.Protocols;
using Tributary.Testing;

namespace Tributary.Choreographies.Tests.Sessions;

/// <summary>Whichever role fails, in whichever way, at whichever step: every other ends with the same typed exception, and nothing is left.</summary>
public sealed class KillTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(1);
    private readonly VirtualTimeProvider _clock = new();

    public static TheoryData<string, string, int> EveryStep()
    {
        var data = new TheoryData<string, string, int>();
        foreach (var (protocol, roles) in new[] { ("buyers", TwoBuyer.Roles), ("countdown", Countdown.Roles) })
        {
            foreach (var (role, steps) in roles)
            {
                for (var step = 1; step <= steps; step++)
                    data.Add(protocol, role, step);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryStep))]
    public async Task A_role_that_throws_ends_all(string protocol, string role, int step)
    {
        var hub = new SessionHub(clock: _clock);
        var boom = new InvalidOperationException("boom");
        var runs = await StartAsync(hub, protocol, new Walk { Before = (r, s) => r == role && s == step ? Task.FromException(boom) : Task.CompletedTask });

        foreach (var (name, run) in runs)
        {
            // Who had come to its end before the failure has its result.
            if (await Outcome(run) is not { } abort)
                continue;
            Assert.Equal((AbortCause.Failed, role), (abort.Cause, abort.Role));
            Assert.Equal(name == role ? boom : null, abort.InnerException);
        }

        Assert.NotNull(await Outcome(runs[role]));
        NothingIsLeft(hub);
    }

    [Theory]
    [MemberData(nameof(EveryStep))]
    public async Task A_role_that_is_cancelled_ends_all(string protocol, string role, int step)
    {
        var hub = new SessionHub(clock: _clock);
        using var cancellation = new CancellationTokenSource();
        var runs = await StartAsync(hub, protocol, new Walk { Before = (r, s) => r == role && s == step ? cancellation.CancelAsync() : Task.CompletedTask }, (role, cancellation.Token));

        foreach (var (_, run) in runs)
        {
            if (await Outcome(run) is { } abort)
                Assert.Equal((AbortCause.Cancelled, role), (abort.Cause, abort.Role));
        }

        Assert.NotNull(await Outcome(runs[role]));
        NothingIsLeft(hub);
    }

    [Theory]
    [MemberData(nameof(EveryStep))]
    public async Task A_role_that_hangs_ends_all_at_the_deadline(string protocol, string role, int step)
    {
        var hub = new SessionHub(clock: _clock);
        var (hangs, reached) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var runs = await StartAsync(hub, protocol, new Walk { Before = (r, s) => r == role && s == step && reached.TrySetResult() ? hangs.Task : Task.CompletedTask });
        await reached.Task.WaitAsync(Patience);
        _clock.Advance(s_deadline);

        foreach (var (name, run) in runs.Where(run => run.Key != role))
        {
            if (await Outcome(run) is { } abort)
                Assert.Equal((AbortCause.TimedOut, null), (abort.Cause, abort.Role));
        }

        // The one that hangs is left alone after the detection time.
        await Until(() => _clock.NextDue is not null || runs[role].IsCompleted);
        _clock.Advance(new ChoreographyOptions().DetectionTime);
        Assert.Equal(AbortCause.TimedOut, (await Outcome(runs[role]))?.Cause);
        hangs.SetResult();
        NothingIsLeft(hub);
    }

    private static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    private static async Task<SessionAbortedException?> Outcome(Task run)
    {
        try
        {
            await run.WaitAsync(Patience);
            return null;
        }
        catch (SessionAbortedException e)
        {
            return e;
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private void NothingIsLeft(SessionHub hub)
    {
        Assert.Equal(0, hub.Count);
        Assert.Null(_clock.NextDue);
    }

    private static async Task<Dictionary<string, Task>> StartAsync(SessionHub hub, string protocol, Walk walk, (string Role, CancellationToken Token) cancel = default)
    {
        var plan = protocol == "buyers" ? TwoBuyer.Plan : Countdown.Plan;
        var id = (await hub.CreateAsync(plan, new SessionOptions { Deadline = s_deadline })).Id;
        var (buyers, countdown) = (new TwoBuyer(walk), new Countdown(walk));
        return protocol == "buyers"
            ? new()
            {
                ["buyer1"] = hub.RunAsync(buyers.AsBuyer1(), id, Token("buyer1")),
                ["buyer2"] = hub.RunAsync(buyers.AsBuyer2(), id, Token("buyer2")),
                ["seller"] = hub.RunAsync(buyers.AsSeller(), id, Token("seller")),
            }
            : new()
            {
                ["caller"] = hub.RunAsync(countdown.AsCaller(), id, Token("caller")),
                ["echo"] = hub.RunAsync(countdown.AsEcho(), id, Token("echo")),
            };

        CancellationToken Token(string role) => cancel.Role == role ? cancel.Token : CancellationToken.None;
    }
}
