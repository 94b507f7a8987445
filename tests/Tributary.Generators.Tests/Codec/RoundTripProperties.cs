using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;

namespace Tributary.Generators.Tests.Codec;

public sealed class RoundTripProperties
{
    private static readonly JsonSerializerOptions s_reference = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
        MaxDepth = 64,
        Converters = { new JsonStringEnumConverter() },
    };

    [Theory]
    [InlineData("Scalars")]
    [InlineData("Collections")]
    [InlineData("Person")]
    [InlineData("Point")]
    [InlineData("Tree")]
    [InlineData("Boxes")]
    public void Any_value_comes_back_as_it_was(string name)
    {
        var codec = Matrix.App.Codec(name);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var value = new RandomValues(seed).Of(codec.Type)!;
            var text = codec.Write(value);
            var back = codec.Read(text);
            Assert.True(codec.AreEqual(value, back), text);
            Assert.Equal(text, codec.Write(back));
            var copy = codec.Copy(value);
            Assert.True(codec.AreEqual(value, copy), text);
            Assert.Equal(text, codec.Write(copy));
            Assert.Equal(Reference(codec.Type, value), Reference(codec.Type, back));
        }));
    }

    // Left out are the members that System.Text.Json writes otherwise (tuples, renamed values) or cannot read when it fills existing
    // collections (read-only sets, pairs).
    [Theory]
    [InlineData("Scalars", "wide")]
    [InlineData("Collections", "tuple", "tuples", "readOnlySet", "pair")]
    [InlineData("Person")]
    [InlineData("Point")]
    [InlineData("Tree")]
    [InlineData("Boxes")]
    public void System_Text_Json_writes_and_reads_the_same_documents(string name, params string[] except)
    {
        var codec = Matrix.App.Codec(name);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var value = new RandomValues(seed).Of(codec.Type)!;
            var ours = Without(codec.Write(value), except);
            var theirs = Without(Reference(codec.Type, value), except);
            AssertSame(theirs, ours);

            var byUs = codec.Read(theirs.ToJsonString());
            var byThem = JsonSerializer.Deserialize(ours.ToJsonString(), codec.Type, s_reference)!;
            AssertSame(JsonNode.Parse(codec.Write(byThem))!.AsObject(), JsonNode.Parse(codec.Write(byUs))!.AsObject());
        }));
    }

    private static void AssertSame(JsonObject expected, JsonObject actual)
    {
        Assert.Equal(expected.Select(static member => member.Key), actual.Select(static member => member.Key));
        foreach (var (name, value) in expected)
            Assert.True(JsonNode.DeepEquals(value, actual[name]), $"{name}: {value?.ToJsonString()} and {actual[name]?.ToJsonString()}");
    }

    private static string Reference(Type type, object value) => JsonSerializer.Serialize(value, type, s_reference);

    private static JsonObject Without(string json, string[] except)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        foreach (var name in except)
            document.Remove(name);
        return document;
    }
}
