using System.Text.Json;
using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>
/// Histories and messages as JSON. Written by hand because the payloads inside are encoded already: they are written as they are, and on
/// reading they stay slices of the text until somebody wants the value.
/// </summary>
internal static class HistoryCodec
{
    private static readonly string[] s_kinds = Enum.GetNames<HistoryEventKind>();

    public static byte[] Encode(HistoryTurn turn)
    {
        using var buffer = CodecBuffer.Rent();
        Write(buffer.Writer, turn);
        return buffer.ToArray();
    }

    public static byte[] Encode(HistoryEvent e)
    {
        using var buffer = CodecBuffer.Rent();
        Write(buffer.Writer, e);
        return buffer.ToArray();
    }

    /// <exception cref="CodecException">The text is no turn.</exception>
    public static HistoryTurn DecodeTurn(ReadOnlyMemory<byte> json) => Decode(json, ReadTurn);

    /// <exception cref="CodecException">The text is no event.</exception>
    public static HistoryEvent DecodeEvent(ReadOnlyMemory<byte> json) => Decode(json, ReadEvent);

    public static void Write(Utf8JsonWriter json, HistoryTurn turn)
    {
        json.WriteStartObject();
        json.WriteString("at"u8, turn.At);
        json.WriteStartArray("events"u8);
        foreach (var e in turn.Events)
            Write(json, e);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static HistoryTurn ReadTurn(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source)
    {
        CodecReader.Expect(ref reader, JsonTokenType.StartObject);
        var at = default(DateTimeOffset);
        var events = new List<HistoryEvent>();
        while (CodecReader.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("at"u8))
            {
                reader.Read();
                at = reader.GetDateTimeOffset();
            }
            else if (reader.ValueTextEquals("events"u8))
            {
                reader.Read();
                ReadEvents(ref reader, source, events);
            }
            else
            {
                SkipMember(ref reader);
            }
        }

        return new HistoryTurn(at, events);
    }

    public static void Write(Utf8JsonWriter json, HistoryEvent e)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, s_kinds[(int)e.Kind]);
        if (e.Id >= 0)
            json.WriteNumber("id"u8, e.Id);
        if (e.Name is not null)
            json.WriteString("name"u8, e.Name);
        if (e.Version != 0)
            json.WriteNumber("version"u8, e.Version);
        if (e.Instance is not null)
            json.WriteString("instance"u8, e.Instance);
        if (e.Tag is not null)
            json.WriteString("tag"u8, e.Tag);
        if (e.At is { } at)
            json.WriteString("at"u8, at);
        if (e.Execution != 0)
            json.WriteNumber("execution"u8, e.Execution);
        if (!e.Payload.IsEmpty)
            WriteRaw(json, "payload"u8, e.Payload);
        if (!e.Options.IsEmpty)
            WriteRaw(json, "options"u8, e.Options);
        if (e.Failure is not null)
        {
            json.WritePropertyName("failure"u8);
            FailureCodec.Write(json, e.Failure);
        }

        if (e.Parent is { } parent)
        {
            json.WritePropertyName("parent"u8);
            ParentCodec.Write(json, parent);
        }

        if (e.Carried is { } carried)
            WriteCarried(json, carried);
        json.WriteEndObject();
    }

    public static HistoryEvent ReadEvent(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source)
    {
        CodecReader.Expect(ref reader, JsonTokenType.StartObject);
        HistoryEventKind? kind = null;
        var id = -1;
        int version = 0, execution = 0;
        string? name = null, instance = null, tag = null;
        DateTimeOffset? at = null;
        ReadOnlyMemory<byte> payload = default, options = default;
        FailureDetails? failure = null;
        ParentReference? parent = null;
        CarriedState? carried = null;
        while (CodecReader.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("kind"u8))
                kind = ReadKind(ref reader);
            else if (reader.ValueTextEquals("id"u8))
                id = ReadInt(ref reader);
            else if (reader.ValueTextEquals("name"u8))
                name = ReadText(ref reader);
            else if (reader.ValueTextEquals("version"u8))
                version = ReadInt(ref reader);
            else if (reader.ValueTextEquals("instance"u8))
                instance = ReadText(ref reader);
            else if (reader.ValueTextEquals("tag"u8))
                tag = ReadText(ref reader);
            else if (reader.ValueTextEquals("execution"u8))
                execution = ReadInt(ref reader);
            else if (reader.ValueTextEquals("payload"u8))
                payload = ReadRaw(ref reader, source);
            else if (reader.ValueTextEquals("options"u8))
                options = ReadRaw(ref reader, source);
            else if (reader.ValueTextEquals("at"u8))
            {
                reader.Read();
                at = reader.GetDateTimeOffset();
            }
            else if (reader.ValueTextEquals("failure"u8))
            {
                reader.Read();
                failure = FailureCodec.Read(ref reader);
            }
            else if (reader.ValueTextEquals("parent"u8))
            {
                reader.Read();
                parent = ParentCodec.Read(ref reader);
            }
            else if (reader.ValueTextEquals("carried"u8))
            {
                reader.Read();
                carried = ReadCarried(ref reader, source);
            }
            else
            {
                SkipMember(ref reader);
            }
        }

        var made = new HistoryEvent(kind ?? throw new JsonException("the event has no kind"))
        {
            Id = id,
            Name = name,
            Version = version,
            Instance = instance,
            Tag = tag,
            At = at,
            Execution = execution,
            Payload = payload,
            Options = options,
            Failure = failure,
            Parent = parent,
            Carried = carried,
        };
        return HistoryShape.Missing(made) is { } missing ? throw new JsonException($"{made.Kind} has no {missing}") : made;
    }

    private static void WriteCarried(Utf8JsonWriter json, CarriedState carried)
    {
        json.WriteStartObject("carried"u8);
        json.WriteStartArray("events"u8);
        foreach (var e in carried.Events)
            Write(json, e);
        json.WriteEndArray();
        json.WriteStartObject("state"u8);
        foreach (var (key, value) in carried.State)
        {
            json.WritePropertyName(key);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static CarriedState ReadCarried(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source)
    {
        CodecReader.Expect(ref reader, JsonTokenType.StartObject);
        var events = new List<HistoryEvent>();
        var state = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        while (CodecReader.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("events"u8))
            {
                reader.Read();
                ReadEvents(ref reader, source, events);
            }
            else if (reader.ValueTextEquals("state"u8))
            {
                reader.Read();
                CodecReader.Expect(ref reader, JsonTokenType.StartObject);
                while (CodecReader.NextMember(ref reader))
                {
                    var key = reader.GetString()!;
                    state[key] = ReadRaw(ref reader, source);
                }
            }
            else
            {
                SkipMember(ref reader);
            }
        }

        return new CarriedState(events, state);
    }

    private static void ReadEvents(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source, List<HistoryEvent> events)
    {
        CodecReader.Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            events.Add(ReadEvent(ref reader, source));
    }

    private static HistoryEventKind ReadKind(ref Utf8JsonReader reader)
    {
        var text = ReadText(ref reader);
        var index = Array.IndexOf(s_kinds, text);
        return index >= 0 ? (HistoryEventKind)index : throw new JsonException($"'{text}' is no kind of event");
    }

    private static int ReadInt(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }

    private static string ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return CodecReader.GetString(ref reader);
    }

    private static void SkipMember(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.Span, skipInputValidation: true);
    }

    private static ReadOnlyMemory<byte> ReadRaw(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return source[start..(int)reader.BytesConsumed];
    }

    private delegate T Reading<T>(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source);

    private static T Decode<T>(ReadOnlyMemory<byte> json, Reading<T> read)
    {
        var reader = CodecReader.Open(json.Span, s_limits, typeof(T));
        try
        {
            CodecReader.First(ref reader);
            var value = read(ref reader, json);
            CodecReader.End(ref reader);
            return value;
        }
        catch (Exception e) when (CodecReader.IsFormatFault(e))
        {
            throw new CodecException(typeof(T), reader.TokenStartIndex, "$", e.Message, e);
        }
    }

    // A turn holds payloads that are themselves as deep and, together, larger than one payload may be.
    private static readonly CodecLimits s_limits = new(int.MaxValue, CodecLimits.Default.MaxDepth + 8);
}
