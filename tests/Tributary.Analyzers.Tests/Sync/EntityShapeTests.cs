using Tributary.Roslyn.Testing;
using Verify = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.EntityShapeAnalyzer>;

namespace Tributary.Analyzers.Tests.Sync;

public sealed class EntityShapeTests
{
    [Fact]
    public Task A_whole_entity_is_accepted() => Verify.VerifyAsync("""
        [FlowEntity]
        public sealed partial class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
            [AggregationKey] public string Serial { get; set; } = "";
            [AggregationKey] public string Short => Serial[..1];
            public List<string> Tags { get; set; } = [];
            public int Length => Serial.Length;
            public static int Count { get; }
            [CodecIgnore] public object Handle { get; } = new();
            private string Secret { get; } = "";
        }
        """);

    [Fact]
    public Task An_unmarked_class_is_nobodys_business() => Verify.VerifyAsync("""
        public class Device { public int Id { get; } }
        """);

    [Fact]
    public async Task Without_the_sdk_nothing_is_reported()
    {
        var test = new Verify { ReferencesSdk = false };
        test.Sources.Add("""
            namespace Other { class FlowEntityAttribute : Attribute; }
            [Other.FlowEntity] class Device;
            """);
        await test.RunAsync();
    }

    [Fact]
    public Task A_class_that_is_not_partial_is_refused() => Verify.VerifyAsync(
        """
        [FlowEntity]
        public sealed class {|#0:Device|} : IFlowEntity
        {
            public string Id { get; set; } = "";
        }
        """,
        Verify.Diagnostic("TRIB1001").WithLocation(0).WithArguments("Device", "Device"));

    [Fact]
    public Task A_class_in_one_that_is_not_partial_is_refused_at_the_outer_one() => Verify.VerifyAsync(
        """
        public partial class Outermost
        {
            public static class {|#0:Outer|}
            {
                [FlowEntity]
                public sealed partial class Device : IFlowEntity
                {
                    public string Id { get; set; } = "";
                }
            }
        }
        """,
        Verify.Diagnostic("TRIB1001").WithLocation(0).WithArguments("Device", "Outer"));

    [Fact]
    public async Task Parts_in_two_files_are_one_entity()
    {
        var test = new Verify();
        test.Sources.Add("[FlowEntity] public partial class Device { public string Id { get; set; } = \"\"; }");
        test.Sources.Add("public partial class Device : IFlowEntity { public string {|TRIB1004:Name|} { get; } = \"\"; }");
        await test.RunAsync();
    }

    [Fact]
    public async Task A_file_linked_into_two_projects_is_judged_in_each_for_itself()
    {
        const string Linked = "[FlowEntity] internal partial class Device : IFlowEntity { public string Id { get; set; } = \"\"; public string {|TRIB1004:Name|} { get; } = \"\"; }";
        var test = new Verify();
        test.ReferencedProject.Add(TestMarkup.Parse(Linked).Text);
        test.Sources.Add(Linked);
        await test.RunAsync();
    }

    [Fact]
    public async Task Broken_code_gets_the_compilers_errors_alone()
    {
        var test = new Verify { CompilerDiagnostics = CompilerDiagnostics.None };
        test.Sources.Add("[FlowEntity] public partial class Device : Missing { public string Id { get; set; } = \"\"; public Unknown Value { get; set; }");
        await test.RunAsync();
    }

    [Theory]
    [InlineData("", "it has no property 'Id'")]
    [InlineData("public string Id = \"\";", "its 'Id' is not a property")]
    [InlineData("public int Id { get; set; }", "its 'Id' is 'int' and not 'string'")]
    [InlineData("public static string Id { get; set; } = \"\";", "its 'Id' is static")]
    [InlineData("internal string Id { get; set; } = \"\";", "its 'Id' is not public")]
    [InlineData("public string Id { get; } = \"\";", "its 'Id' has no public 'get' and 'set' accessors")]
    [InlineData("public string Id { get; private set; } = \"\";", "its 'Id' has no public 'get' and 'set' accessors")]
    [InlineData("public string Id { get; init; } = \"\";", "its 'Id' can be set in an initializer only")]
    public async Task An_entity_without_a_usable_id_is_refused(string member, string cause)
    {
        var (type, id) = member.Length == 0 ? ("{|#0:Device|}", "") : ("Device", member.Replace(" Id", " {|#0:Id|}", StringComparison.Ordinal));
        await Verify.VerifyAsync(
            $"[FlowEntity] public partial class {type} {{ {id} }}",
            Verify.Diagnostic("TRIB1002").WithLocation(0).WithArguments("Device", cause));
    }

    [Fact]
    public async Task An_inherited_id_is_an_id_even_from_another_assembly()
    {
        var test = new Verify();
        test.ReferencedProject.Add("public abstract class Base { public string Id { get; set; } = \"\"; public string Name { get; } = \"\"; }");
        test.Sources.Add("[FlowEntity] public partial class Device : Base, IFlowEntity;");
        await test.RunAsync();
    }

    [Theory]
    [InlineData("abstract", "", "it is abstract", "Remove 'abstract', or mark the derived classes with [FlowEntity] instead")]
    [InlineData("", "public Device(int n) { }", "it has no accessible constructor without parameters", "Add 'public Device() { }'")]
    [InlineData("", "private Device() { }", "it has no accessible constructor without parameters", "Add 'public Device() { }'")]
    public Task An_entity_that_cannot_be_created_is_refused(string modifier, string constructor, string cause, string remedy) => Verify.VerifyAsync(
        $$"""
        [FlowEntity] public {{modifier}} partial class {|#0:Device|} : IFlowEntity { {{constructor}} public string Id { get; set; } = ""; }
        """,
        Verify.Diagnostic("TRIB1003").WithLocation(0).WithArguments("Device", cause, remedy));

    [Theory]
    [InlineData("public string {|#0:Name|} { get; } = \"\";", "it has no 'set' accessor")]
    [InlineData("public string Name { get; {|#0:init|}; } = \"\";", "it can be set in an initializer only")]
    [InlineData("public string Name { get; private {|#0:set|}; } = \"\";", "its 'set' accessor is not public")]
    public Task A_member_that_cannot_be_set_is_refused(string member, string cause) => Verify.VerifyAsync(
        $$"""
        [FlowEntity] public partial class Device : IFlowEntity { public string Id { get; set; } = ""; {{member}} }
        """,
        Verify.Diagnostic("TRIB1004").WithLocation(0).WithArguments("Device", "Name", cause));

    [Fact]
    public Task The_properties_of_a_positional_record_cannot_be_set() => Verify.VerifyAsync("""
        [FlowEntity]
        public partial record Device(string {|TRIB1004:Name|}) : IFlowEntity
        {
            public Device() : this("") { }
            public string Id { get; set; } = "";
        }
        """);

    [Fact]
    public Task An_annotation_on_what_does_not_travel_is_refused() => Verify.VerifyAsync(
        """
        [FlowEntity]
        public partial class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
            [CodecIgnore, {|#0:ParentKey(typeof(Device))|}] public string? Parent { get; set; }
            [{|#1:FlowField(Except = new[] { "oem" })|}] public string Upper => Id.ToUpperInvariant();
            [{|#2:AggregationKey|}] internal string Key { set { } }
        }
        """,
        Verify.Diagnostic("TRIB1005").WithLocation(0).WithArguments("Device", "Parent", "ParentKey", "it is marked [CodecIgnore]", "Remove one of the two attributes"),
        Verify.Diagnostic("TRIB1005").WithLocation(1).WithArguments("Device", "Upper", "FlowField", "it has no public 'get' and 'set' accessors", "Add them, or remove the attribute"),
        Verify.Diagnostic("TRIB1005").WithLocation(2).WithArguments("Device", "Key", "AggregationKey", "it has no public 'get' and 'set' accessors", "Add them, or remove the attribute"));

    [Fact]
    public Task An_open_generic_entity_is_refused() => Verify.VerifyAsync(
        """
        [FlowEntity] public partial class {|#0:Device|}<T> : IFlowEntity { public string Id { get; set; } = ""; }
        public partial class {|#1:Outer|}<T> { [FlowEntity] public partial class Nested : IFlowEntity { public string Id { get; set; } = ""; } }
        public class Base<T> { public T? Value { get; set; } }
        [FlowEntity] public partial class Closed : Base<int>, IFlowEntity { public string Id { get; set; } = ""; }
        """,
        Verify.Diagnostic("TRIB1006").WithLocation(0).WithArguments("Device", "Device"),
        Verify.Diagnostic("TRIB1006").WithLocation(1).WithArguments("Nested", "Outer"));
}
