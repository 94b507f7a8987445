using System.Text;
using Tributary.Codec;

namespace Tributary.Generators.Tests.Codec;

public sealed class HostileInputTests
{
    private static readonly string[] s_documents =
    [
        """{"name":"root","children":[{"name":"a","children":[],"other":null},{"name":"\u00e9","other":{"name":"x"}}],"extra":[1,{"a":[true,false,null,1.5e3]}]}""",
        """{"main":{"$type":"circle","label":"l","radius":1},"shapes":[{"label":null,"parts":[{"side":2,"$type":"square"}],"$type":"group"}],"pet":{"$type":"cat","legs":3},"unit":{"$type":"g","amount":1.50}}""",
        """{"array":[1,2],"list":["a",null],"map":{"a b":{"name":"x","rank":null}},"guidMap":{"0123abcd-0000-0000-0000-0123456789ab":[1]},"tuple":[1,"a"],"pair":{"key":"k","value":3},"tags":["x"],"set":["a"],"enumMap":{"Red":1}}""",
        """{"bool":true,"int":-5,"int128":-170141183460469231731687303715884105728,"half":1.5,"float":3.4E+38,"decimal":1.10,"char":"c","guid":"0123abcd-0000-0000-0000-0123456789ab","dateTime":"2026-01-02T03:04:05.1Z","dateOnly":"2026-01-01","timeSpan":"1.02:03:04","uri":"https://example.org/","version":"1.2","bytes":"AAEC/w==","json":{"a":[1]},"color":"Green","days":"Monday, Tuesday","maybeInt":null}""",
    ];

    private static readonly string[] s_codecs = ["Tree", "Drawing", "Collections", "Scalars"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Damaged_documents_decode_or_are_refused_and_never_fail_otherwise(int seed)
    {
        var random = new Random(seed);
        var codecs = s_codecs.Select(static name => Matrix.App.Codec(name)).ToArray();
        var texts = s_documents.Select(Encoding.UTF8.GetBytes).ToArray();
        var refused = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 5_000; round++)
        {
            var document = random.Next(texts.Length);
            var damaged = Damage(texts, document, random);
            try
            {
                codecs[random.Next(8) == 0 ? random.Next(codecs.Length) : document].Read(damaged);
            }
            catch (CodecException e)
            {
                refused++;
                Assert.InRange(e.Position, 0, damaged.Length);
                Assert.StartsWith("$", e.Path, StringComparison.Ordinal);
            }
        }

        // Both outcomes happen, and no round took more than some tens of kilobytes.
        Assert.InRange(refused, 1_000, 4_990);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000L * 64 * 1024);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"children\":[")]
    [InlineData("{\"other\":")]
    [InlineData("{\"unknown\":[")]
    public void Deep_nesting_is_refused(string level)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(level, 100_000)));
        Assert.Throws<CodecException>(() => Matrix.App.Codec("Tree").Read(text));
    }

    [Fact]
    public void A_limit_that_the_stack_cannot_bear_still_ends_in_a_refusal()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"other\":", 500_000)));
        var fault = Assert.Throws<CodecException>(() => Matrix.App.Codec("Tree").Read(text, new(int.MaxValue, int.MaxValue)));
        Assert.True(fault.Path.Length < 2_000);
    }

    [Fact]
    public void What_is_encoded_is_never_too_deep_to_be_decoded()
    {
        var codec = Matrix.App.Codec("Tree");
        dynamic tree = codec.Read("{}");
        for (var depth = 1; depth < 64; depth++)
        {
            dynamic parent = codec.Read("{\"children\":[]}");
            parent.Other = tree;
            tree = parent;
        }

        var fault = Assert.Throws<CodecException>(() => { codec.Write(tree); });
        Assert.StartsWith("Cannot encode Tree", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_string_of_ten_megabytes_is_decoded_and_one_beyond_the_limit_is_refused_unread()
    {
        var codec = Matrix.App.Codec("Tree");
        var text = Encoding.UTF8.GetBytes("{\"name\":\"" + new string('a', 10 * 1024 * 1024) + "\"}");
        dynamic tree = codec.Read(text);
        Assert.Equal(10 * 1024 * 1024, ((string)tree.Name).Length);
        var fault = Assert.Throws<CodecException>(() => codec.Read(text, new(1024, 64)));
        Assert.Contains("at most 1024", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_one_megabyte_makes_no_message_of_one_megabyte()
    {
        var text = Encoding.UTF8.GetBytes("{\"" + new string('a', 1024 * 1024) + "\":}");
        Assert.True(Assert.Throws<CodecException>(() => Matrix.App.Codec("Tree").Read(text)).Message.Length < 2_000);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    public void Text_that_is_no_UTF_8_is_refused(byte[] bytes)
    {
        byte[] text = [.. "{\"name\":\""u8, .. bytes, .. "\"}"u8];
        var fault = Assert.Throws<CodecException>(() => Matrix.App.Codec("Tree").Read(text));
        Assert.Equal("$.name", fault.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"name\":\"a\",}")]
    [InlineData("{/* comment */}")]
    public void A_text_that_is_no_single_object_is_refused(string text)
        => Assert.Equal("$", Assert.Throws<CodecException>(() => Matrix.App.Codec("Tree").Read(text)).Path.Split('.')[0]);

    [Fact]
    public void The_position_counts_from_the_start_of_a_text_of_many_lines()
    {
        const string text = "{\n  \"name\": \"a\",\n  \"children\": [\n    { \"name\": x }\n  ]\n}";
        var fault = Assert.Throws<CodecException>(() => Matrix.App.Codec("Tree").Read(text));
        Assert.Equal(text.IndexOf('x', StringComparison.Ordinal), fault.Position);
        Assert.Equal("$.children[0].name", fault.Path);
    }

    private static byte[] Damage(byte[][] texts, int document, Random random)
    {
        var text = texts[document].ToList();
        for (var times = random.Next(1, 4); times > 0 && text.Count > 0; times--)
        {
            var at = random.Next(text.Count);
            switch (random.Next(6))
            {
                case 0:
                    text[at] = (byte)random.Next(256);
                    break;
                case 1:
                    text[at] = "{}[]\",:0-eE.\\tfn\0"u8[random.Next(17)];
                    break;
                case 2:
                    text.RemoveRange(at, text.Count - at);
                    break;
                case 3:
                    text.RemoveRange(at, Math.Min(random.Next(8), text.Count - at));
                    break;
                case 4:
                    text.InsertRange(at, text.GetRange(at, Math.Min(random.Next(40), text.Count - at)));
                    break;
                default:
                    var other = texts[random.Next(texts.Length)];
                    var start = random.Next(other.Length);
                    text.InsertRange(at, other[start..Math.Min(other.Length, start + random.Next(60))]);
                    break;
            }
        }

        return [.. text];
    }
}
