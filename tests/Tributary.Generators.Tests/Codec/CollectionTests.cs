using Tributary.Codec;

namespace Tributary.Generators.Tests.Codec;

public sealed class CollectionTests
{
    [Theory]
    [InlineData("array", "[1,2]")]
    [InlineData("jagged", "[[1],[],[2,3]]")]
    [InlineData("list", "[\"a\",null]")]
    [InlineData("iList", "[{\"name\":\"a\",\"rank\":1}]")]
    [InlineData("iCollection", "[3]")]
    [InlineData("readOnlyList", "[0.5,\"NaN\"]")]
    [InlineData("readOnlyCollection", "[null,{\"name\":\"a\",\"rank\":null}]")]
    [InlineData("enumerable", "[\"a\"]")]
    [InlineData("immutable", "[1,2,3]")]
    [InlineData("set", "[\"a\",\"b\"]")]
    [InlineData("iSet", "[1,2]")]
    [InlineData("readOnlySet", "[\"0123abcd-0000-0000-0000-0123456789ab\"]")]
    [InlineData("map", "{\"a b\":{\"name\":\"x\",\"rank\":null},\"\":{\"name\":\"\",\"rank\":2}}")]
    [InlineData("intMap", "{\"-1\":\"a\",\"2\":null}")]
    [InlineData("guidMap", "{\"0123abcd-0000-0000-0000-0123456789ab\":[1]}")]
    [InlineData("enumMap", "{\"Red\":1,\"77\":2}")]
    [InlineData("enumMap", "null")]
    [InlineData("pair", "{\"key\":\"k\",\"value\":3}")]
    [InlineData("tuple", "[1,\"a\"]")]
    [InlineData("tuple", "[1,null]")]
    [InlineData("tuples", "[[{\"name\":\"n\",\"rank\":1},\"2026-01-01\"],[{\"name\":\"\",\"rank\":null},null]]")]
    [InlineData("tags", "[\"x\"]")]
    [InlineData("counts", "{\"x\":1}")]
    public void A_collection_comes_back_as_it_was(string member, string json)
    {
        var text = Matrix.App.Codec("Collections").RoundTrip($"{{\"{member}\":{json}}}");
        Assert.Contains($"\"{member}\":{json}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"array":[1,"x"]}""", "$.array[1]")]
    [InlineData("""{"jagged":[[1],[2,null]]}""", "$.jagged[1][1]")]
    [InlineData("""{"iList":[{"name":"a"},{"name":3}]}""", "$.iList[1].name")]
    [InlineData("""{"iList":[null]}""", "$.iList[0]")]
    [InlineData("""{"set":{}}""", "$.set")]
    [InlineData("""{"map":{"a":{"rank":"x"}}}""", "$.map.a.rank")]
    [InlineData("""{"intMap":{"x":null}}""", "$.intMap.x")]
    [InlineData("""{"enumMap":{"red":1}}""", "$.enumMap.red")]
    [InlineData("""{"tuple":[1]}""", "$.tuple")]
    [InlineData("""{"tuple":[1,"a",2]}""", "$.tuple[2]")]
    [InlineData("""{"array":[1,2""", "$.array")]
    public void A_fault_inside_names_the_element(string json, string path)
    {
        var fault = Assert.Throws<CodecException>(() => Matrix.App.Codec("Collections").Read(json));
        Assert.StartsWith(path, fault.Path, StringComparison.Ordinal);
        Assert.InRange(fault.Position, 1, json.Length);
    }

    [Fact]
    public void Of_a_repeated_key_the_last_value_counts()
        => Assert.Contains("\"counts\":{\"a\":2}", Matrix.App.Codec("Collections").RoundTrip("""{"counts":{"a":1,"a":2}}"""), StringComparison.Ordinal);

    [Fact]
    public void Sets_and_maps_are_equal_in_any_order_and_lists_are_not()
    {
        var codec = Matrix.App.Codec("Collections");
        Assert.True(codec.AreEqual(
            codec.Read("""{"set":["a","b"],"counts":{"x":1,"y":2}}"""), codec.Read("""{"counts":{"y":2,"x":1},"set":["b","a"]}""")));
        Assert.False(codec.AreEqual(codec.Read("""{"array":[1,2]}"""), codec.Read("""{"array":[2,1]}""")));
        Assert.False(codec.AreEqual(codec.Read("""{"set":["a"]}"""), codec.Read("""{"set":["a","b"]}""")));
        Assert.False(codec.AreEqual(codec.Read("""{"counts":{"x":1}}"""), codec.Read("""{"counts":{"x":2}}""")));
    }

    [Fact]
    public void A_copy_shares_nothing_that_can_change()
    {
        var codec = Matrix.App.Codec("Collections");
        const string json = """{"array":[1],"iList":[{"name":"a"}],"map":{"k":{"name":"b"}},"tags":["t"],"tuples":[[{"name":"c"},null]]}""";
        var value = codec.Read(json);
        var before = codec.Write(value);
        dynamic copy = codec.Copy(value);
        copy.Array[0] = 9;
        copy.IList[0].Name = "changed";
        copy.Map["k"].Name = "changed";
        copy.Tags.Add("changed");
        copy.Tuples[0].Item1.Name = "changed";
        Assert.Equal(before, codec.Write(value));
    }
}
