using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Analyzers.Determinism;
using Tributary.CodeFixes.Determinism;
using Tributary.Roslyn.Testing;

namespace Tributary.Analyzers.Tests.Determinism;

public sealed class DeterminismFixTests
{
    [Fact]
    public Task The_clock_becomes_the_context_s() => FixAsync<DeterminismAnalyzer, UseContextTimeFix>(
        """
        var a = {|TRIB2101:DateTime.UtcNow|}.AddDays(1);
        var b = {|TRIB2101:DateTimeOffset.Now|};
        var c = {|TRIB2101:DateTime.Today|}; // today
        var d = {|TRIB2101:TimeProvider.System|}.GetUtcNow();
        Func<DateTime> e = () => {|TRIB2101:DateTime.Now|};
        """,
        """
        var a = ctx.UtcNow.UtcDateTime.AddDays(1);
        var b = ctx.UtcNow;
        var c = ctx.UtcNow.UtcDateTime.Date; // today
        var d = ctx.UtcNow;
        Func<DateTime> e = () => ctx.UtcNow.UtcDateTime;
        """);

    [Fact]
    public Task A_static_local_function_sees_no_context() => NoFixAsync<DeterminismAnalyzer, UseContextTimeFix>(
        "await ctx.Activities.Work(Now()); static DateTime Now() => {|TRIB2101:DateTime.UtcNow|};");

    [Fact]
    public Task A_clock_further_away_is_left_alone() => NoFixAsync<DeterminismAnalyzer, UseContextTimeFix>(
        "await ctx.Activities.Work({|TRIB2101:Read()|});", "private static DateTime Read() => DateTime.UtcNow;");

    [Fact]
    public Task New_ids_become_the_context_s() => FixAsync<DeterminismAnalyzer, UseContextIdFix>(
        """
        var a = {|TRIB2103:Guid.NewGuid()|}.ToString();
        var b = {|TRIB2103:Guid.CreateVersion7()|};
        Func<Guid> c = {|TRIB2103:Guid.NewGuid|};
        """,
        """
        var a = ctx.NewGuid().ToString();
        var b = ctx.NewGuid();
        Func<Guid> c = ctx.NewGuid;
        """);

    [Fact]
    public Task Random_numbers_become_the_context_s() => FixAsync<DeterminismAnalyzer, UseContextRandomFix>(
        """
        var a = {|TRIB2104:Random.Shared|}.Next();
        var b = {|TRIB2104:new Random()|};
        Random c = {|TRIB2104:new()|};
        """,
        """
        var a = ctx.Random.Next();
        var b = ctx.Random;
        Random c = ctx.Random;
        """);

    [Fact]
    public Task Cryptographic_numbers_are_left_to_their_author() => NoFixAsync<DeterminismAnalyzer, UseContextRandomFix>(
        "var a = {|TRIB2104:System.Security.Cryptography.RandomNumberGenerator.GetInt32(3)|};");

    [Fact]
    public Task Delays_and_sleeps_become_timers() => FixAsync<DeterminismAnalyzer, UseContextTimerFix>(
        """
        await {|TRIB2110:Task.Delay(10)|};
        await {|TRIB2110:Task.Delay(TimeSpan.FromDays(1))|}.ConfigureAwait(false);
        // Waits.
        {|TRIB2112:Thread.Sleep(10)|};
        {|TRIB2112:Thread.Sleep(TimeSpan.FromDays(1))|};
        """,
        """
        await ctx.CreateTimer(TimeSpan.FromMilliseconds(10));
        await ctx.CreateTimer(TimeSpan.FromDays(1));
        // Waits.
        await ctx.CreateTimer(TimeSpan.FromMilliseconds(10));
        await ctx.CreateTimer(TimeSpan.FromDays(1));
        """);

    [Fact]
    public Task A_delay_that_is_kept_is_left_to_its_author() => NoFixAsync<DeterminismAnalyzer, UseContextTimerFix>("Task delay = {|TRIB2110:Task.Delay(10)|};");

    [Fact]
    public Task A_hashed_collection_is_sorted_first() => FixAsync<HashOrderAnalyzer, SortFirstFix>(
        """
        var numbers = new HashSet<int> { 1 };
        foreach (var pair in {|TRIB2115:input|}) await ctx.Activities.Work(pair.Key);
        foreach (var name in {|TRIB2115:input|}.Keys) await ctx.Activities.Work(name);
        foreach (var count in {|TRIB2115:input|}.Values) await ctx.Activities.Work(count);
        foreach (var number in {|TRIB2115:numbers|}) await ctx.Activities.Work(number);
        """,
        """
        var numbers = new HashSet<int> { 1 };
        foreach (var pair in input.OrderBy(static pair => pair.Key, StringComparer.Ordinal)) await ctx.Activities.Work(pair.Key);
        foreach (var name in input.Keys.Order(StringComparer.Ordinal)) await ctx.Activities.Work(name);
        foreach (var count in input.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Value)) await ctx.Activities.Work(count);
        foreach (var number in numbers.Order()) await ctx.Activities.Work(number);
        """);

    [Fact]
    public Task What_cannot_be_compared_is_not_sorted() => NoFixAsync<HashOrderAnalyzer, SortFirstFix>(
        "var types = new HashSet<object>(); foreach (var type in {|TRIB2115:types|}) await ctx.Activities.Work(type);");

    [Fact]
    public Task A_forgotten_operation_is_awaited() => FixAsync<OperationUseAnalyzer, AwaitOperationFix>(
        """
        // Tells.
        {|TRIB2116:ctx.Activities.Notify()|};
        if (input.Count > 0)
            {|TRIB2116:ctx.Activities.Work()|};
        """,
        """
        // Tells.
        await ctx.Activities.Notify();
        if (input.Count > 0)
            await ctx.Activities.Work();
        """);

    [Fact]
    public Task An_explicit_discard_is_left_to_its_author() => NoFixAsync<OperationUseAnalyzer, AwaitOperationFix>("_ = {|TRIB2116:ctx.Activities.Work()|};");

    [Fact]
    public Task A_catch_all_lets_cancellation_through() => FixAsync<CatchAllAnalyzer, LetCancellationThroughFix>(
        """
        try { await ctx.Activities.Work(); } {|TRIB2120:catch|} { }
        try { await ctx.Activities.Work(); } {|TRIB2120:catch (Exception)|} { }
        try
        {
            await ctx.Activities.Work();
        }
        {|TRIB2120:catch (Exception error)|}
        {
            ctx.SetStatus(error.Message);
        }
        """,
        """
        try { await ctx.Activities.Work(); } catch (Exception e) when (e is not OperationCanceledException) { }
        try { await ctx.Activities.Work(); } catch (Exception e) when (e is not OperationCanceledException) { }
        try
        {
            await ctx.Activities.Work();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            ctx.SetStatus(error.Message);
        }
        """);

    private static Task NoFixAsync<TAnalyzer, TFix>(string body, string members = "")
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
        => RunAsync<TAnalyzer, TFix>(body, null, members);

    private static Task FixAsync<TAnalyzer, TFix>(string body, string fixedBody)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
        => RunAsync<TAnalyzer, TFix>(body, fixedBody, "");

    private static async Task RunAsync<TAnalyzer, TFix>(string body, string? fixedBody, string members)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        var test = new CodeFixTest<TAnalyzer, TFix>();
        test.Sources.Add(("/0/Stubs.g.cs", Flow.Generated));
        test.Sources.Add(("/0/Flows.cs", Flow.Of(body, members)));
        if (fixedBody is not null)
        {
            test.FixedSources.Add(("/0/Stubs.g.cs", Flow.Generated));
            test.FixedSources.Add(("/0/Flows.cs", Flow.Of(fixedBody, members)));
        }

        await test.RunAsync();
    }
}
