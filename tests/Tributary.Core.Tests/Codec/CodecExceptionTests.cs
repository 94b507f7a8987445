using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Tributary.Codec;

namespace Tributary.Core.Tests.Codec;

public sealed class CodecExceptionTests
{
    private static readonly NodeCodec s_codec = new();

    [Theory]
    [InlineData("""{"number":"x"}""", "$.number", 10)]
    [InlineData("""{"children":[{"number":1},{"number":true}]}""", "$.children[1].number", 36)]
    [InlineData("""{"number":1,"children":[{},{"children":[{},{},7]}]}""", "$.children[1].children[2]", 46)]
    [InlineData("""{"number":99999999999}""", "$.number", 10)]
    [InlineData("""[]""", "$", 0)]
    [InlineData("""7""", "$", 0)]
    [InlineData("""{"children":{}}""", "$.children", 12)]
    public void A_value_of_another_shape_is_named_by_its_path_and_its_first_byte(string json, string path, int position)
    {
        var fault = Fault(json);
        Assert.Equal((path, (long)position, typeof(Node)), (fault.Path, fault.Position, fault.Type));
        Assert.Contains($"Cannot decode Node at {path} (byte {position}): ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"number":1,"children":[{"number":#}]}""", "$.children[0].number", 34)]
    [InlineData("{\n  \"number\": 1,\n  \"children\": [\n    {\"number\": #}]}", "$.children[0].number", 48)]
    [InlineData("{\"number\":1} x", "$", 13)]
    [InlineData("", "$", 0)]
    public void Malformed_text_is_named_by_the_byte_at_which_it_breaks(string json, string path, int position)
    {
        var fault = Fault(json);
        Assert.Equal((path, (long)position), (fault.Path, fault.Position));
        Assert.DoesNotContain("LineNumber", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_is_a_codec_exception_inside_the_text()
    {
        var whole = s_codec.Encode(new Node { Number = 1, Children = { new Node { Number = 2 }, new Node { Children = { new Node() } } } });
        for (var length = 0; length < whole.Length; length++)
        {
            var fault = Assert.Throws<CodecException>(() => s_codec.Decode(whole.AsSpan(0, length)));
            Assert.InRange(fault.Position, 0, length);
        }
    }

    [Fact]
    public void Too_large_and_too_deep_are_refused()
    {
        var large = Assert.Throws<CodecException>(() => s_codec.Decode(new byte[101], new CodecLimits(100, 64)));
        Assert.Contains("has 101 bytes, and at most 100 are accepted", large.Message, StringComparison.Ordinal);

        var deep = string.Concat(Enumerable.Repeat("""{"children":[""", 40));
        Assert.Contains("depth", Fault(deep).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_path_stays_short_when_a_name_is_long()
    {
        var fault = Fault($$"""{"{{new string('n', 10_000)}}":#}""");
        Assert.InRange(fault.Path.Length, 60, 80);
    }

    [Fact]
    public void Any_bytes_decode_or_give_a_codec_exception()
    {
        var fragments = Gen.Elements("{", "}", "[", "]", ":", ",", "\"number\"", "\"children\"", "1", "-", "\"", "\\u12", "null", "\n", "\xff", " ");
        Prop.ForAll(fragments.ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var bytes = Encoding.Latin1.GetBytes(text);
            try
            {
                s_codec.Decode(bytes);
            }
            catch (CodecException e)
            {
                Assert.InRange(e.Position, 0, bytes.Length);
            }
        }).QuickCheckThrowOnFailure();
    }

    private static CodecException Fault(string json) => Assert.Throws<CodecException>(() => s_codec.Decode(Encoding.UTF8.GetBytes(json)));

    private sealed class Node
    {
        public int Number { get; set; }

        public List<Node> Children { get; } = [];
    }

    /// <summary>Written as the generator writes codecs.</summary>
    private sealed class NodeCodec : Codec<Node>
    {
        public override void Write(Utf8JsonWriter writer, Node value)
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", value.Number);
            writer.WriteStartArray("children");
            foreach (var child in value.Children)
                Write(writer, child);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        public override Node Read(ref Utf8JsonReader reader)
        {
            CodecReader.Expect(ref reader, JsonTokenType.StartObject);
            var node = new Node();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var isNumber = reader.ValueTextEquals("number");
                var isChildren = reader.ValueTextEquals("children");
                reader.Read();
                if (isNumber)
                {
                    node.Number = reader.GetInt32();
                }
                else if (isChildren)
                {
                    CodecReader.Expect(ref reader, JsonTokenType.StartArray);
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                        node.Children.Add(Read(ref reader));
                }
                else
                {
                    reader.Skip();
                }
            }

            return node;
        }

        public override Node Copy(Node value) => throw new NotSupportedException();

        public override bool AreEqual(Node x, Node y) => throw new NotSupportedException();
    }
}
