using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tributary.Dispatch;
using Tributary.Hosting;
using Tributary.Store;

namespace Tributary.Testing.Tests.Simulating;

/// <summary>The simulator itself, over a kernel-only host that moves each message through two queues.</summary>
public sealed class SimulationTests
{
    private static readonly SimulationFaults s_harsh = new() { CrashBeforeCommit = 0.05, CrashAfterCommit = 0.05, LoseLease = 0.05, Reorder = 0.2 };

    [Fact]
    public async Task Equal_seeds_give_equal_traces_and_other_seeds_others()
    {
        var first = await TraceAsync(7);

        Assert.Equal(first, await TraceAsync(7));
        Assert.NotEqual(first, await TraceAsync(8));
        Assert.Contains(first, static line => line.Contains("the process died", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_message_takes_effect_once_whatever_crashes()
    {
        var seeds = await SimulationSeeds.RunAsync(300, static async seed =>
        {
            var sent = 0;
            await using var simulation = await StartAsync(seed, s_harsh, () => sent++);
            await simulation.RunAsync(150);
            await simulation.SettleAsync();

            // One during which the process died again and again is given up; requeued, it is handled like any other.
            foreach (var queue in new[] { "first", "second" })
            {
                var dead = (await simulation.Store.ListDeadLettersAsync(queue, null, 100)).Items;
                Assert.All(dead, static letter => Assert.Equal(DeadLetterReasons.ProcessDied, letter.Reason));
                await simulation.Store.CommitAsync(dead.Aggregate(new Commit(), static (commit, letter) => commit.Requeue(letter.Message.Id)));
                await simulation.SettleAsync();
            }

            var effects = await simulation.Store.ReadLogAsync("effects", 0, 10_000);
            var bodies = effects.Select(static e => Encoding.UTF8.GetString(e.Body.Span)).Order(StringComparer.Ordinal);
            Assert.Equal(Enumerable.Range(0, sent).Select(static i => $"{i:D4}"), bodies);
        });
        Assert.True(seeds > 0);
    }

    [Fact]
    public async Task A_failing_scenario_can_be_told_with_its_seed_and_trace()
    {
        await using var simulation = await StartAsync(3, s_harsh, static () => 1);
        await simulation.RunAsync(20);
        var failure = new SimulationException(simulation.Seed, simulation.Trace, new InvalidOperationException("lost one"));

        Assert.Contains("Seed 3 failed: lost one", failure.Message, StringComparison.Ordinal);
        Assert.Contains("TRIBUTARY_FIRST_SEED=3 TRIBUTARY_SEEDS=1", failure.Message, StringComparison.Ordinal);
        Assert.Contains(simulation.Trace[^1], failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_crash_nothing_that_the_dead_process_does_has_an_effect()
    {
        await using var simulation = await StartAsync(1, SimulationFaults.None, static () => 1);
        var old = simulation.Services.GetRequiredService<IFlowStore>();
        await simulation.CrashAsync();

        Assert.Equal(1, simulation.Crashes);
        await Assert.ThrowsAsync<SimulatedCrashException>(() => old.CommitAsync(new Commit().Put(new("c", "1"), 0, default)).AsTask());
        Assert.Null(await simulation.Store.GetAsync(new("c", "1")));
        Assert.NotSame(old, simulation.Services.GetRequiredService<IFlowStore>());
    }

    [Fact]
    public async Task Waiting_outside_of_virtual_time_is_refused()
    {
        await using var simulation = await StartAsync(1, SimulationFaults.None, static () => 1);

        var gate = new TaskCompletionSource();
        var pending = simulation.TryAsync(() => new ValueTask(gate.Task)).AsTask();
        var other = new Thread(gate.SetResult);
        other.Start();
        other.Join();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => pending);
        Assert.Contains("outside of virtual time", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<List<string>> TraceAsync(ulong seed)
    {
        var sent = 0;
        await using var simulation = await StartAsync(seed, s_harsh, () => sent++);
        await simulation.RunAsync(200);
        await simulation.SettleAsync();
        return [.. simulation.Trace];
    }

    private static async Task<Simulation> StartAsync(ulong seed, SimulationFaults faults, Func<int> number)
    {
        var simulation = new Simulation(seed, static services => services.AddTributaryCore().Services.AddHostedService<Mover>(), faults);
        await simulation.StartAsync();
        simulation.AddAction("send", async () =>
        {
            var body = Encoding.UTF8.GetBytes($"{number():D4}");
            var message = new OutgoingMessage(new("first", $"{simulation.Chance.Next(5)}"), body) { DedupeId = simulation.Chance.NewId() };
            // What sends must ask again until it knows: a crash leaves it in doubt, and the dedupe id makes asking again harmless.
            while (!await simulation.TryAsync(async () => await simulation.Services.GetRequiredService<IFlowStore>().CommitAsync(new Commit().Send(message))))
                simulation.Note("send again");
        });
        return simulation;
    }

    private sealed class Mover(FlowDispatcher dispatcher) : IHostedService, ITurnHandler
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            dispatcher.Listen(new QueueBinding("first", this));
            dispatcher.Listen(new QueueBinding("second", this));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask RunAsync(Turn turn, CancellationToken cancellationToken)
        {
            foreach (var message in turn.Messages)
            {
                if (turn.Address.Queue == "first")
                    turn.Commit.Consume(message.Id).Send(new OutgoingMessage(new("second", turn.Address.Partition), message.Body));
                else
                    turn.Commit.Consume(message.Id).Append("effects", null, message.Body);
            }

            return ValueTask.CompletedTask;
        }
    }
}
