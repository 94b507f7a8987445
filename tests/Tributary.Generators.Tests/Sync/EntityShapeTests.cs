namespace Tributary.Generators.Tests.Sync;

/// <summary>Entities of every form that C# allows: the output compiles without a warning, and a second run does nothing.</summary>
public class EntityShapeTests
{
    [Theory]
    [InlineData("[FlowEntity] public partial class Global { public string Id { get; set; } = \"\"; }")]
    [InlineData("namespace @event.@class; [FlowEntity] internal partial class @record { public string Id { get; set; } = \"\"; public int @int { get; set; } public int field { get; set; } public int value { get; set; } }")]
    [InlineData("namespace A; [FlowEntity] public sealed partial record Rec(string Name) : IFlowEntity { public Rec() : this(\"\") { } public string Id { get; set; } = \"\"; }")]
    [InlineData("namespace A; [FlowEntity] public class NotPartial : IFlowEntity { public string Id { get; set; } = \"\"; }")]
    [InlineData("namespace A; public partial struct S { public partial interface I { internal partial record R { protected internal partial class C { [FlowEntity] public partial class E { public string Id { get; set; } = \"\"; } } } } }")]
    [InlineData("namespace A; [FlowEntity] public partial class E { public string Id { get; set; } = \"\"; public required string Name { get; set; } public required int Count { get; init; } }")]
    [InlineData("namespace A; [FlowEntity] public partial class E { public string Id { get; set; } = \"\"; public static int Fields => 1; }")]
    [InlineData("namespace A; [FlowEntity] public partial class Fields { public string Id { get; set; } = \"\"; }")]
    [InlineData("namespace A; [FlowEntity] public partial class E { public string Id { get; set; } = \"\"; public int Codec { get; set; } public int Tributary { get; set; } public int System { get; set; } public new int GetType { get; set; } }")]
    [InlineData("namespace A; [FlowEntity] public partial class E { public string Id { get; set; } = \"\"; [Obsolete(\"old\")] public string? Old { get; set; } [Obsolete, AggregationKey] public string? OldKey { get; set; } }")]
    [InlineData("namespace A.Tributary.System; [FlowEntity] public partial class E { public string Id { get; set; } = \"\"; public string? Name { get; set; } }")]
    [InlineData("namespace A; [FlowEntity] public partial class Base { public string Id { get; set; } = \"\"; } [FlowEntity] public partial class Derived : Base { public string? More { get; set; } }")]
    [InlineData("namespace A; public class Person { } [FlowEntity] public partial class PersonModel { public string Id { get; set; } = \"\"; } public class PersonModelModel { }")]
    [InlineData("#nullable disable\nnamespace A; [FlowEntity] public partial class E { public string Id { get; set; } [ParentKey(typeof(E)), AggregationKey] public string Up { get; set; } }")]
    [InlineData("namespace A; [FlowEntity] public partial class Größe { public string Id { get; set; } = \"\"; public string? Straße { get; set; } }")]
    public void Any_form_of_class_compiles(string source) => SyncTest.Of(source).Verify();

    [Fact]
    public void A_derived_entity_hides_the_field_names_of_its_base_in_another_assembly()
    {
        var library = SyncTest.Named("Lib");
        library.Sources.Add("namespace Lib; [FlowEntity] public partial class Base { public string Id { get; set; } = \"\"; }");
        var test = SyncTest.Of("namespace App; [FlowEntity] public partial class Derived : Lib.Base { public string? More { get; set; } public object Probe() => Fields.More; }");
        test.References.Add(library.Verify().ToReference());

        test.Verify();
    }

    [Fact]
    public void Two_entities_of_one_name_in_two_namespaces_or_types_do_not_meet()
    {
        var result = SyncTest.Of(
            "namespace A; [FlowEntity] public partial class Device { public string Id { get; set; } = \"\"; }",
            "namespace B; [FlowEntity] public partial class Device { public string Id { get; set; } = \"\"; }",
            """
            namespace A;
            public partial class Outer { [FlowEntity] public partial class Device { public string Id { get; set; } = ""; } }
            [FlowEntity] public partial class Outer_Device { public string Id { get; set; } = ""; }
            """).Verify();

        Assert.Contains("A.Device.Sync.g.cs", result.Generated.Keys);
        Assert.Contains("B.Device.Sync.g.cs", result.Generated.Keys);
        Assert.Contains("A.Outer+Device.Sync.g.cs", result.Generated.Keys);
        Assert.Contains("A.Outer_Device.Sync.g.cs", result.Generated.Keys);
    }

    [Fact]
    public void Names_that_differ_by_case_alone_get_files_of_their_own()
    {
        var result = SyncTest.Of(
            "namespace A; [FlowEntity] public partial class Device { public string Id { get; set; } = \"\"; }",
            "namespace A; [FlowEntity] public partial class DEVICE { public string Id { get; set; } = \"\"; }").Verify();

        Assert.Equal(2, result.Generated.Keys.Count(name => name.EndsWith(".Sync.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_parts_of_an_entity_can_lie_in_any_order_of_files()
    {
        var test = SyncTest.Of();
        test.Sources.Add(("/0/B.cs", "namespace A; partial class Device { public string? Name { get; set; } [AggregationKey] public string? Serial { get; set; } }"));
        test.Sources.Add(("/0/A.cs", "namespace A; [FlowEntity] public partial class Device : IFlowEntity { public string? Zone { get; set; } public string Id { get; set; } = \"\"; }"));
        var result = test.Verify();

        result.Reordered().AssertSameOutputAs(result);
        Assert.Matches("(?s)\"Id\".*\"Zone\".*\"Name\".*\"Serial\"", result.Source("A.Device.Sync.g.cs"));
    }

    [Fact]
    public void What_the_user_wrote_is_not_written_again()
    {
        var source = SyncTest.Of("namespace A; [FlowEntity] public partial class E : IFlowEntity { public string Id { get; set; } = \"\"; public class Fields; }")
            .Verify().Source("A.E.Sync.g.cs");

        Assert.DoesNotContain("partial class E : ", source, StringComparison.Ordinal);
        Assert.DoesNotContain("class Fields", source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_interface_is_added_when_it_is_missing()
        => Assert.Contains(
            "partial class E : global::Tributary.IFlowEntity",
            SyncTest.Of("namespace A; [FlowEntity] public partial class E { public string Id { get; set; } = \"\"; }").Verify().Source("A.E.Sync.g.cs"),
            StringComparison.Ordinal);
}
