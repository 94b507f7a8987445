namespace Tributary.Generators.Tests.Codec;

public sealed class CodecNameTests
{
    [Fact]
    public void Types_whose_names_resemble_each_other_have_files_and_codecs_of_their_own()
    {
        using var app = CodecFixture.Of("""
            namespace App
            {
                [GenerateCodec] public sealed class Item { public int A { get; set; } }
                [GenerateCodec] public sealed class item { public int B { get; set; } }
                [GenerateCodec] public sealed class Outer_Inner { public int C { get; set; } }
                public sealed class Outer { [GenerateCodec] public sealed class Inner { public int D { get; set; } } }
                public sealed class Box<T> { public T? E { get; set; } }
                public sealed class Box { public int F { get; set; } }
                [GenerateCodec] public sealed class Boxes
                {
                    public Box<int>? A { get; set; }
                    public Box<string>? B { get; set; }
                    public Box<string?>? C { get; set; }
                    public Box? D { get; set; }
                }
                [GenerateCodec] public sealed class ItemCodec { public int G { get; set; } }
            }

            namespace App.Other
            {
                [GenerateCodec] public sealed class Item { public App.Item? Of { get; set; } }
            }

            namespace @class.@event
            {
                [GenerateCodec] public sealed class @struct { public int @int { get; set; } }
            }

            [GenerateCodec] public sealed class Item { public int H { get; set; } }
            """);
        Assert.Equal(13, app.Result.Generated.Count);
        Assert.Equal(13, app.Result.Generated.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("""{"a":1}""", app.Codec("Item").RoundTrip("""{"a":1}"""));
        Assert.Equal("""{"b":1}""", app.Codec("item").RoundTrip("""{"b":1}"""));
        Assert.Equal("""{"of":{"a":1}}""", app.Codec("App.Other.Item", "App.Other.TributaryGenerated.ItemCodec").RoundTrip("""{"of":{"a":1}}"""));
        Assert.Equal("""{"h":1}""", app.Codec("Item", "TributaryGenerated.ItemCodec").RoundTrip("""{"h":1}"""));
        Assert.Equal("""{"int":1}""", app.Codec("class.event.struct", "class.event.TributaryGenerated.structCodec").RoundTrip("""{"int":1}"""));
    }

    [Fact]
    public void Members_of_equal_length_are_told_apart()
    {
        var members = string.Join("\n", Enumerable.Range(100, 200).Select(static i => $"public int M{i} {{ get; set; }}"));
        using var app = CodecFixture.Of($"namespace App; [GenerateCodec] public sealed class Wide {{ {members} }}");
        var json = "{" + string.Join(",", Enumerable.Range(100, 200).Select(static i => $"\"m{i}\":{i}")) + "}";
        Assert.Equal(json, app.Codec("Wide").RoundTrip(json));
    }

    [Fact]
    public void A_type_of_another_assembly_has_its_codec_in_the_assembly_that_asks()
    {
        using var app = CodecFixture.Of("""
            namespace App;

            [GenerateCodec]
            public sealed class Holder
            {
                public Tributary.Sync.AggregationKey Key { get; set; } = new("a", "b");
            }
            """);
        Assert.Equal("""{"key":{"path":"p","value":"v"}}""", app.Codec("Holder").RoundTrip("""{"key":{"path":"p","value":"v"}}"""));
    }
}
