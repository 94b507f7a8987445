using Filters = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.FieldFilterAnalyzer>;
using Keys = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.AggregationKeyAnalyzer>;
using Parents = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.ParentKeyAnalyzer>;

namespace Tributary.Analyzers.Tests.Sync;

/// <summary>Aggregation keys, parent keys and field filters.</summary>
public sealed class EntityRelationTests
{
    [Fact]
    public Task An_entity_without_a_key_is_refused() => Keys.VerifyAsync(
        "[FlowEntity(Name = \"device\")] public partial class {|#0:Device|} : IFlowEntity { public string Id { get; set; } = \"\"; }",
        Keys.Diagnostic("TRIB1010").WithLocation(0).WithArguments("Device"));

    [Fact]
    public Task A_key_an_inherited_key_and_the_opt_out_are_accepted() => Keys.VerifyAsync("""
        public abstract class Base { [AggregationKey(Exact = true)] public string Serial { get; set; } = ""; }
        [FlowEntity] public partial class Inherits : Base, IFlowEntity { public string Id { get; set; } = ""; }
        [FlowEntity(WithoutKeys = true)] public partial class OptsOut : IFlowEntity { public string Id { get; set; } = ""; }
        [FlowEntity] public partial class Computes : IFlowEntity { public string Id { get; set; } = ""; [AggregationKey] public string Key => Id[1..]; }
        """);

    [Theory]
    [InlineData("string?")]
    [InlineData("int?")]
    [InlineData("ulong")]
    [InlineData("decimal")]
    [InlineData("Guid")]
    [InlineData("DayOfWeek?")]
    [InlineData("string[]")]
    [InlineData("List<Guid>")]
    [InlineData("IReadOnlyCollection<int?>")]
    public Task Keys_of_these_types_are_accepted(string type) => Keys.VerifyAsync(Keyed(type));

    [Theory]
    [InlineData("{|TRIB1011:double|}")]
    [InlineData("{|TRIB1011:float?|}")]
    [InlineData("{|TRIB1011:List<double>|}")]
    [InlineData("{|TRIB1012:DateTime|}")]
    [InlineData("{|TRIB1012:bool|}")]
    [InlineData("{|TRIB1012:object|}")]
    [InlineData("{|TRIB1012:byte[]|}")]
    [InlineData("{|TRIB1012:string[,]|}")]
    [InlineData("{|TRIB1012:List<List<string>>|}")]
    [InlineData("{|TRIB1012:Dictionary<string, string>|}")]
    public Task Keys_of_these_types_are_reported_at_the_type(string type) => Keys.VerifyAsync(Keyed(type));

    [Fact]
    public async Task A_key_of_a_base_in_another_assembly_is_reported_at_the_entity()
    {
        var test = new Keys();
        test.ReferencedProject.Add("public abstract class Base { [AggregationKey] public DateTime Made { get; set; } }");
        test.Sources.Add("[FlowEntity] public partial class {|TRIB1012:Device|} : Base, IFlowEntity { public string Id { get; set; } = \"\"; }");
        await test.RunAsync();
    }

    [Fact]
    public async Task A_key_of_an_unknown_type_is_the_compilers_to_report()
    {
        var test = new Keys { CompilerDiagnostics = Tributary.Roslyn.Testing.CompilerDiagnostics.None };
        test.Sources.Add(Keyed("Unknown"));
        await test.RunAsync();
    }

    [Fact]
    public Task Parents_that_are_entities_are_accepted() => Parents.VerifyAsync("""
        [FlowEntity] public partial class Site : IFlowEntity { public string Id { get; set; } = ""; [ParentKey(typeof(Site))] public string? Above { get; set; } }
        [FlowEntity] public partial class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
            [ParentKey(typeof(Site))] public string SiteId { get; set; } = "";
            [ParentKey(typeof(Device))] public string? Twin { get; set; }
        }
        """);

    [Fact]
    public async Task A_parent_in_another_assembly_is_accepted()
    {
        var test = new Parents();
        test.ReferencedProject.Add("[FlowEntity] public partial class Site : IFlowEntity { public string Id { get; set; } = \"\"; }");
        test.Sources.Add("[FlowEntity] public partial class Device : IFlowEntity { public string Id { get; set; } = \"\"; [ParentKey(typeof(Site))] public string S { get; set; } = \"\"; }");
        await test.RunAsync();
    }

    [Fact]
    public Task Parents_of_a_wrong_kind_are_refused() => Parents.VerifyAsync(
        """
        public class Plain;
        [FlowEntity] public partial class Site : IFlowEntity { public string Id { get; set; } = ""; }
        [FlowEntity] public partial class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
            [ParentKey(typeof(Site))] public {|#0:int?|} Number { get; set; }
            [ParentKey(typeof(Site))] public {|#1:string[]|} Many { get; set; } = [];
            [ParentKey({|#2:typeof(Plain)|})] public string Other { get; set; } = "";
            [ParentKey(parent: {|#3:typeof(string)|})] public string Text { get; set; } = "";
        }
        """,
        Parents.Diagnostic("TRIB1020").WithLocation(0).WithArguments("Device", "Number", "int?"),
        Parents.Diagnostic("TRIB1020").WithLocation(1).WithArguments("Device", "Many", "string[]"),
        Parents.Diagnostic("TRIB1021").WithLocation(2).WithArguments("Device", "Other", "Plain"),
        Parents.Diagnostic("TRIB1021").WithLocation(3).WithArguments("Device", "Text", "String"));

    [Fact]
    public Task A_cycle_of_required_parents_is_refused_at_each_entity_on_it() => Parents.VerifyAsync(
        """
        [FlowEntity] public partial class A : IFlowEntity { public string Id { get; set; } = ""; [ParentKey({|#0:typeof(B)|})] public string P { get; set; } = ""; }
        [FlowEntity] public partial class B : IFlowEntity { public string Id { get; set; } = ""; [ParentKey({|#1:typeof(A)|})] public string P { get; set; } = ""; }
        [FlowEntity] public partial class Outside : IFlowEntity { public string Id { get; set; } = ""; [ParentKey(typeof(A))] public string P { get; set; } = ""; }
        [FlowEntity] public partial class Self : IFlowEntity { public string Id { get; set; } = ""; [ParentKey({|#2:typeof(Self)|})] public string P { get; set; } = ""; }
        """,
        Parents.Diagnostic("TRIB1022").WithLocation(0).WithArguments("A", "A -> B -> A"),
        Parents.Diagnostic("TRIB1022").WithLocation(1).WithArguments("B", "B -> A -> B"),
        Parents.Diagnostic("TRIB1022").WithLocation(2).WithArguments("Self", "Self -> Self"));

    [Fact]
    public Task An_optional_parent_breaks_the_cycle() => Parents.VerifyAsync("""
        [FlowEntity] public partial class A : IFlowEntity { public string Id { get; set; } = ""; [ParentKey(typeof(B))] public string P { get; set; } = ""; }
        [FlowEntity] public partial class B : IFlowEntity { public string Id { get; set; } = ""; [ParentKey(typeof(A))] public string? P { get; set; } }
        """);

    [Fact]
    public Task Filters_on_plain_fields_and_optional_parents_are_accepted() => Filters.VerifyAsync("""
        [FlowEntity] public partial class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
            [FlowField(Except = ["oem"])] public string? Unit { get; set; }
            [FlowField(Only = ["bms", "cmms-2"])] public int Level { get; set; }
            [FlowField(Only = ["bms"]), ParentKey(typeof(Device))] public string? Above { get; set; }
        }
        """);

    [Fact]
    public Task Filters_on_what_every_system_needs_are_refused() => Filters.VerifyAsync(
        """
        [FlowEntity] public partial class Device : IFlowEntity
        {
            [{|#0:FlowField(Only = ["bms"])|}] public string Id { get; set; } = "";
            [AggregationKey, {|#1:FlowField(Except = ["oem"])|}] public string Serial { get; set; } = "";
            [{|#2:FlowField(Except = ["oem"])|}, ParentKey(typeof(Device))] public string Above { get; set; } = "";
        }
        """,
        Filters.Diagnostic("TRIB1030").WithLocation(0).WithArguments("Device", "Id", "the id"),
        Filters.Diagnostic("TRIB1030").WithLocation(1).WithArguments("Device", "Serial", "an aggregation key"),
        Filters.Diagnostic("TRIB1030").WithLocation(2).WithArguments("Device", "Above", "a required parent key"));

    [Fact]
    public Task A_filter_names_systems_that_can_exist() => Filters.VerifyAsync(
        """
        [FlowEntity] public partial class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
            [{|#0:FlowField|}] public string? A { get; set; }
            [{|#1:FlowField(Except = [])|}] public string? B { get; set; }
            [FlowField(Only = ["bms", {|#2:"o em"|}])] public string? C { get; set; }
            [{|#3:FlowField(Only = [Blank])|}] public string? D { get; set; }
            private const string Blank = "";
        }
        """,
        Filters.Diagnostic("TRIB1031").WithLocation(0).WithArguments("Device", "A"),
        Filters.Diagnostic("TRIB1031").WithLocation(1).WithArguments("Device", "B"),
        Filters.Diagnostic("TRIB1302").WithLocation(2).WithArguments("o em", "a system", "it contains ' '"),
        Filters.Diagnostic("TRIB1302").WithLocation(3).WithArguments("", "a system", "it is empty"));

    private static string Keyed(string type)
        => $"[FlowEntity] public partial class Device : IFlowEntity {{ public string Id {{ get; set; }} = \"\"; [AggregationKey] public {type} Key {{ get; set; }} = default!; }}";
}
