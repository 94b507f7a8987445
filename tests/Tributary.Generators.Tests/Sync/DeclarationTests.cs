using Tributary.Roslyn.Testing;

namespace Tributary.Generators.Tests.Sync;

/// <summary>Models are kept while a project declares the same. What an edit elsewhere does to them must be as if nothing had been kept.</summary>
public class DeclarationTests
{
    private const string Elsewhere = """
        namespace App;
        public static class Names { public const string Unit = "unit"; public const string Raw = "r"; }
        public enum Kind { A }
        public class Base { public string? Label { get; set; } }
        public class Detail
        {
            public string Name { get; set; } = "";
            public List<string> Tags { get { return new(); } }
            public Version? Version { get; set; }
            public int Count() { return 1; }
        }
        """;

    [Theory]
    [InlineData("public string? Label { get; set; }", "public string? Label { get; set; } public int More { get; set; }")]
    [InlineData("public string? Label { get; set; }", "public string? Label { get; init; }")]
    [InlineData("public string? Label { get; set; }", "[CodecIgnore] public string? Label { get; set; }")]
    [InlineData("\"unit\"", "\"measure\"")]
    [InlineData("\"r\"", "\"\"\"raw\"\"\"")]
    [InlineData("Kind { A }", "Kind { A, B }")]
    [InlineData("get { return new(); }", "get { return field ??= new(); }")]
    [InlineData("get { return new(); }", "get => field ??= new();")]
    [InlineData("{ get { return new(); } }", "=> field ??= new();")]
    [InlineData("public class Detail", "#nullable disable\npublic class Detail")]
    [InlineData("public class Detail", "public class Version; public class Detail")]
    [InlineData("public class Base", "[FlowEntity] public class Base")]
    public void An_edit_of_a_declaration_elsewhere_shows(string before, string after)
    {
        var first = Project(Elsewhere).Run();

        var edited = first.ReplaceSource("/0/Elsewhere.cs", before, after);

        edited.AssertSameOutputAs(Project(Elsewhere.Replace(before, after, StringComparison.Ordinal)).Run());
        Assert.NotEqual(first.Generated, edited.Generated);
    }

    [Fact]
    public void Edits_that_are_taken_back_and_made_again_show_each_time()
    {
        var first = Project(Elsewhere).Run();
        var edited = first;
        for (var i = 0; i < 3; i++)
        {
            edited = edited.ReplaceSource("/0/Elsewhere.cs", "return 1;", "return 2;").ReplaceSource("/0/Elsewhere.cs", "Kind { A }", "Kind { A, B }");
            Assert.NotEqual(first.Generated, edited.Generated);
            edited = edited.ReplaceSource("/0/Elsewhere.cs", "return 2;", "return 1;").ReplaceSource("/0/Elsewhere.cs", "Kind { A, B }", "Kind { A }");
            edited.AssertSameOutputAs(first);
        }
    }

    [Fact]
    public void An_edit_of_a_body_elsewhere_writes_no_file_again()
        => Project(Elsewhere).Run().ReplaceSource("/0/Elsewhere.cs", "return 1;", "var field = 2; return field;").AssertAllCached();

    [Fact]
    public void An_edit_of_a_body_in_the_other_part_of_an_adapter_shows()
    {
        var first = Project(Elsewhere).Run();

        var edited = first.ReplaceSource("/0/Part.cs", "Flow.Updates.On<Device>", "Flow.Updates.OnNew<Device>");

        Assert.NotEqual(first.Source("Tributary.Module.g.cs"), edited.Source("Tributary.Module.g.cs"));
    }

    [Fact]
    public void An_edit_of_an_adapter_s_own_body_shows()
    {
        var first = Project(Elsewhere).Run();

        var edited = first.ReplaceSource("/0/Own.cs", "Flow.Updates.On<Device>", "Flow.Updates.OnNew<Device>");

        Assert.NotEqual(first.Source("Tributary.Module.g.cs"), edited.Source("Tributary.Module.g.cs"));
    }

    private static GeneratorTest Project(string elsewhere)
    {
        var test = SyncTest.Host();
        test.Sources.Add(("/0/Model.cs", """
            namespace App;
            [FlowEntity]
            public partial class Device : Base, IFlowEntity
            {
                public string Id { get; set; } = "";
                [WireName(Names.Unit)] public string? Unit { get; set; }
                [WireName(Names.Raw)] public string? Raw { get; set; }
                [AggregationKey] public Kind Kind { get; set; }
                public Detail? Detail { get; set; }
            }
            """));
        test.Sources.Add(("/0/Own.cs", Adapter("Own", "Flow.Updates.On<Device>(device => Task.CompletedTask);")));
        test.Sources.Add(("/0/Split.cs", Adapter("Split", "Listen();")));
        test.Sources.Add(("/0/Part.cs", "namespace App; public sealed partial class Split { void Listen() { Flow.Updates.On<Device>(device => Task.CompletedTask); } }"));
        test.Sources.Add(("/0/Elsewhere.cs", elsewhere));
        test.Sources.Add(("/0/Last.cs", "namespace App; public class Last;"));
        return test;
    }

    private static string Adapter(string name, string body) => $$"""
        namespace App;
        [FlowAdapter("{{name}}", "main")]
        public sealed partial class {{name}} : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken)
            {
                {{body}}
                return Task.CompletedTask;
            }
        }
        """;
}
