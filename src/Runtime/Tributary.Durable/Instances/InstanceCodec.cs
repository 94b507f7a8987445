using System.Text.Json;
using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>What is known of an instance, as the document that is stored.</summary>
internal static class InstanceCodec
{
    public static byte[] Encode(InstanceInfo info)
    {
        using var buffer = CodecBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteString("name"u8, info.Name);
        json.WriteNumber("version"u8, info.Version);
        json.WriteNumber("execution"u8, info.Execution);
        json.WriteString("status"u8, info.Status.ToString());
        json.WriteString("created"u8, info.CreatedAt);
        json.WriteString("updated"u8, info.UpdatedAt);
        WriteRaw(json, "input"u8, info.Input);
        WriteRaw(json, "result"u8, info.Result);
        WriteRaw(json, "custom"u8, info.CustomStatus);
        if (info.Failure is not null)
        {
            json.WritePropertyName("failure"u8);
            FailureCodec.Write(json, info.Failure);
        }

        if (info.Difference is { } difference)
        {
            json.WriteStartObject("difference"u8);
            json.WriteNumber("index"u8, difference.Index);
            json.WriteString("expected"u8, difference.Expected);
            json.WriteString("actual"u8, difference.Actual);
            json.WriteString("frame"u8, difference.Frame);
            json.WriteEndObject();
        }

        if (info.Parent is { } parent)
        {
            json.WritePropertyName("parent"u8);
            ParentCodec.Write(json, parent);
        }

        json.WriteEndObject();
        return buffer.ToArray();
    }

    /// <exception cref="CodecException">The text is no instance.</exception>
    public static InstanceInfo Decode(string id, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(id, document.RootElement);
        }
        catch (Exception e) when (CodecReader.IsFormatFault(e) || e is KeyNotFoundException)
        {
            throw new CodecException(typeof(InstanceInfo), 0, "$", e.Message, e);
        }
    }

    private static InstanceInfo Read(string id, JsonElement root) =>
        new()
        {
            Id = id,
            Name = Text(root, "name"u8),
            Version = root.GetProperty("version"u8).GetInt32(),
            Execution = root.GetProperty("execution"u8).GetInt32(),
            Status = Enum.Parse<InstanceStatus>(Text(root, "status"u8)),
            CreatedAt = root.GetProperty("created"u8).GetDateTimeOffset(),
            UpdatedAt = root.GetProperty("updated"u8).GetDateTimeOffset(),
            Input = Raw(root, "input"u8),
            Result = Raw(root, "result"u8),
            CustomStatus = Raw(root, "custom"u8),
            Failure = root.TryGetProperty("failure"u8, out var failure) ? ReadFailure(failure) : null,
            Difference = root.TryGetProperty("difference"u8, out var difference) ? ReadDifference(difference) : null,
            Parent = root.TryGetProperty("parent"u8, out var parent) ? ReadParent(parent) : null,
        };

    private static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
            return;
        json.WritePropertyName(name);
        json.WriteRawValue(value.Span, skipInputValidation: true);
    }

    private static ReadOnlyMemory<byte> Raw(JsonElement root, ReadOnlySpan<byte> name) =>
        root.TryGetProperty(name, out var value) ? System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value).ToArray() : default(ReadOnlyMemory<byte>);

    private static string Text(JsonElement element, ReadOnlySpan<byte> name) =>
        element.GetProperty(name).GetString() ?? throw new JsonException("null is not allowed here");

    private static FailureDetails ReadFailure(JsonElement failure)
    {
        var reader = Reader(failure);
        return FailureCodec.Read(ref reader);
    }

    private static HistoryDifference ReadDifference(JsonElement difference) => new(
        difference.GetProperty("index"u8).GetInt32(), Text(difference, "expected"u8), Text(difference, "actual"u8), difference.GetProperty("frame"u8).GetString());

    private static ParentReference ReadParent(JsonElement parent)
    {
        var reader = Reader(parent);
        return ParentCodec.Read(ref reader);
    }

    private static Utf8JsonReader Reader(JsonElement element)
    {
        var reader = new Utf8JsonReader(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element));
        reader.Read();
        return reader;
    }
}
