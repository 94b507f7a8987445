using Tributary.Generators.Tests.Sync;

namespace Tributary.Generators.Tests.Durable;

/// <summary>The forms of orchestrations, and how their versions are named.</summary>
public class OrchestrationTests
{
    private const string Body = " => throw new NotSupportedException();";

    [Fact]
    public void Calls_and_clients_are_typed()
        => Compile("""
            public static Durable<int> Count(OrchestrationContext ctx, string text, int times = 2)
            """, """
            public static async Durable<string> Use(OrchestrationContext ctx)
            {
                int child = await ctx.Orchestrations.Count("a");
                int named = await ctx.Orchestrations.Count(text: "a", times: 3, options: new ChildOptions { InstanceId = "c" });
                string id = ctx.Detached.Count("a", 5, instanceId: "d");
                return id + child + named + await ctx.ContinueAs.Count("a");
            }
            public static async Task<int> Start(DurableClient client)
            {
                OrchestrationHandle<int> handle = await client.Count.StartAsync(("a", 2), "id");
                return await handle.WaitAsync();
            }
            """);

    [Fact]
    public void No_input_and_no_result_need_no_argument()
        => Compile("public static Durable Tick(OrchestrationContext ctx)", """
            public static async Durable Use(OrchestrationContext ctx)
            {
                await ctx.Orchestrations.Tick();
                _ = ctx.Detached.Tick();
                await ctx.ContinueAs.Tick();
            }
            public static async Task Start(DurableClient client) => await client.Tick.StartAsync();
            """);

    [Fact]
    public void Versions_stand_side_by_side()
    {
        var file = Generate($$"""
            public static class Flow
            {
                [DurableOrchestration(Name = "Process")] public static Durable<int> ProcessFirst(OrchestrationContext ctx, int a){{Body}}
                [DurableOrchestration(Name = "Process", Version = 2)] public static Durable<int> ProcessSecond(OrchestrationContext ctx, int a, int b){{Body}}
                [DurableOrchestration(Version = 10)] public static Durable<int> Process(OrchestrationContext ctx, string a){{Body}}
            }
            """);

        Assert.Contains("OrchestrationClient<string, int> Process\n", file, StringComparison.Ordinal);
        Assert.Contains("OrchestrationClient<(int a, int b), int> ProcessV2\n", file, StringComparison.Ordinal);
        Assert.Contains("OrchestrationClient<int, int> ProcessV1\n", file, StringComparison.Ordinal);
        Assert.Contains("\"Process\", 10,", file, StringComparison.Ordinal);
        Assert.Contains("builder.AddOrchestration(ProcessV2Orchestration, static (context, input) => global::App.Flow.ProcessSecond(context, input.a, input.b));", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_are_named_across_types()
    {
        var result = SyncTest.Of($$"""
            namespace App;
            public static class New { [DurableOrchestration(Version = 2)] public static Durable Process(OrchestrationContext ctx){{Body}} }
            namespace App.Old;
            public static class Flow { [DurableOrchestration] public static Durable Process(OrchestrationContext ctx){{Body}} }
            """.Replace("namespace App;", "namespace App {", StringComparison.Ordinal).Replace("namespace App.Old;", "} namespace App.Old {", StringComparison.Ordinal) + "}").Verify();

        Assert.Contains("OrchestrationClient<Nothing, Nothing> Process\n", result.Source("App.New.Durable.g.cs"), StringComparison.Ordinal);
        Assert.Contains("OrchestrationClient<Nothing, Nothing> ProcessV1\n", result.Source("App.Old.Flow.Durable.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_names_no_member_leaves_the_method_its_own()
    {
        var file = Generate($$"""
            public static class Flow { [DurableOrchestration(Name = "orders/process")] public static Durable @event(OrchestrationContext ctx){{Body}} }
            """);

        Assert.Contains("> @event\n", file, StringComparison.Ordinal);
        Assert.Contains("\"orders/process\", 1,", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_parameters_do_not_meet_the_generated_ones()
        => Compile("public static Durable<int> Odd(OrchestrationContext ctx, int orchestrations, int options, int detached, int instanceId, int next, int client, int context)", """
            public static Durable<int> Use(OrchestrationContext ctx)
            {
                _ = ctx.Detached.Odd(1, 2, 3, 4, 5, 6, 7, "id");
                _ = ctx.ContinueAs.Odd(1, 2, 3, 4, 5, 6, 7);
                return ctx.Orchestrations.Odd(1, 2, 3, 4, 5, 6, 7, new ChildOptions());
            }
            """);

    [Fact]
    public void Calls_cross_assemblies()
    {
        var library = SyncTest.Named("Lib");
        library.Sources.Add($$"""
            namespace Lib;
            public sealed record Order(string Id);
            public static class Flows { [DurableOrchestration] public static Durable<Order> Process(OrchestrationContext ctx, Order order){{Body}} }
            public static class Work { [DurableActivity] public static void Ship(Order order) { } [DurableActivity] internal static void Hidden() { } }
            """);
        var host = SyncTest.Host("""
            using Lib;
            namespace App;
            public static class Flow
            {
                [DurableOrchestration]
                public static async Durable<Order> Outer(OrchestrationContext ctx, Order order)
                {
                    await ctx.Activities.Ship(order);
                    return await ctx.Orchestrations.Process(order);
                }
                public static async Task Start(DurableClient client) => await client.Process.StartAsync(new Order("1"));
            }
            """);
        host.References.Add(library.Verify().ToReference());
        var result = host.Verify();

        Assert.Contains("builder.AddModule(new global::TributaryGenerated.Module_Lib());", result.Source("Tributary.Host.g.cs"), StringComparison.Ordinal);
        Assert.Contains("FlowDurable.Register(builder);", result.Source("Tributary.Module.g.cs"), StringComparison.Ordinal);
    }

    private static void Compile(string signature, string users)
        => SyncTest.Of($$"""
            namespace App;
            public static class Flow { [DurableOrchestration] {{signature}}{{Body}} }
            public static class Users { {{users}} }
            """).Verify();

    private static string Generate(string source) => SyncTest.Of("namespace App; " + source).Verify().Source("App.Flow.Durable.g.cs");
}
