using Tributary.Codec;

namespace Tributary.Generators.Tests.Codec;

public sealed class ObjectTests
{
    [Theory]
    [InlineData("Derived", """{"first":"a","second":2,"third":"c","the fourth \" é":"d","event":"e","field":6}""")]
    [InlineData("Person", """{"name":"a","age":1,"email":"e","favourite":"Red","ratio":1.5,"nick":"n","notes":["x"]}""")]
    [InlineData("Point", """{"x":1,"y":-1}""")]
    [InlineData("Loose", """{"b":null,"where":{"x":1,"y":2},"a":3}""")]
    [InlineData("Guarded", """{"key":"k","level":null,"other":"o"}""")]
    [InlineData("Initial", """{"key":"k","text":"t","numbers":[1,2]}""")]
    [InlineData("Built", """{"later":"l","size":1,"name":"n"}""")]
    [InlineData("Open", """{"known":1,"more":{"a":[1]},"":null}""")]
    [InlineData("Tree", """{"name":"a","children":[{"name":"b","children":[],"other":null}],"other":{"name":"c","children":[],"other":null}}""")]
    [InlineData("Boxes", """{"ints":{"content":1,"all":[2]},"texts":{"content":null,"all":[null,"a"]},"nested":{"content":{"content":{"x":1,"y":2},"all":[]},"all":[]},"inner":{"a":1}}""")]
    [InlineData("Empty", "{}")]
    [InlineData("Drawing", """{"main":{"$type":"circle","label":"l","radius":1},"shapes":[{"$type":"group","label":null,"parts":[{"$type":"square","label":null,"side":2}]}],"pet":{"$type":"cat","legs":3,"purrs":true},"unit":{"$type":"g","amount":1.50}}""")]
    [InlineData("Drawing", """{"main":null,"shapes":[],"pet":{"legs":2},"unit":{"$type":"g","amount":0}}""")]
    public void An_object_comes_back_as_it_was(string name, string json) => Assert.Equal(json, Matrix.App.Codec(name).RoundTrip(json));

    [Theory]
    [InlineData("Person", """{"name":"a"}""", """{"name":"a","age":18,"email":null,"favourite":"Green","ratio":"NaN","nick":"none","notes":["initial"]}""")]
    [InlineData("Initial", """{"key":"k"}""", """{"key":"k","text":"text","numbers":[1]}""")]
    [InlineData("Built", """{"name":"n","size":2}""", """{"later":"later","size":2,"name":"n"}""")]
    [InlineData("Guarded", """{"level":1,"key":"k"}""", """{"key":"k","level":1,"other":"other"}""")]
    [InlineData("Derived", """{"f\u0069rst":"x","unknown":{"first":[1]}}""", """{"first":"x","second":0,"third":"third","the fourth \" é":null,"event":"","field":0}""")]
    public void What_is_absent_keeps_its_initial_value(string name, string json, string expected)
        => Assert.Equal(expected, Matrix.App.Codec(name).RoundTrip(json));

    [Theory]
    [InlineData("Person", """{"age":1}""", "the required member name is missing")]
    [InlineData("Guarded", """{"other":"x"}""", "the required members key, level are missing")]
    [InlineData("Initial", """{}""", "the required member key is missing")]
    [InlineData("Built", """{"later":"x"}""", "the required members size, name are missing")]
    [InlineData("Point", """{"x":1}""", "the required member y is missing")]
    public void What_must_be_there_is_named(string name, string json, string message)
    {
        var fault = Assert.Throws<CodecException>(() => Matrix.App.Codec(name).Read(json));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"main":{"radius":2,"label":{"$type":"square"},"$type":"circle"}}""", "$.main.label")]
    [InlineData("""{"main":{"radius":2}}""", "$.main")]
    [InlineData("""{"main":{"$type":"triangle"}}""", "$.main")]
    [InlineData("""{"main":{"$type":3}}""", "$.main")]
    [InlineData("""{"main":[]}""", "$.main")]
    [InlineData("""{"unit":null}""", "$.unit")]
    public void A_hierarchy_refuses_what_it_does_not_list(string json, string path)
        => Assert.Equal(path, Assert.Throws<CodecException>(() => Matrix.App.Codec("Drawing").Read(json)).Path);

    [Fact]
    public void The_type_may_stand_anywhere_in_the_object()
        => Assert.Contains(
            """{"$type":"circle","label":"l","radius":2}""",
            Matrix.App.Codec("Drawing").RoundTrip("""{"main":{"radius":2,"label":"l","other":{"$type":"x"},"$type":"circle"}}"""),
            StringComparison.Ordinal);

    [Fact]
    public void A_type_that_is_not_listed_is_refused_when_written()
    {
        var codec = Matrix.App.Codec("Drawing");
        var value = codec.Read("{}");
        codec.Type.GetProperty("Main")!.SetValue(value, Activator.CreateInstance(codec.Type.Assembly.GetType("App.Stranger")!));
        var fault = Assert.Throws<CodecException>(() => codec.Write(value));
        Assert.Contains("Stranger is not listed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_contains_itself_is_refused_and_does_not_end_the_process()
    {
        var codec = Matrix.App.Codec("Tree");
        dynamic value = codec.Read("""{"name":"a"}""");
        value.Other = value;
        Assert.Throws<CodecException>(() => { codec.Write(value); });
        Assert.Throws<InvalidOperationException>(() => { codec.Copy(value); });
        dynamic other = codec.Read("""{"name":"a"}""");
        other.Other = other;
        Assert.Throws<InvalidOperationException>(() => { codec.AreEqual(value, other); });
    }
}
