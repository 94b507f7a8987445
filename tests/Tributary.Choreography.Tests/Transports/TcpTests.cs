using Tributary.Choreographies.Tests.Protocols;

namespace Tributary.Choreographies.Tests.Transports;

public sealed class TcpTests : IAsyncLifetime
{
    private static readonly TimeSpan s_detection = TimeSpan.FromSeconds(1);
    private readonly SessionHub _hub = new(new ChoreographyOptions { DetectionTime = s_detection });
    private readonly List<TcpSessionClient> _clients = [];
    private TcpSessionServer _server = null!;

    public Task InitializeAsync()
    {
        _server = TcpSessionServer.Start(_hub);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Roles_in_other_processes_meet_roles_in_this_one()
    {
        var (far, farther) = (Client(), Client());
        var buyers = new TwoBuyer(new Walk());
        var id = (await far.CreateAsync(TwoBuyer.Plan, new SessionOptions { Deadline = TimeSpan.FromMinutes(1) })).Id;
        var (buyer1, buyer2, seller) = (far.RunAsync(buyers.AsBuyer1(), id), _hub.RunAsync(buyers.AsBuyer2(), id), farther.RunAsync(buyers.AsSeller(), id));
        Assert.Equal(new DateOnly(2030, 1, 7), await buyer1.WaitAsync(Made.Patience));
        await buyer2.WaitAsync(Made.Patience);
        Assert.True(await seller.WaitAsync(Made.Patience));
        await Made.Until(() => _hub.Count == 0);
        var ended = await far.FindAsync(id);
        Assert.Equal((SessionState.Completed, 6L), (ended!.State, ended.Messages));
    }

    [Fact]
    public async Task Refusals_are_as_typed_as_at_the_hub()
    {
        var client = Client();
        var countdown = new Countdown(new Walk());
        var id = (await client.CreateAsync(Countdown.Plan)).Id;
        var caller = client.RunAsync(countdown.AsCaller(), id);
        await Made.Until(() => _hub.Find(id)!.Joined == 1);
        await Refused(SessionRefusal.Taken, () => client.RunAsync(countdown.AsCaller(), id));
        await Refused(SessionRefusal.WrongProtocol, () => client.RunAsync(new TwoBuyer(new Walk()).AsSeller(), id));
        await Refused(SessionRefusal.Unknown, () => client.RunAsync(countdown.AsEcho(), "nobody"));
        await Refused(SessionRefusal.Exists, () => client.CreateAsync(Countdown.Plan, new SessionOptions { Id = id }));
        await Assert.ThrowsAsync<ArgumentException>(() => client.CreateAsync(new SessionPlan(Countdown.Protocol, [1])));
        Assert.Null(await client.FindAsync("nobody"));
        await client.CancelAsync(id);
        Assert.Equal(AbortCause.Cancelled, (await Made.Aborts(caller)).Cause);
        await Refused(SessionRefusal.Over, () => client.RunAsync(countdown.AsEcho(), id));
        Assert.Equal(SessionState.Cancelled, (await Assert.ThrowsAsync<SessionStateException>(() => client.CancelAsync(id))).From);
    }

    [Theory]
    [InlineData("caller")]
    [InlineData("echo")]
    public async Task A_role_that_fails_ends_the_others_with_the_same_exception(string role)
    {
        var (here, there) = (Client(), Client());
        var countdown = new Countdown(new Walk { Before = (r, step) => r == role && step == 4 ? Task.FromException(new InvalidOperationException("boom")) : Task.CompletedTask });
        var id = (await here.CreateAsync(Countdown.Plan)).Id;
        var (caller, echo) = (here.RunAsync(countdown.AsCaller(), id), there.RunAsync(countdown.AsEcho(), id));
        foreach (var run in new Task[] { caller, echo })
        {
            var abort = await Made.Aborts(run);
            Assert.Equal((AbortCause.Failed, role), (abort.Cause, abort.Role));
            Assert.NotNull(abort.Step);
        }
    }

    [Fact]
    public async Task The_death_of_a_process_ends_its_sessions_for_everybody()
    {
        var (here, there) = (Client(), Client());
        var hangs = new TaskCompletionSource();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var countdown = new Countdown(new Walk { Before = (role, step) => role == "echo" && step == 3 && reached.TrySetResult() ? hangs.Task : Task.CompletedTask });
        var id = (await here.CreateAsync(Countdown.Plan)).Id;
        var (caller, echo) = (here.RunAsync(countdown.AsCaller(), id), there.RunAsync(countdown.AsEcho(), id));
        await reached.Task.WaitAsync(Made.Patience);
        await there.DisposeAsync();
        var abort = await Made.Aborts(caller);
        Assert.Equal((AbortCause.Died, "echo"), (abort.Cause, abort.Role));
        hangs.SetResult();
        await Made.Aborts(echo);
        Assert.Equal(0, _hub.Count);
    }

    [Fact]
    public async Task A_hub_that_is_gone_ends_the_roles_of_its_clients()
    {
        var client = Client();
        var id = (await client.CreateAsync(Countdown.Plan)).Id;
        var caller = client.RunAsync(new Countdown(new Walk()).AsCaller(), id);
        await Made.Until(() => _hub.Find(id)!.Joined == 1);
        await _server.DisposeAsync();
        Assert.Equal(AbortCause.Died, (await Made.Aborts(caller)).Cause);
        await Refused(SessionRefusal.Unreachable, () => client.CreateAsync(Countdown.Plan));
        _server = TcpSessionServer.Start(_hub);
    }

    private static async Task Refused(SessionRefusal reason, Func<Task> call)
        => Assert.Equal(reason, (await Assert.ThrowsAsync<SessionRefusedException>(() => call().WaitAsync(Made.Patience))).Reason);

    private TcpSessionClient Client()
    {
        var client = new TcpSessionClient(_server.EndPoint, s_detection);
        _clients.Add(client);
        return client;
    }
}
