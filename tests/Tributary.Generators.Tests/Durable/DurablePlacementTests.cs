using Tributary.Generators.Tests.Sync;

namespace Tributary.Generators.Tests.Durable;

/// <summary>Where types lie and what their files are called.</summary>
public class DurablePlacementTests
{
    private const string Method = "{ [DurableActivity] public static void Do() { } }";

    [Fact]
    public void Types_whose_names_could_meet_keep_apart()
    {
        var result = SyncTest.Of($$"""
            namespace A { public static class B_C {{Method.Replace("Do", "Do1", StringComparison.Ordinal)}} }
            namespace A_B { public static class C {{Method.Replace("Do", "Do2", StringComparison.Ordinal)}} }
            namespace A { public static class B { public static class C {{Method.Replace("Do", "Do3", StringComparison.Ordinal)}} } }
            namespace A { public static class b { public static class c {{Method.Replace("Do", "Do4", StringComparison.Ordinal)}} } }
            namespace A.B2 { public static class C {{Method.Replace("Do", "Do5", StringComparison.Ordinal)}} }
            public static class Global {{Method.Replace("Do", "Do6", StringComparison.Ordinal)}}
            namespace @event { public static class @class {{Method.Replace("Do", "Do7", StringComparison.Ordinal)}} }
            """).Verify();

        Assert.Equal(7, result.Generated.Keys.Count(name => name.EndsWith(".Durable.g.cs", StringComparison.Ordinal)));
        Assert.Equal(7, result.Source("Tributary.Module.g.cs").Split('\n').Count(line => line.Contains(".Register(builder);", StringComparison.Ordinal)));
        Assert.Contains("class A_B2_C_Calls", result.Source("A.B2.C.Durable.g.cs"), StringComparison.Ordinal);
        Assert.Contains("class Global_Calls", result.Source("Global.Durable.g.cs"), StringComparison.Ordinal);
        Assert.Contains("class event_class_Calls", result.Source("event.class.Durable.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_parts_of_a_type_make_one_file()
    {
        var result = SyncTest.Of(
            "namespace App; public partial class Work { [DurableActivity] public void A() { } [DurableActivity] public partial void P(int x); }",
            "namespace App; public partial class Work { [DurableActivity] public void B() { } public partial void P(int x) { } }").Verify();

        var file = result.Source("App.Work.Durable.g.cs");
        Assert.Equal(["A", "B", "P"], ["A", "B", "P"], (_, name) => file.Contains($"Durable {name}(this", StringComparison.Ordinal));
        result.Reordered().AssertSameOutputAs(result);
    }

    [Fact]
    public void Activities_and_orchestrations_of_one_type_share_a_file()
    {
        var file = SyncTest.Of("""
            namespace App;
            public class Work
            {
                [DurableActivity] public void Do() { }
                [DurableOrchestration] public static Durable Run(OrchestrationContext ctx) => ctx.Activities.Do();
                [DurableOrchestration] public static Durable DoActivity(OrchestrationContext ctx) => ctx.Orchestrations.Run();
                [DurableOrchestration] public static Durable Register(OrchestrationContext ctx) => ctx.Orchestrations.DoActivity();
            }
            """).Verify().Source("App.Work.Durable.g.cs");

        Assert.Contains("DoActivity = new(", file, StringComparison.Ordinal);
        Assert.Contains("DoActivityOrchestration = new(", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Users_namespaces_and_types_do_not_shadow_what_is_generated()
        => SyncTest.Of("""
            namespace App.System { public sealed record Order(string Id); }
            namespace App.Tributary { public static class Orchestrations; public sealed class Nothing; }
            namespace App
            {
                public sealed class Durable; public sealed class Nothing; public sealed class TimeSpan; public sealed class ActivitySettings;
                public sealed class Work
                {
                    [global::Tributary.DurableActivity(Timeout = "00:00:01"), global::Tributary.Retry] public void Do(System.Order order, Nothing? nothing) { }
                    [global::Tributary.DurableOrchestration] public static global::Tributary.Durable<TimeSpan> Run(global::Tributary.OrchestrationContext ctx) => throw new global::System.NotSupportedException();
                }
            }
            """).Verify();

    [Fact]
    public void Code_without_nullable_annotations_is_taken_for_nullable()
    {
        var file = SyncTest.Of("""
            #nullable disable
            namespace App;
            public sealed record Order(string Id);
            public static class Work { [DurableActivity] public static Order Do(Order order, string note) => order; }
            """).Verify().Source("App.Work.Durable.g.cs");

        Assert.Contains("Durable<global::App.Order?> Do(this ActivityCalls activities, global::App.Order? order, string? note,", file, StringComparison.Ordinal);
    }
}
