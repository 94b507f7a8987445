using System.Text.Json;

namespace Tributary.Codec;

internal sealed class StringCodec : ScalarCodec<string>
{
    public override void Write(Utf8JsonWriter writer, string value) => writer.WriteStringValue(CodecWriter.NotNull(value));

    public override string Read(ref Utf8JsonReader reader) => CodecReader.GetString(ref reader);
}

internal sealed class CharCodec : ScalarCodec<char>
{
    public override void Write(Utf8JsonWriter writer, char value) => writer.WriteStringValue([value]);

    public override char Read(ref Utf8JsonReader reader)
        => CodecReader.GetString(ref reader) is [var single] ? single : throw new JsonException("expected a string of one character");
}

internal sealed class GuidCodec : ScalarCodec<Guid>
{
    public override void Write(Utf8JsonWriter writer, Guid value) => writer.WriteStringValue(value);

    public override Guid Read(ref Utf8JsonReader reader) => reader.GetGuid();
}

internal sealed class UriCodec : Codec<Uri>
{
    public override void Write(Utf8JsonWriter writer, Uri value) => writer.WriteStringValue(CodecWriter.NotNull(value).OriginalString);

    public override Uri Read(ref Utf8JsonReader reader) => new(CodecReader.GetString(ref reader), UriKind.RelativeOrAbsolute);

    public override Uri Copy(Uri value) => value;

    public override bool AreEqual(Uri x, Uri y) => string.Equals(x?.OriginalString, y?.OriginalString, StringComparison.Ordinal);
}

internal sealed class VersionCodec : ScalarCodec<Version>
{
    public override void Write(Utf8JsonWriter writer, Version value) => writer.WriteStringValue(CodecWriter.NotNull(value).ToString());

    public override Version Read(ref Utf8JsonReader reader) => Version.Parse(CodecReader.GetString(ref reader));
}

internal sealed class JsonElementCodec : Codec<JsonElement>
{
    public override void Write(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            writer.WriteNullValue();
        else
            value.WriteTo(writer);
    }

    public override JsonElement Read(ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader);

    // An element may belong to a document that its owner disposes of.
    public override JsonElement Copy(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? value : value.Clone();

    public override bool AreEqual(JsonElement x, JsonElement y)
        => x.ValueKind == JsonValueKind.Undefined || y.ValueKind == JsonValueKind.Undefined ? IsNull(x) && IsNull(y) : JsonElement.DeepEquals(x, y);

    private static bool IsNull(JsonElement element) => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
}
