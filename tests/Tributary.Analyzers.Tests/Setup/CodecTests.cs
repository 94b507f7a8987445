using Verify = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Setup.CodecAnalyzer>;

namespace Tributary.Analyzers.Tests.Setup;

public sealed class CodecTests
{
    [Fact]
    public Task Types_that_the_codec_knows_are_accepted() => Verify.VerifyAsync("""
        public sealed record Point(int X, double? Y);
        public enum Kind { A, B }
        [FlowEntity] public partial class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
            public Kind? Kind { get; set; }
            public List<Point> Points { get; set; } = [];
            public Dictionary<string, byte[]> Blobs { get; set; } = [];
            public (int, string) Pair { get; set; }
            [CodecIgnore] public Action? Callback { get; set; }
        }
        public class NoRoot { public Action? Callback { get; set; } }
        """);

    [Fact]
    public Task Members_that_cannot_be_encoded_are_reported_at_their_type() => Verify.VerifyAsync(
        """
        [FlowEntity] public partial class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
            public {|#0:Action?|} Callback { get; set; }
            public {|#1:Stream?|} Content { get; set; }
            public {|TRIB0001:IDisposable?|} Open { get; set; }
            public {|TRIB0001:object?|} Anything { get; set; }
            public {|TRIB0001:List<Func<int>>|} Nested { get; set; } = [];
        }
        """,
        Verify.Diagnostic("TRIB0001").WithLocation(0).WithArguments("Device.Callback", "is a delegate", "Give it another type, or mark it [CodecIgnore]"),
        Verify.Diagnostic("TRIB0001").WithLocation(1).WithArguments("Device.Content", "is a stream", "Give it another type, or mark it [CodecIgnore]"));

    [Fact]
    public Task A_member_of_a_reached_type_is_reported_once() => Verify.VerifyAsync("""
        public class Part { public {|TRIB0001:Action?|} Callback { get; set; } }
        [FlowEntity] public partial class Device : IFlowEntity { public string Id { get; set; } = ""; public Part? Part { get; set; } }
        [GenerateCodec] public class Message { public Part? Part { get; set; } }
        """);

    [Fact]
    public async Task A_member_of_a_type_in_another_assembly_is_reported_at_the_root()
    {
        var test = new Verify();
        test.ReferencedProject.Add("public class Part { public Action? Callback { get; set; } }");
        test.Sources.Add("[GenerateCodec] public class {|TRIB0001:Message|} { public Part? Part { get; set; } }");
        await test.RunAsync();
    }

    [Fact]
    public Task Two_members_of_one_wire_name_are_refused() => Verify.VerifyAsync(
        """
        [FlowEntity] public partial class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
            public string? Serial { get; set; }
            [WireName("serial")] public string? {|#0:Number|} { get; set; }
        }
        """,
        Verify.Diagnostic("TRIB0002").WithLocation(0).WithArguments("Device.Number", "has the wire name \"serial\", which another member of Device has already"));

    [Fact]
    public Task What_the_rules_of_entities_say_is_not_said_twice() => Verify.VerifyAsync("""
        [FlowEntity] public abstract partial class Abstract : IFlowEntity { public string Id { get; set; } = ""; }
        [FlowEntity] public partial class Device : IFlowEntity { public string Id { get; set; } = ""; public string Name { get; } = ""; public string Other { get; init; } = ""; }
        """);

    [Theory]
    [InlineData(255, "int")]
    [InlineData(256, "{|TRIB0001:int|}")]
    public Task An_entity_fits_a_field_mask(int others, string last)
    {
        var fields = string.Concat(Enumerable.Range(0, others - 1).Select(i => $"public int F{i} {{ get; set; }} "));
        return Verify.VerifyAsync($$"""
            [FlowEntity] public partial class Device : IFlowEntity { public string Id { get; set; } = ""; {{fields}} public {{last}} Last { get; set; } }
            """);
    }
}
