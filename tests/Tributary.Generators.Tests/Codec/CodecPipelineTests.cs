using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Testing;

namespace Tributary.Generators.Tests.Codec;

public sealed class CodecPipelineTests
{
    private const string Entity = """
        namespace App;

        public sealed class Unrelated { public int A { get; set; } }

        [FlowEntity]
        public sealed class Sensor : IFlowEntity
        {
            public string Id { get; set; } = "";
            public Detail Detail { get; set; } = new();
        }

        [GenerateCodec]
        public sealed class Message { public Detail? Detail { get; set; } }
        """;

    private const string Detail = """
        namespace App;

        public sealed partial class Detail { public int B { get; set; } }
        """;

    private const string DetailToo = """
        namespace App;

        public sealed partial class Detail { public int A { get; set; } }
        """;

    [Fact]
    public void An_edit_in_an_unrelated_file_writes_nothing_again()
    {
        var edited = Run().AddSource("Other.cs", "namespace App; public class Other;");
        edited.AssertAllCached();
    }

    [Fact]
    public void An_edit_above_the_type_writes_nothing_again()
    {
        var first = Run();
        var edited = first.ReplaceSource("Entity.cs", "public int A { get; set; }", "public int A { get; set; }\n    public int B { get; set; }\n");
        edited.AssertAllCached();
        edited.AssertSameOutputAs(first);
        edited.AssertReasons(TrackingNames.Entities, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void An_edit_of_one_type_writes_that_type_again_and_no_other()
    {
        var edited = Run().ReplaceSource("Entity.cs", "public Detail? Detail { get; set; }", "public Detail? Detail { get; set; } public int More { get; set; }");
        Assert.Single(edited.OutputReasons, IncrementalStepRunReason.Modified);
        Assert.Contains("more", edited.Source("App.Message.Codec.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        var first = Run();
        first.Reordered().AssertSameOutputAs(first);
    }

    [Fact]
    public void A_type_that_several_roots_reach_has_one_codec()
        => Assert.Equal(["App.Detail.Codec.g.cs", "App.Message.Codec.g.cs", "App.Sensor.Codec.g.cs"], Run().Generated.Keys.Where(IsCodec).Order(StringComparer.Ordinal));

    [Fact]
    public void Without_the_SDK_nothing_is_written()
    {
        var test = new GeneratorTest(new TributaryGenerator()) { ReferencesSdk = false };
        test.Sources.Add("public class A;");
        Assert.Empty(test.Verify().Generated);
    }

    private static bool IsCodec(string file) => file.EndsWith(".Codec.g.cs", StringComparison.Ordinal);

    private static GeneratorTestResult Run()
    {
        var test = new GeneratorTest(new TributaryGenerator());
        test.Sources.Add(("Entity.cs", Entity));
        test.Sources.Add(("Detail.cs", Detail));
        test.Sources.Add(("DetailToo.cs", DetailToo));
        return test.Verify();
    }
}
