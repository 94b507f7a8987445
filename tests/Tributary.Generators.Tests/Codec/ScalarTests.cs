namespace Tributary.Generators.Tests.Codec;

public sealed class ScalarTests
{
    [Theory]
    [InlineData("bool", "true")]
    [InlineData("byte", "255")]
    [InlineData("sByte", "-128")]
    [InlineData("short", "-32768")]
    [InlineData("uShort", "65535")]
    [InlineData("int", "-2147483648")]
    [InlineData("uInt", "4294967295")]
    [InlineData("long", "-9223372036854775808")]
    [InlineData("uLong", "18446744073709551615")]
    [InlineData("int128", "-170141183460469231731687303715884105728")]
    [InlineData("uInt128", "340282366920938463463374607431768211455")]
    [InlineData("half", "65500")]
    [InlineData("half", "\"NaN\"")]
    [InlineData("float", "3.4028235E+38")]
    [InlineData("float", "\"-Infinity\"")]
    [InlineData("double", "5E-324")]
    [InlineData("double", "1.7976931348623157E+308")]
    [InlineData("double", "0.1")]
    [InlineData("double", "-0")]
    [InlineData("double", "\"NaN\"")]
    [InlineData("double", "\"Infinity\"")]
    [InlineData("decimal", "79228162514264337593543950335")]
    [InlineData("decimal", "1.10")]
    [InlineData("char", "\"é\"")]
    [InlineData("string", "\"\"")]
    [InlineData("string", "\"a\\\"b\\\\c\\u0000 é \\uD83D\\uDE00\"")]
    [InlineData("guid", "\"0123abcd-0000-0000-0000-0123456789ab\"")]
    [InlineData("dateTime", "\"2026-01-02T03:04:05.1234567Z\"")]
    [InlineData("dateTime", "\"2026-01-02T03:04:05\"")]
    [InlineData("dateTimeOffset", "\"2026-01-02T03:04:05.1234567-11:30\"")]
    [InlineData("dateOnly", "\"9999-12-31\"")]
    [InlineData("timeOnly", "\"23:59:59.9999999\"")]
    [InlineData("timeSpan", "\"-10675199.02:48:05.4775808\"")]
    [InlineData("uri", "\"https://example.org/a?b=c d\"")]
    [InlineData("uri", "\"relative/path\"")]
    [InlineData("version", "\"1.2.3.4\"")]
    [InlineData("bytes", "\"AAEC/w==\"")]
    [InlineData("memory", "\"AAEC/w==\"")]
    [InlineData("json", "{\"a\":[1,null,{\"b\":\"c\"}]}")]
    [InlineData("color", "\"Green\"")]
    [InlineData("color", "\"class\"")]
    [InlineData("color", "77")]
    [InlineData("color", "-1")]
    [InlineData("days", "\"Monday, Tuesday\"")]
    [InlineData("days", "\"Weekend\"")]
    [InlineData("days", "\"None\"")]
    [InlineData("days", "132")]
    [InlineData("wide", "\"most\"")]
    [InlineData("wide", "18446744073709551614")]
    [InlineData("maybeInt", "null")]
    [InlineData("maybeInt", "3")]
    [InlineData("maybeColor", "null")]
    [InlineData("maybeColor", "\"Red\"")]
    [InlineData("maybeString", "null")]
    [InlineData("maybeBytes", "null")]
    public void A_value_comes_back_as_it_was(string member, string json)
    {
        var text = Matrix.App.Codec("Scalars").RoundTrip($"{{\"{member}\":{json}}}");
        Assert.Contains($"\"{member}\":{json}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bool", "1")]
    [InlineData("byte", "256")]
    [InlineData("byte", "-1")]
    [InlineData("int", "2147483648")]
    [InlineData("int", "1.5")]
    [InlineData("int", "\"1\"")]
    [InlineData("int", "null")]
    [InlineData("int128", "170141183460469231731687303715884105728")]
    [InlineData("half", "1e6")]
    [InlineData("float", "1e39")]
    [InlineData("double", "1e999")]
    [InlineData("double", "\"1\"")]
    [InlineData("decimal", "1e99")]
    [InlineData("char", "\"ab\"")]
    [InlineData("char", "\"\"")]
    [InlineData("string", "null")]
    [InlineData("string", "1")]
    [InlineData("string", "\"\\ud800\"")]
    [InlineData("guid", "\"x\"")]
    [InlineData("dateTime", "\"yesterday\"")]
    [InlineData("dateOnly", "\"2026-02-30\"")]
    [InlineData("timeSpan", "\"24:61\"")]
    [InlineData("uri", "\"http://[\"")]
    [InlineData("version", "\"1.x\"")]
    [InlineData("version", "\"99999999999.1\"")]
    [InlineData("bytes", "\"?\"")]
    [InlineData("bytes", "null")]
    [InlineData("color", "\"green\"")]
    [InlineData("color", "\"Red, Green\"")]
    [InlineData("color", "99999999999")]
    [InlineData("days", "256")]
    [InlineData("days", "\"Monday, Nonsense\"")]
    [InlineData("wide", "-1")]
    public void A_value_of_another_kind_is_refused_with_its_path(string member, string json)
    {
        var fault = Assert.Throws<Tributary.Codec.CodecException>(() => Matrix.App.Codec("Scalars").Read($"{{\"{member}\":{json}}}"));
        Assert.Equal("$." + member, fault.Path);
        Assert.Equal(member.Length + 4, fault.Position);
    }

    [Fact]
    public void A_null_in_a_member_that_is_never_null_is_refused_when_written()
    {
        var codec = Matrix.App.Codec("Scalars");
        var value = codec.Read("{}");
        codec.Type.GetProperty("String")!.SetValue(value, null);
        var fault = Assert.Throws<Tributary.Codec.CodecException>(() => codec.Write(value));
        Assert.Contains("value.String is null", fault.Message, StringComparison.Ordinal);
    }
}
