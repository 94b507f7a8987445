using System.Text.Json;
using Tributary.Codec;

namespace Tributary.Sync;

/// <summary>Encodes decisions for the log. The snapshots inside are written as they are; an accepted one that equals the proposal is not repeated.</summary>
internal static class DecisionCodec
{
    public static byte[] Encode(UpdateDecision decision)
    {
        using var buffer = CodecBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteString("at"u8, decision.At);
        json.WriteNumber("k"u8, (int)decision.Kind);
        json.WriteString("e"u8, decision.Entity);
        Optional(json, "c"u8, decision.CanonicalId);
        json.WriteNumber("v"u8, decision.Version);
        json.WriteString("s"u8, decision.Source.System);
        json.WriteString("a"u8, decision.Source.Adapter);
        json.WriteString("n"u8, decision.Source.NativeId);
        if (decision.Source.Timestamp is { } timestamp)
            json.WriteString("st"u8, timestamp);
        if (decision.Source.Sequence is { } sequence)
            json.WriteNumber("sq"u8, sequence);
        json.WriteString("i"u8, decision.MessageId);
        Optional(json, "co"u8, decision.CorrelationId);
        Optional(json, "cd"u8, decision.Code);
        Optional(json, "r"u8, decision.Reason);
        Names(json, "cf"u8, decision.ChangedFields);
        Names(json, "mf"u8, decision.ModifiedFields);
        json.WriteNumber("l"u8, decision.Latency.Ticks);
        Raw(json, "p"u8, decision.Proposed);
        if (decision.Accepted.Span.SequenceEqual(decision.Proposed.Span))
            json.WriteBoolean("same"u8, true);
        else
            Raw(json, "x"u8, decision.Accepted);
        json.WriteEndObject();
        return buffer.ToArray();
    }

    public static UpdateDecision Decode(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var json = document.RootElement;
        var proposed = RawOf(json, "p");
        return new UpdateDecision
        {
            At = json.GetProperty("at").GetDateTimeOffset(),
            Kind = (DecisionKind)json.GetProperty("k").GetInt32(),
            Entity = json.GetProperty("e").GetString()!,
            CanonicalId = Text(json, "c"),
            Version = json.GetProperty("v").GetInt64(),
            Source = new UpdateSource(
                json.GetProperty("s").GetString()!,
                json.GetProperty("a").GetString()!,
                json.GetProperty("n").GetString()!,
                json.TryGetProperty("st", out var st) ? st.GetDateTimeOffset() : null,
                json.TryGetProperty("sq", out var sq) ? sq.GetInt64() : null),
            MessageId = json.GetProperty("i").GetString()!,
            CorrelationId = Text(json, "co"),
            Code = Text(json, "cd"),
            Reason = Text(json, "r"),
            ChangedFields = NamesOf(json, "cf"),
            ModifiedFields = NamesOf(json, "mf"),
            Latency = TimeSpan.FromTicks(json.GetProperty("l").GetInt64()),
            Proposed = proposed,
            Accepted = json.TryGetProperty("same", out _) ? proposed : RawOf(json, "x"),
        };
    }

    private static void Optional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Names(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var item in names)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }

    private static void Raw(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
            return;
        json.WritePropertyName(name);
        json.WriteRawValue(value.Span, skipInputValidation: true);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IReadOnlyList<string> NamesOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

    private static ReadOnlyMemory<byte> RawOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? System.Text.Encoding.UTF8.GetBytes(value.GetRawText()) : default;
}
