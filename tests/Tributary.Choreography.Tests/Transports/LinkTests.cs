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
}
