using Tributary.Choreographies.Tests.Protocols;

namespace Tributary.Choreographies.Tests.Transports;

/// <summary>Wires that lose, repeat, reorder and break never change what a session means.</summary>
public sealed class LinkTests
{
    private static readonly TimeSpan s_detection = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_lossy_wire_changes_nothing(ulong seed)
    {
        var hub = new SessionHub(new ChoreographyOptions { DetectionTime = s_detection });
        await using var server = new SessionServer(hub);
        var network = new LossyNetwork(server, seed, drop: 0.1, repeat: 0.2, reorder: 0.3);
        await using var buyer1 = network.Client(s_detection);
        await using var buyer2 = network.Client(s_detection);
        await using var seller = network.Client(s_detection);
        var buyers = new TwoBuyer(new Walk());
        var sessions = Enumerable.Range(0, 20).Select(async i =>
        {
            var id = (await buyer1.CreateAsync(TwoBuyer.Plan)).Id;
            var runs = (buyer1.RunAsync(buyers.AsBuyer1(), id), buyer2.RunAsync(buyers.AsBuyer2(), id), seller.RunAsync(buyers.AsSeller(), id));
            await runs.Item2;
            return (await runs.Item1, await runs.Item3);
        });
        Assert.All(await Task.WhenAll(sessions).WaitAsync(Made.Patience), static result => Assert.Equal((new DateOnly(2030, 1, 7), true), result));
        await Made.Until(() => hub.Count == 0);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_made_anew_and_nothing_is_lost()
    {
        var hub = new SessionHub(new ChoreographyOptions { DetectionTime = s_detection });
        await using var server = new SessionServer(hub);
        var network = new LossyNetwork(server, 3);
        await using var here = network.Client(s_detection);
        await using var there = network.Client(s_detection);
        var walk = new Walk
        {
            Before = (role, step) =>
            {
                if (role == "caller" && step % 20 == 0)
                    network.Break();
                return Task.CompletedTask;
            },
        };
        var countdown = new Countdown(walk, from: 100);
        var id = (await here.CreateAsync(Countdown.Plan)).Id;
        var (sum, count) = (here.RunAsync(countdown.AsCaller(), id), there.RunAsync(countdown.AsEcho(), id));
        Assert.Equal(5050, await sum.WaitAsync(Made.Patience));
        Assert.Equal(100, await count.WaitAsync(Made.Patience));
        Assert.True(network.Connections > 2);
    }

    public static TheoryData<string, int> EveryStep()
    {
        var data = new TheoryData<string, int>();
        foreach (var (role, steps) in TwoBuyer.Roles)
        {
            for (var step = 1; step <= steps; step++)
                data.Add(role, step);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryStep))]
    public async Task A_role_that_fails_anywhere_ends_the_roles_of_all_processes(string role, int step)
    {
        var hub = new SessionHub(new ChoreographyOptions { DetectionTime = s_detection });
        await using var server = new SessionServer(hub);
        var network = new LossyNetwork(server, 7);
        await using var one = network.Client(s_detection);
        await using var two = network.Client(s_detection);
        var buyers = new TwoBuyer(new Walk { Before = (r, s) => r == role && s == step ? Task.FromException(new InvalidOperationException("boom")) : Task.CompletedTask });
        var id = (await one.CreateAsync(TwoBuyer.Plan)).Id;
        var runs = new Dictionary<string, Task> { ["buyer1"] = one.RunAsync(buyers.AsBuyer1(), id), ["buyer2"] = two.RunAsync(buyers.AsBuyer2(), id), ["seller"] = hub.RunAsync(buyers.AsSeller(), id) };
        foreach (var (name, run) in runs)
        {
            // Who had come to its end before the failure has its result.
            var thrown = await Record.ExceptionAsync(() => run.WaitAsync(Made.Patience));
            if (name == role || thrown is not null)
                Assert.Equal((AbortCause.Failed, role), (Assert.IsType<SessionAbortedException>(thrown).Cause, ((SessionAbortedException)thrown!).Role));
        }

        await Made.Until(() => hub.Count == 0);
        Assert.Equal(SessionState.Aborted, hub.Find(id)!.State);
    }
}
