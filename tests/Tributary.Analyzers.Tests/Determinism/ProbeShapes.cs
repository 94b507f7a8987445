namespace Tributary.Analyzers.Tests.Determinism;

/// <summary>Wrong shapes: what is not awaited, not observed, endless, decided by replay, swallowed, or in hash order.</summary>
internal static class ProbeShapes
{
    public static readonly Snippet[] Bad =
    [
        new("fire and forget", "{|TRIB2116:ctx.Activities.Notify()|}; await ctx.Activities.Work();"),
        new("explicit fire and forget", "_ = {|TRIB2116:ctx.Activities.Work()|}; await ctx.Activities.Work();"),
        new("fire and forget of a helper", "{|TRIB2116:Helper(ctx)|}; await ctx.Activities.Work();", "private static async Durable Helper(OrchestrationContext ctx) => await ctx.Activities.Work();"),
        new("fire and forget in a loop body", "new List<int> { 1 }.ForEach(n => {|TRIB2116:ctx.Activities.Work(n)|}); await ctx.Activities.Work();"),
        new("operation that is kept and forgotten", "var {|TRIB2117:sent|} = ctx.Activities.Notify(); await ctx.Activities.Work();"),
        new("operations that are collected and forgotten", "var {|TRIB2117:all|} = new List<Durable<int>>(); all.Add(ctx.Activities.Work(1)); await ctx.Activities.Work();"),
        new("branch on replay", "if (!{|TRIB2119:ctx.IsReplaying|}) await ctx.Activities.Notify(); await ctx.Activities.Work();"),
        new("choice on replay", "await ctx.Activities.Work({|TRIB2119:ctx.IsReplaying|} ? 1 : await ctx.Activities.Work());"),
        new("replay kept in a variable", "var live = !{|TRIB2119:ctx.IsReplaying|}; if (live && input.Count > 0) await ctx.Activities.Notify(); await ctx.Activities.Work();"),
        new("early return on replay", "if ({|TRIB2119:ctx.IsReplaying|}) return 1; await ctx.Activities.Work();"),
        new("replay as input", "await ctx.Activities.Work({|TRIB2119:ctx.IsReplaying|});"),
        new("replay in a condition", "if (!{|TRIB2119:ctx.IsReplaying|} && await ctx.Activities.Work() > 0) return 1;"),
        new("catch-all", "try { await ctx.Activities.Work(); } {|TRIB2120:catch|} { }"),
        new("catch of every exception", "try { await ctx.Activities.Work(); } {|TRIB2120:catch (Exception e)|} { await ctx.Activities.Notify(e.Message); }"),
        new("while (true)", "{|TRIB2121:while|} (true) { await ctx.CreateTimer(TimeSpan.FromMinutes(1)); await ctx.Activities.Work(); }"),
        new("for (;;)", "{|TRIB2121:for|} (;;) { await ctx.CreateTimer(TimeSpan.FromMinutes(1)); }"),
        new("do while (true)", "{|TRIB2121:do|} { await ctx.Activities.Work(); } while (true);"),
        new("loop on a constant", "const bool Forever = true; {|TRIB2121:while|} (Forever) { await ctx.Activities.Work(); }"),
        new("loop whose break ends another loop", "{|TRIB2121:while|} (true) { foreach (var n in new[] { 1 }) { if (n > 0) break; } await ctx.Activities.Work(); }"),
        new("endless events", "{|TRIB2121:await foreach|} (var name in ctx.Events<string>()) await ctx.Activities.Work(name);".Replace("{|TRIB2121:await foreach|}", "await {|TRIB2121:foreach|}", StringComparison.Ordinal)),
        new("task that awaits an operation", "await ctx.Activities.Work();", "private static async Task Helper(OrchestrationContext ctx) => await {|TRIB2122:ctx.Activities.Work()|};"),
        new("async void that awaits an operation", "await ctx.Activities.Work();", "private static async void Helper(OrchestrationContext ctx) => await {|TRIB2122:ctx.Activities.Work()|};"),
        new("loop over a dictionary", "foreach (var (name, count) in {|TRIB2115:input|}) await ctx.Activities.Work(name);"),
        new("loop over keys", "foreach (var name in {|TRIB2115:input|}.Keys) await ctx.Activities.Work(name);"),
        new("loop over a set", "var set = new HashSet<string>(input.Keys.Order()); foreach (var name in {|TRIB2115:set|}) await ctx.Activities.Work(name);"),
        new("loop over a filtered dictionary", "foreach (var pair in {|TRIB2115:input|}.Where(pair => pair.Value > 1)) await ctx.Activities.Work(pair.Key);"),
        new("loop over a list of a dictionary", "var names = {|TRIB2115:input|}.Keys.ToList(); foreach (var name in names) await ctx.Activities.Work(name);"),
        new("loop over a concurrent dictionary", "var map = new System.Collections.Concurrent.ConcurrentDictionary<int, int>(); foreach (var pair in {|TRIB2115:map|}) await ctx.Activities.Work(pair.Key);"),
        new("query over a dictionary", "await ctx.WhenAll({|TRIB2115:input|}.Select(pair => ctx.Activities.Work(pair.Key)));"),
        new("first of a set", "var set = new HashSet<int> { 1, 2 }; await ctx.Activities.Work({|TRIB2115:set|}.First());"),
        new("joined keys", "await ctx.Activities.Work(string.Join(\",\", {|TRIB2115:input|}.Keys));"),
        new("list filled in hash order", "var names = new List<string>(); foreach (var pair in {|TRIB2115:input|}) names.Add(pair.Key); await ctx.Activities.Work(names);"),
        new("array of a set", "var set = new HashSet<int> { 1, 2 }; int[] all = [.. {|TRIB2115:set|}]; await ctx.Activities.Work(all);"),
        new("awaited delay", "await {|TRIB2100:{|TRIB2110:Task.Delay(10)|}|};"),
        new("awaited task", "await {|TRIB2100:Load()|};", "private static Task Load() => Task.CompletedTask;"),
        new("yield", "await {|TRIB2100:{|TRIB2109:Task.Yield()|}|};"),
        new("configured task", "await {|TRIB2100:Load().ConfigureAwait(false)|};", "private static Task Load() => Task.CompletedTask;"),
        new("asynchronous sequence", "await foreach (var n in {|TRIB2100:Numbers()|}) await ctx.Activities.Work(n);", "private static async IAsyncEnumerable<int> Numbers() { await Task.CompletedTask; yield return 1; }"),
        new("asynchronous disposal", "await using ({|TRIB2100:new Scope()|}) await ctx.Activities.Work();", Types: "public class Scope : IAsyncDisposable { public ValueTask DisposeAsync() => default; }"),
    ];
}
