namespace Tributary.Analyzers.Tests.Determinism;

/// <summary>Right code.</summary>
internal static class ProbeGood
{
    public static readonly Snippet[] All =
    [
        new("time of the context", "await ctx.Activities.Work(ctx.UtcNow.AddDays(1).UtcDateTime);"),
        new("id of the context", "await ctx.Activities.Work(ctx.NewGuid());"),
        new("random of the context", "await ctx.Activities.Work(ctx.Random.Next(10));"),
        new("seeded random", "var random = new Random(42); await ctx.Activities.Work(random.Next());"),
        new("times that are calculated", "var time = new DateTime(2026, 1, 1).AddDays(1); await ctx.Activities.Work(DateTime.UnixEpoch < time ? TimeSpan.FromDays(1) : TimeSpan.Zero);"),
        new("ids that are parsed", "await ctx.Activities.Work(Guid.Parse(\"0f8fad5b-d9cb-469f-a165-70867728950e\") == Guid.Empty);"),
        new("logging", "ctx.Logger.LogInformation(\"Started with {Count}\", input.Count); if (!ctx.IsReplaying) ctx.Logger.LogInformation(\"live\"); await ctx.Activities.Work();"),
        new("fan-out and fan-in", "var all = new List<Durable<int>>(); for (var i = 0; i < 3; i++) all.Add(ctx.Activities.Work(i)); var sums = await ctx.WhenAll(all); return sums.Sum();"),
        new("race with a timer", "var approval = ctx.WaitForEvent<string>(); if (await ctx.WhenAny(approval, ctx.CreateTimer(TimeSpan.FromDays(1))) != approval) await ctx.Activities.Notify(); return (await approval).Length;"),
        new("race whose winner does not matter", "await ctx.WhenAny(ctx.Activities.Notify(), ctx.CreateTimer(TimeSpan.FromDays(1)));"),
        new("failure that is expected", "try { await ctx.Activities.Work(); } catch (InvalidOperationException e) { await ctx.Activities.Notify(e.Message); }"),
        new("catch-all that throws again", "try { await ctx.Activities.Work(); } catch (Exception) { await ctx.Activities.Notify(); throw; }"),
        new("catch-all with a filter", "try { await ctx.Activities.Work(); } catch (Exception e) when (e is not OperationCanceledException) { await ctx.Activities.Notify(); }"),
        new("catch-all after cancellation", "try { await ctx.Activities.Work(); } catch (OperationCanceledException) { throw; } catch (Exception) { await ctx.Activities.Notify(); }"),
        new("catch-all without operations", "try { int.Parse(\"x\", null); } catch (Exception) { await ctx.Activities.Notify(); }"),
        new("loop with an end", "while (true) { if (await ctx.Activities.Work() > 0) break; await ctx.CreateTimer(TimeSpan.FromMinutes(1)); }"),
        new("loop that returns", "for (;;) { if (await ctx.Activities.Work() > 0) return 1; }"),
        new("loop that continues as new", "while (true) { await ctx.Activities.Work(); if (ctx.ShouldContinueAsNew) return await ctx.ContinueAs.Process(input); }"),
        new("counted loop", "for (var i = 0; i < 3; i++) await ctx.Activities.Work(i);"),
        new("loop over a list", "foreach (var n in new List<int> { 1, 2 }) await ctx.Activities.Work(n);"),
        new("loop over a sorted dictionary", "foreach (var pair in new SortedDictionary<string, int>(input)) await ctx.Activities.Work(pair.Key);"),
        new("loop that sorts first", "foreach (var (name, count) in input.OrderBy(pair => pair.Key, StringComparer.Ordinal)) await ctx.Activities.Work(name);"),
        new("list that is sorted first", "var names = input.Keys.ToList(); names.Sort(StringComparer.Ordinal); foreach (var name in names) await ctx.Activities.Work(name);"),
        new("sorted set behind an interface", "ISet<int> set = new SortedSet<int> { 2, 1 }; foreach (var n in set) await ctx.Activities.Work(n);"),
        new("sum over a dictionary", "var sum = 0; foreach (var pair in input) sum += pair.Value; await ctx.Activities.Work(sum); await ctx.Activities.Work(input.Values.Sum());"),
        new("look-up in a dictionary", "await ctx.Activities.Work(input.TryGetValue(\"a\", out var count) ? count : input.Count);"),
        new("dictionary as input", "await ctx.Activities.Work(input);"),
        new("constant of a class", "await ctx.Activities.Work(Limit + s_names.Length + s_names[0].Length);", "private const int Limit = 3; private static readonly string[] s_names = [\"a\", \"b\"];"),
        new("table that nobody changes", "await ctx.Activities.Work(s_prices[\"a\"]);", "private static readonly Dictionary<string, int> s_prices = new() { [\"a\"] = 1 };"),
        new("detached start", "ctx.Detached.Audit(input); await ctx.Activities.Work();"),
        new("operation of a variable", "var work = ctx.Activities.Work(); await ctx.Activities.Notify(); return await work;"),
        new("durable helper", "return await Helper(ctx, 3);", "private static async Durable<int> Helper(OrchestrationContext ctx, int n) => n == 0 ? 0 : await ctx.Activities.Work(n) + await Helper(ctx, n - 1);"),
        new("helper that hands an operation on", "return await Helper(ctx);", "private static Durable<int> Helper(OrchestrationContext ctx) => ctx.Activities.Work();"),
        new("pure helpers", "await ctx.Activities.Work(Total(input.Values) + new Item(\"a\").Name.Length);", "private static int Total(IEnumerable<int> values) => values.Where(static n => n > 0).Sum();", "public record Item(string Name) { public bool IsNew { get; init; } = true; }"),
        new("activity with everything", "await ctx.Activities.Work();", Types: """
            public sealed class Activities
            {
                private static int s_calls;
                [DurableActivity] public async Task<string> Load() { s_calls++; await Task.Delay(1); Console.WriteLine(DateTime.UtcNow); return await new HttpClient().GetStringAsync("http://x"); }
            }
            """),
        new("plain code beside the orchestration", "await ctx.Activities.Work();", "public static void Main() { Console.WriteLine(DateTime.Now + Guid.NewGuid().ToString() + Random.Shared.Next()); Task.Run(() => 1).Wait(); }"),
        new("unrelated implementation of a foreign interface", "foreach (var n in (IEnumerable<int>)[1, 2]) await ctx.Activities.Work(n); using IDisposable? scope = null;", Types: "public class Noisy : IDisposable { public void Dispose() => Console.WriteLine(); }"),
        new("name of a member", "await ctx.Activities.Work(nameof(DateTime.UtcNow) + nameof(Guid.NewGuid));"),
        new("vouched for", "await ctx.Activities.Work(Pure.Value() + Pure.Other);", Types: """
            public static class Pure
            {
                private static int s_cache;
                [Deterministic("The cache holds what the calculation gives.")] public static int Value() => s_cache == 0 ? s_cache = 3 : s_cache;
                [Deterministic("Set once, before the host starts.")] public static int Other => s_cache;
            }
            """),
        new("hash code of a number", "await ctx.Activities.Work(3.GetHashCode());"),
        new("comparison of time zones", "await ctx.Activities.Work(TimeZoneInfo.ConvertTime(ctx.UtcNow, TimeZoneInfo.Utc));"),
        new("cancellation token", "using var source = new CancellationTokenSource(); await ctx.Activities.Work(source.Token.IsCancellationRequested);"),
        new("state that survives", "var state = new List<int>(); state.Add(1); await ctx.Activities.Work(state);"),
    ];
}
