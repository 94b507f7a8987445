using System.Text.Json;
using Tributary.Codec;

namespace Tributary.Sync;

/// <summary>An update on its way to a decision. Parking, deferring and healing keep everything in it.</summary>
internal sealed record InboundUpdate
{
    public required string Entity { get; init; }

    public required string System { get; init; }

    public required string Adapter { get; init; }

    public required string NativeId { get; init; }

    public required string MessageId { get; init; }

    /// <summary>The wire names of the fields that were sent; null for a whole record.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public long? Sequence { get; init; }

    public string? CorrelationId { get; init; }

    public string? CausationId { get; init; }

    public IReadOnlyDictionary<string, string>? Properties { get; init; }

    /// <summary>The number of the last acknowledgement when it was sent; pushes acknowledged later were not seen by it.</summary>
    public long AckNumber { get; init; }

    /// <summary>The arrival token of the first arrival; 0 on it.</summary>
    public long Token { get; init; }

    /// <summary>When it first arrived; null on the first arrival.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>How often it was deferred.</summary>
    public int Deferrals { get; init; }

    /// <summary>Why it is parked.</summary>
    public string? ParkedCode { get; init; }

    /// <summary>The evidence for a person.</summary>
    public string? ParkedReason { get; init; }

    /// <summary>When it is given up.</summary>
    public DateTimeOffset? ParkedUntil { get; init; }

    /// <summary>The native model, encoded.</summary>
    public required ReadOnlyMemory<byte> Model { get; init; }

    public UpdateSource Source => new(System, Adapter, NativeId, Timestamp, Sequence);

    /// <summary>The update without what it waited for.</summary>
    public InboundUpdate Healed() => this with { ParkedCode = null, ParkedReason = null, ParkedUntil = null };

    public byte[] Encode()
    {
        using var buffer = CodecBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteString("e"u8, Entity);
        json.WriteString("s"u8, System);
        json.WriteString("a"u8, Adapter);
        json.WriteString("n"u8, NativeId);
        json.WriteString("i"u8, MessageId);
        if (Fields is not null)
        {
            json.WriteStartArray("f"u8);
            foreach (var field in Fields)
                json.WriteStringValue(field);
            json.WriteEndArray();
        }

        if (Timestamp is { } timestamp)
            json.WriteString("ts"u8, timestamp);
        if (Sequence is { } sequence)
            json.WriteNumber("q"u8, sequence);
        if (CorrelationId is not null)
            json.WriteString("co"u8, CorrelationId);
        if (CausationId is not null)
            json.WriteString("ca"u8, CausationId);
        if (Properties is { Count: > 0 })
        {
            json.WriteStartObject("x"u8);
            foreach (var (name, value) in Properties)
                json.WriteString(name, value);
            json.WriteEndObject();
        }

        json.WriteNumber("k"u8, AckNumber);
        if (Token != 0)
            json.WriteNumber("t"u8, Token);
        if (ReceivedAt is { } received)
            json.WriteString("r"u8, received);
        if (Deferrals != 0)
            json.WriteNumber("d"u8, Deferrals);
        if (ParkedCode is not null)
            json.WriteString("pc"u8, ParkedCode);
        if (ParkedReason is not null)
            json.WriteString("pr"u8, ParkedReason);
        if (ParkedUntil is { } until)
            json.WriteString("pu"u8, until);
        json.WritePropertyName("m"u8);
        json.WriteRawValue(Model.Span, skipInputValidation: true);
        json.WriteEndObject();
        return buffer.ToArray();
    }

    /// <summary>Decodes an update.</summary>
    /// <exception cref="JsonException">The bytes are not an update.</exception>
    public static InboundUpdate Decode(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = CodecLimits.Default.MaxDepth + 2 });
        var update = new Parts();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("an update is an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan.Length switch
            {
                1 => (char)reader.ValueSpan[0],
                2 => (char)((reader.ValueSpan[0] << 7) | reader.ValueSpan[1]),
                _ => '\0',
            };
            reader.Read();
            update.Set(name, ref reader, body);
        }

        return update.Build();
    }

    /// <summary>Gathers the members of an update while it is read.</summary>
    private ref struct Parts
    {
        private string? _entity, _system, _adapter, _nativeId, _messageId, _correlation, _causation, _parkedCode, _parkedReason;
        private List<string>? _fields;
        private DateTimeOffset? _timestamp, _received, _parkedUntil;
        private long? _sequence;
        private long _ack, _token;
        private int _deferrals;
        private Dictionary<string, string>? _properties;
        private ReadOnlyMemory<byte> _model;

        public void Set(char name, ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
        {
            switch (name)
            {
                case 'e': _entity = reader.GetString(); break;
                case 's': _system = reader.GetString(); break;
                case 'a': _adapter = reader.GetString(); break;
                case 'n': _nativeId = reader.GetString(); break;
                case 'i': _messageId = reader.GetString(); break;
                case 'f': _fields = ReadFields(ref reader); break;
                case 'q': _sequence = reader.GetInt64(); break;
                case 'x': _properties = ReadProperties(ref reader); break;
                case 'k': _ack = reader.GetInt64(); break;
                case 't': _token = reader.GetInt64(); break;
                case 'r': _received = reader.GetDateTimeOffset(); break;
                case 'd': _deferrals = reader.GetInt32(); break;
                case Timestamped: _timestamp = reader.GetDateTimeOffset(); break;
                case Correlation: _correlation = reader.GetString(); break;
                case Causation: _causation = reader.GetString(); break;
                case Code: _parkedCode = reader.GetString(); break;
                case Reason: _parkedReason = reader.GetString(); break;
                case Until: _parkedUntil = reader.GetDateTimeOffset(); break;
                case 'm':
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    _model = body[start..(int)reader.BytesConsumed];
                    break;
                default: reader.Skip(); break;
            }
        }

        private const char Timestamped = (char)(('t' << 7) | 's');
        private const char Correlation = (char)(('c' << 7) | 'o');
        private const char Causation = (char)(('c' << 7) | 'a');
        private const char Code = (char)(('p' << 7) | 'c');
        private const char Reason = (char)(('p' << 7) | 'r');
        private const char Until = (char)(('p' << 7) | 'u');

        public readonly InboundUpdate Build() => new()
        {
            Entity = _entity ?? throw Missing("e"),
            System = _system ?? throw Missing("s"),
            Adapter = _adapter ?? throw Missing("a"),
            NativeId = _nativeId ?? throw Missing("n"),
            MessageId = _messageId ?? throw Missing("i"),
            Fields = _fields,
            Timestamp = _timestamp,
            Sequence = _sequence,
            CorrelationId = _correlation,
            CausationId = _causation,
            Properties = _properties,
            AckNumber = _ack,
            Token = _token,
            ReceivedAt = _received,
            Deferrals = _deferrals,
            ParkedCode = _parkedCode,
            ParkedReason = _parkedReason,
            ParkedUntil = _parkedUntil,
            Model = _model.IsEmpty ? throw Missing("m") : _model,
        };

        private static JsonException Missing(string name) => new($"the update has no member '{name}'");

        private static List<string> ReadFields(ref Utf8JsonReader reader)
        {
            var names = new List<string>();
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
                names.Add(reader.GetString()!);
            return names;
        }

        private static Dictionary<string, string> ReadProperties(ref Utf8JsonReader reader)
        {
            var properties = new Dictionary<string, string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                properties[name] = reader.GetString() ?? "";
            }

            return properties;
        }
    }
}
