using Tributary.Choreographies.Tests.Protocols;
using Tributary.Testing;

namespace Tributary.Choreographies.Tests.Sessions;

public sealed class LifeCycleTests
{
    private readonly VirtualTimeProvider _clock = new();
    private readonly TwoBuyer _buyers = new(new Walk());

    [Fact]
    public async Task A_session_runs_from_created_to_completed()
    {
        var hub = Hub();
        var id = (await hub.CreateAsync(TwoBuyer.Plan, new SessionOptions { Metadata = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("tenant", "a") })).Id;
        Assert.Equal(SessionState.Created, (await hub.FindAsync(id))!.State);
        var buyer1 = hub.RunAsync(_buyers.AsBuyer1(), id);
        var joining = await hub.FindAsync(id);
        Assert.Equal((SessionState.Joining, 1, 3), (joining!.State, joining.Joined, joining.Participants));
        var buyer2 = hub.RunAsync(_buyers.AsBuyer2(), id);
        Assert.Equal(0, joining.Messages);
        var seller = hub.RunAsync(_buyers.AsSeller(), id);
        Assert.Equal(new DateOnly(2030, 1, 7), await buyer1);
        await buyer2;
        Assert.True(await seller);

        var ended = await hub.FindAsync(id);
        Assert.Equal((SessionState.Completed, 6L, "a"), (ended!.State, ended.Messages, ended.Metadata["tenant"]));
        Assert.Equal(0, hub.Count);
        Assert.Null(_clock.NextDue);
    }

    [Fact]
    public async Task The_other_branch_is_taken_when_the_offer_is_too_low()
    {
        var hub = Hub();
        var id = (await hub.CreateAsync(TwoBuyer.Plan)).Id;
        var buyers = new TwoBuyer(new Walk(), price: 100);
        var (buyer1, buyer2, seller) = (hub.RunAsync(buyers.AsBuyer1(), id), hub.RunAsync(buyers.AsBuyer2(), id), hub.RunAsync(buyers.AsSeller(), id));
        Assert.Null(await buyer1);
        await buyer2;
        Assert.False(await seller);
    }

    [Fact]
    public async Task Joining_with_another_fingerprint_or_role_or_twice_is_refused()
    {
        var hub = Hub();
        var id = (await hub.CreateAsync(TwoBuyer.Plan)).Id;
        using var leave = new CancellationTokenSource();
        var first = hub.RunAsync(_buyers.AsBuyer1(), id, leave.Token);

        await Refused(SessionRefusal.Taken, () => hub.RunAsync(_buyers.AsBuyer1(), id));
        await Refused(SessionRefusal.WrongProtocol, () => hub.RunAsync(new Countdown(new Walk()).AsCaller(), id));
        await Refused(SessionRefusal.UnknownRole, () => hub.RunAsync(new Endpoint<int>(TwoBuyer.Protocol, 3, 0, _ => Task.FromResult(0)), id));
        await Refused(SessionRefusal.UnknownRole, () => hub.RunAsync(new Endpoint<int>(TwoBuyer.Protocol, 1, 1, _ => Task.FromResult(0)), id));
        await Refused(SessionRefusal.UnknownRole, () => hub.RunAsync(new Endpoint<int>(TwoBuyer.Protocol, -1, 0, _ => Task.FromResult(0)), id));
        await Refused(SessionRefusal.Unknown, () => hub.RunAsync(_buyers.AsBuyer1(), "nobody"));
        Assert.Equal(SessionState.Joining, (await hub.FindAsync(id))!.State);

        await leave.CancelAsync();
        Assert.Equal(AbortCause.Cancelled, (await Assert.ThrowsAsync<SessionAbortedException>(() => first)).Cause);
        await Refused(SessionRefusal.Over, () => hub.RunAsync(_buyers.AsBuyer2(), id));
    }

    [Fact]
    public async Task A_session_that_is_over_does_not_come_back()
    {
        var hub = Hub();
        var id = (await hub.CreateAsync(Countdown.Plan)).Id;
        var countdown = new Countdown(new Walk());
        await Task.WhenAll(hub.RunAsync(countdown.AsCaller(), id), hub.RunAsync(countdown.AsEcho(), id));
        await Refused(SessionRefusal.Over, () => hub.RunAsync(countdown.AsCaller(), id));
        await Refused(SessionRefusal.Exists, () => hub.CreateAsync(Countdown.Plan, new SessionOptions { Id = id }));
        Assert.Equal(SessionState.Completed, (await hub.FindAsync(id))!.State);
        var illegal = await Assert.ThrowsAsync<SessionStateException>(() => hub.CancelAsync(id));
        Assert.Equal((SessionState.Completed, SessionState.Cancelled), (illegal.From, illegal.To));
    }

    [Fact]
    public async Task Who_runs_the_session_can_cancel_it()
    {
        var hub = Hub();
        var id = (await hub.CreateAsync(Countdown.Plan)).Id;
        var caller = hub.RunAsync(new Countdown(new Walk()).AsCaller(), id);
        await hub.CancelAsync(id);
        var abort = await Assert.ThrowsAsync<SessionAbortedException>(() => caller);
        Assert.Equal((AbortCause.Cancelled, null), (abort.Cause, abort.Role));
        Assert.Equal(SessionState.Cancelled, (await hub.FindAsync(id))!.State);
    }

    [Fact]
    public async Task A_session_that_not_all_join_in_time_is_timed_out()
    {
        var hub = Hub();
        var id = (await hub.CreateAsync(Countdown.Plan, new SessionOptions { JoinTimeout = TimeSpan.FromSeconds(5) })).Id;
        var caller = hub.RunAsync(new Countdown(new Walk()).AsCaller(), id);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(AbortCause.TimedOut, (await Assert.ThrowsAsync<SessionAbortedException>(() => caller)).Cause);
        Assert.Equal(SessionState.TimedOut, (await hub.FindAsync(id))!.State);
    }

    [Fact]
    public async Task The_caps_of_the_host_are_kept()
    {
        var hub = new SessionHub(new ChoreographyOptions { MaxSessions = 1, MaxParticipants = 2, MaxLifetime = TimeSpan.FromMinutes(1), RememberedSessions = 1 }, _clock);
        await Refused(SessionRefusal.TooManyParticipants, () => hub.CreateAsync(TwoBuyer.Plan));
        await Refused(SessionRefusal.TooLong, () => hub.CreateAsync(Countdown.Plan, new SessionOptions { Deadline = TimeSpan.FromMinutes(2) }));
        var first = (await hub.CreateAsync(Countdown.Plan)).Id;
        await Refused(SessionRefusal.TooManySessions, () => hub.CreateAsync(Countdown.Plan));
        _clock.Advance(TimeSpan.FromMinutes(1));
        var second = (await hub.CreateAsync(Countdown.Plan)).Id;
        await hub.CancelAsync(second);
        Assert.Null(await hub.FindAsync(first));
        Assert.Equal(SessionState.Cancelled, (await hub.FindAsync(second))!.State);
    }

    [Fact]
    public async Task A_plan_that_does_not_fit_its_protocol_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Hub().CreateAsync(new SessionPlan(Countdown.Protocol, [1])));
        await Assert.ThrowsAsync<ArgumentException>(() => Hub().CreateAsync(new SessionPlan(Countdown.Protocol, [1, 2])));
        await Assert.ThrowsAsync<ArgumentException>(() => Hub().CreateAsync(new SessionPlan(Countdown.Protocol, [0, 1])));
    }

    private static async Task Refused(SessionRefusal reason, Func<Task> call)
        => Assert.Equal(reason, (await Assert.ThrowsAsync<SessionRefusedException>(call)).Reason);

    private SessionHub Hub() => new(clock: _clock, chance: new SeededChance(1, _clock));
}
