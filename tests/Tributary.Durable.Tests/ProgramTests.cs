using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Tributary.Testing;
using static Tributary.Orchestrations.Tests.Support;

namespace Tributary.Orchestrations.Tests;

/// <summary>
/// Runs random programs of everything that an orchestration can do: live, replayed from each prefix of their history, evicted after each
/// turn, and crashed before and after each commit. All of them must agree.
/// </summary>
public sealed class ProgramTests
{
    private static readonly OrchestrationDescriptor<int, string> s_program = TextFlow("Program");
    private static readonly ActivityDescriptor<int, int> s_work = Activity("Work", new ActivitySettings { Retry = new ActivityRetry { MaxAttempts = 2, Jitter = 0 } });

    [Fact]
    public void A_replay_of_any_prefix_and_an_eviction_after_each_turn_agree_with_the_live_run() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
        {
            var live = RunAsync(seed, warm: 1_000).AsTask().GetAwaiter().GetResult();
            var evicted = RunAsync(seed, warm: 0).AsTask().GetAwaiter().GetResult();
            Assert.Equal(live.Result, evicted.Result);
            Assert.Equal(live.Lines, evicted.Lines);
            Assert.Equal(live.Effects, evicted.Effects);
            for (var length = 1; length <= live.History.Turns.Count; length++)
            {
                var prefix = live.History with { Turns = [.. live.History.Turns.Take(length)] };
                var difference = ReplayVerifier.VerifyAsync(prefix, services => Register(Hosting.TributaryHosting.AddTributaryCore(services), [])).AsTask().GetAwaiter().GetResult();
                Assert.Null(difference);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_at_any_commit_changes_nothing(bool applied)
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var clean = await RunAsync(seed, warm: 1_000);
            for (var commit = 1; ; commit++)
            {
                var crashed = await RunAsync(seed, warm: 1_000, host => host.CrashAt(commit, applied));
                Assert.Equal(clean.Result, crashed.Result);
                Assert.Equal(clean.Lines.Order(StringComparer.Ordinal), crashed.Lines.Order(StringComparer.Ordinal));
                Assert.Equal(clean.Effects, crashed.Effects);
                if (crashed.Crashes == 0)
                    break;
            }
        }
    }

    private static async ValueTask<Outcome> RunAsync(int seed, int warm, Action<DurableHarness>? fault = null)
    {
        var effects = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await using var host = await StartAsync(add => Register(add, effects), options => options.WarmInstances = warm);
        var handle = await host.Client.Of(s_program).StartAsync(seed, "p");
        for (var i = 0; i < 40; i++)
            await handle.RaiseAsync(i, i % 2 == 0 ? "even" : "odd");
        fault?.Invoke(host);
        await host.Advance(TimeSpan.FromDays(3));
        var history = await host.Client.ReadHistoryAsync("p");
        var info = history.Instance;
        Assert.True(info.Status.IsFinal(), $"seed {seed} hangs: {info.Status} {info.Difference}\n{string.Join('\n', history.Events.Select(HistoryText.Describe))}");
        Assert.Equal(0, await PendingAsync(host));
        return new Outcome(
            $"{info.Status} {System.Text.Encoding.UTF8.GetString(info.Result.Span)} {info.Failure?.Message}",
            [.. history.Events.Select(e => HistoryText.Describe(e with { At = null, Failure = e.Failure is null ? null : e.Failure with { Stack = null } }))],
            history, [.. effects.Keys], host.Crashes);
    }

    private static void Register(Hosting.TributaryBuilder add, SortedDictionary<string, int> effects) => add
        .AddActivity(s_work, (input, context) =>
        {
            if (input % 5 == 0 || (input % 5 == 1 && context.Attempt == 1))
                throw new InvalidOperationException($"work {input}");
            effects.TryAdd(context.IdempotencyKey, input);
            return input * 3;
        })
        .AddOrchestration(s_program, Program);

    /// <summary>The seed is the program: what it does is drawn from it, and what it saw is its result.</summary>
    private static async Durable<string> Program(OrchestrationContext ctx, int seed)
    {
        var draw = new Random(seed);
        var seen = new List<string> { ctx.State.Get("seen", "") };
        for (var steps = draw.Next(2, 7); steps > 0; steps--)
            seen.Add(await Step(ctx, draw, 3));
        var text = string.Join(';', seen);
        if (ctx.ExecutionNumber < 3 && draw.Next(3) == 0 && !ctx.InstanceId.Contains('/', StringComparison.Ordinal))
        {
            ctx.State.Set("seen", text);
            return await ctx.ContinueAs.As(s_program, seed + 1);
        }

        return draw.Next(8) == 0 ? throw new InvalidOperationException(text) : text;
    }

    private static async Durable<string> Step(OrchestrationContext ctx, Random draw, int depth)
    {
        switch (draw.Next(depth > 0 ? 14 : 7))
        {
            case 0 or 1:
                return await Guarded(ctx.Activities.Call(s_work, draw.Next(100), null));
            case 2:
                var before = ctx.UtcNow;
                await ctx.CreateTimer(TimeSpan.FromMinutes(draw.Next(100)));
                return $"timer {ctx.UtcNow >= before}";
            case 3:
                return ctx.InstanceId == "p" && ctx.ExecutionNumber == 1 ? $"event {await ctx.WaitForEvent<int>(draw.Next(2) == 0 ? "even" : "odd").Within(ctx, TimeSpan.FromHours(1))}" : "no event";
            case 4:
                return $"{ctx.NewGuid()} {ctx.Random.Next()} {ctx.Patched($"patch {draw.Next(3)}")}";
            case 5:
                ctx.State.Set("count", ctx.State.Get("count", 0) + 1);
                ctx.SetStatus(ctx.State.Get("count", 0));
                return $"count {ctx.State.Get("count", 0)}";
            case 6:
                var hours = draw.Next(1, 5);
                return await ctx.First(
                    ctx.CreateTimer(TimeSpan.FromHours(hours)).Then(() => "late"), ctx.CreateTimer(TimeSpan.FromMinutes(hours)).Then(() => "early"),
                    ctx.WaitForEvent<string>("never"), Nested(ctx, draw.Next()));
            case 7 or 8:
                var width = draw.Next(1, 5);
                var branches = new List<Durable<string>>();
                for (var i = 0; i < width; i++)
                    branches.Add(Step(ctx, new Random(draw.Next()), 0));
                return $"[{string.Join(',', await ctx.WhenAll(branches))}]";
            case 9:
                return $"({await Step(ctx, draw, depth - 1)} {await Step(ctx, draw, depth - 1)})";
            case 10:
                return await Guarded(ctx.Orchestrations.Call(s_program, draw.Next(1_000_000), null));
            case 11:
                return await Guarded(ctx.Saga(async saga =>
                {
                    for (var i = draw.Next(1, 4); i > 0; i--)
                    {
                        var input = draw.Next(100);
                        var done = await ctx.Activities.Call(s_work, input, null);
                        saga.Compensate(async () => await ctx.Activities.Call(s_work, done, null));
                    }

                    return draw.Next(2) == 0 ? throw new FormatException("undo") : "saga";
                }, new ActivityRetry { MaxAttempts = 2, Jitter = 0 }));
            case 12:
                var left = draw.Next(3);
                return await Guarded(ctx.Retry(new ActivityRetry { MaxAttempts = 3, Jitter = 0.5 }, async () =>
                {
                    var result = await ctx.Activities.Call(s_work, 7, null);
                    return left-- > 0 ? throw new FormatException("again") : result;
                }));
            default:
                return await Guarded(ctx.CircuitBreaker("shared", new CircuitBreakerOptions { FailureThreshold = 1_000 }).Run(() => ctx.Activities.Call(s_work, draw.Next(100), null)));
        }
    }

    private static async Durable<string> Nested(OrchestrationContext ctx, int seed)
    {
        await ctx.CreateTimer(TimeSpan.FromHours(10));
        return await Step(ctx, new Random(seed), 0);
    }

    private static async Durable<string> Guarded<T>(Durable<T> operation)
    {
        try
        {
            return Convert.ToString(await operation, CultureInfo.InvariantCulture)!;
        }
        catch (Exception e) when (e is DurableFailureException or SagaFailedException or FormatException)
        {
            return $"{e.GetType().Name} {e.Message}";
        }
    }

    private sealed record Outcome(string Result, IReadOnlyList<string> Lines, InstanceHistory History, IReadOnlyList<string> Effects, int Crashes);
}
