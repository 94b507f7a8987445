using Microsoft.CodeAnalysis;
using Tributary.Generators.Tests.Sync;
using Tributary.Roslyn.Testing;

namespace Tributary.Generators.Tests.Durable;

/// <summary>What runs again after an edit.</summary>
public class DurableIncrementalTests
{
    private static readonly string[] s_tracked =
        ["Durable.Activities", "Durable.Orchestrations", "Durable.Classes", "Durable.Types", "Codec.Shapes", "Registration.Lines"];

    [Theory]
    [InlineData("/0/Other.cs", "return 1;", "return 2; /* and more */")]
    [InlineData("/0/Flow.cs", "namespace App;", "// A comment that moves everything down.\n\nnamespace App;")]
    [InlineData("/0/Flow.cs", "await ctx.Activities.Ship(order);", "await ctx.Activities.Ship(order); var x = 1; _ = x;")]
    [InlineData("/0/Work.cs", "Task.CompletedTask", "Task.FromResult(1)")]
    public void An_edit_that_changes_no_declaration_writes_no_file_again(string file, string before, string after)
    {
        var edited = Project().Verify().ReplaceSource(file, before, after);

        edited.AssertCompiles();
        edited.AssertAllCached();
        foreach (var step in s_tracked)
            edited.AssertReasons(step, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void A_new_unrelated_file_writes_no_file_again()
        => Project().Verify().AddSource("/0/More.cs", "namespace App; public class More { public int Count { get; set; } }").AssertAllCached();

    [Fact]
    public void A_new_parameter_writes_only_the_files_of_its_type_and_tuple_again()
    {
        var first = Project().Verify();
        var edited = first.ReplaceSource("/0/Work.cs", "Ship(Order order)", "Ship(Order order, int times = 1)");
        edited.AssertCompiles();

        edited.AssertReasons("Registration.Lines", IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
        Assert.Equal(["App.Work.Durable.g.cs"], first.Generated.Where(file => edited.Source(file.Key) != file.Value).Select(file => file.Key));
        Assert.Single(edited.Generated.Keys.Except(first.Generated.Keys), name => name.StartsWith("System.ValueTuple", StringComparison.Ordinal));
    }

    [Fact]
    public void A_newer_version_in_another_type_renames_the_older()
    {
        var first = Project().Verify();
        var edited = first.AddSource("/0/Newer.cs", "namespace App; public static class Newer { [DurableOrchestration(Version = 2)] public static Durable Process(OrchestrationContext ctx) => throw new NotSupportedException(); }");
        edited.AssertCompiles();

        Assert.Contains("> ProcessV1\n", edited.Source("App.Flow.Durable.g.cs"), StringComparison.Ordinal);
        Assert.Equal(first.Source("App.Work.Durable.g.cs"), edited.Source("App.Work.Durable.g.cs"));
    }

    [Fact]
    public void An_edited_type_changes_its_codec_and_no_call()
    {
        var first = Project().Verify();
        var edited = first.ReplaceSource("/0/Types.cs", "Order(string Id)", "Order(string Id, int Count = 0)");
        edited.AssertCompiles();

        Assert.Equal(["App.Order.Codec.g.cs"], first.Generated.Where(file => edited.Source(file.Key) != file.Value).Select(file => file.Key));
    }

    [Fact]
    public void A_type_that_loses_its_codec_in_another_file_changes_the_call()
    {
        var edited = Project().Verify().ReplaceSource("/0/Types.cs", "record Order(string Id);", "abstract record Order(string Id);");

        edited.AssertCompiles();
        Assert.Contains("cannot be encoded", edited.Source("App.Work.Durable.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reordered_files_give_the_same_bytes()
    {
        var first = Project().Verify();

        var reordered = first.Reordered();

        reordered.AssertSameOutputAs(first);
        reordered.AssertCompiles();
    }

    [Fact]
    public void A_removed_attribute_takes_its_file_and_its_registration_away()
    {
        var edited = Project().Verify().ReplaceSource("/0/Work.cs", "[DurableActivity]", "").ReplaceSource("/0/Flow.cs", "await ctx.Activities.Ship(order);", "await ctx.Orchestrations.Process(order);");

        edited.AssertCompiles();
        Assert.DoesNotContain("App.Work.Durable.g.cs", edited.Generated.Keys);
        Assert.DoesNotContain("WorkDurable", edited.Source("Tributary.Module.g.cs"), StringComparison.Ordinal);
    }

    private static GeneratorTest Project()
    {
        var test = SyncTest.Host();
        test.Sources.Add(("/0/Types.cs", """
            namespace App;
            public record Order(string Id);
            [DurableEvent] public sealed record Approval(bool Yes);
            [DurableState] public sealed record Progress(int Done);
            [DurableQuery] public sealed record GetProgress : IDurableQuery<Progress>;
            [DurableUpdate] public sealed record AddItem(string Sku) : IDurableUpdate<int>;
            """));
        test.Sources.Add(("/0/Work.cs", """
            namespace App;
            public sealed class Work
            {
                /// <summary>Ships.</summary>
                [DurableActivity] public Task Ship(Order order) => Task.CompletedTask;
            }
            """));
        test.Sources.Add(("/0/Flow.cs", """
            namespace App;
            public static class Flow
            {
                [DurableOrchestration]
                public static async Durable Process(OrchestrationContext ctx, Order order)
                {
                    await ctx.Activities.Ship(order);
                }
            }
            """));
        test.Sources.Add(("/0/Other.cs", "namespace App; public static class Other { public static int Value() { return 1; } }"));
        return test;
    }
}
