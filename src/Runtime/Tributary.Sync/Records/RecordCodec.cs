using System.Collections.Immutable;
using System.Text.Json;
using Tributary.Codec;

namespace Tributary.Sync;

/// <summary>
/// Encodes entity records. Written by hand because the models inside are already encoded: they are written as they are and decoded
/// only when looked at.
/// </summary>
internal sealed class RecordCodec<T>(EntityModel<T> model)
    where T : class, IFlowEntity
{
    public byte[] Encode(EntityRecord<T> record)
    {
        using var buffer = CodecBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteNumber("v"u8, record.Version);
        json.WritePropertyName("c"u8);
        json.WriteRawValue(record.Canonical.Json.Span, skipInputValidation: true);
        json.WriteStartArray("l"u8);
        foreach (var link in record.Links)
            WriteLink(json, link, model);
        json.WriteEndArray();
        json.WriteEndObject();
        return buffer.ToArray();
    }

    public EntityRecord<T> Decode(string id, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var links = ImmutableArray.CreateBuilder<SystemLink<T>>();
        foreach (var link in root.GetProperty("l"u8).EnumerateArray())
            links.Add(ReadLink(link));
        return new EntityRecord<T>(id, root.GetProperty("v"u8).GetInt64(), ReadSnapshot(root.GetProperty("c"u8)), links.ToImmutable());
    }

    public Snapshot<T> Freeze(T entity) => new(entity, model.Codec.Encode(entity));

    private static void WriteLink(Utf8JsonWriter json, SystemLink<T> link, EntityModel<T> model)
    {
        json.WriteStartObject();
        json.WriteString("s"u8, link.System);
        if (link.NativeId is not null)
            json.WriteString("n"u8, link.NativeId);
        if (link.Exchanged is not null)
            WriteSnapshot(json, "x"u8, link.Exchanged);
        if (link.Crossed is not null)
            WriteSnapshot(json, "d"u8, link.Crossed);
        if (link.Acked != 0)
            json.WriteNumber("k"u8, link.Acked);
        if (link.Whole.Token != 0)
        {
            json.WritePropertyName("t"u8);
            WriteStamp(json, link.Whole);
        }

        if (!link.FieldStamps.IsEmpty)
        {
            json.WriteStartObject("ft"u8);
            foreach (var (field, stamp) in link.FieldStamps)
            {
                json.WritePropertyName(model.Fields[field].WireName);
                WriteStamp(json, stamp);
            }

            json.WriteEndObject();
        }

        if (link.LastPush != 0)
            json.WriteNumber("o"u8, link.LastPush);
        if (!link.Pending.IsEmpty)
        {
            json.WriteStartArray("p"u8);
            foreach (var push in link.Pending)
            {
                json.WriteStartObject();
                json.WriteNumber("v"u8, push.Version);
                json.WriteNumber("o"u8, push.Number);
                json.WriteNumber("h"u8, push.Heard);
                WriteSnapshot(json, "m"u8, push.Model);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (!link.Past.IsEmpty)
        {
            json.WriteStartArray("b"u8);
            foreach (var past in link.Past)
            {
                json.WriteStartObject();
                json.WriteNumber("a"u8, past.ReplacedBy);
                WriteSnapshot(json, "m"u8, past.Model);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (link.Corrected is { } corrected)
        {
            json.WriteStartArray("r"u8);
            json.WriteNumberValue(corrected.Hash);
            json.WriteNumberValue(corrected.Times);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private SystemLink<T> ReadLink(JsonElement json)
    {
        var link = new SystemLink<T>(json.GetProperty("s"u8).GetString()!, json.TryGetProperty("n"u8, out var n) ? n.GetString() : null)
        {
            Exchanged = json.TryGetProperty("x"u8, out var x) ? ReadSnapshot(x) : null,
            Crossed = json.TryGetProperty("d"u8, out var d) ? ReadSnapshot(d) : null,
            Acked = json.TryGetProperty("k"u8, out var k) ? k.GetInt64() : 0,
            Whole = json.TryGetProperty("t"u8, out var t) ? ReadStamp(t) : default,
            LastPush = json.TryGetProperty("o"u8, out var o) ? o.GetInt64() : 0,
        };
        if (json.TryGetProperty("ft"u8, out var stamps))
        {
            link = link with
            {
                FieldStamps = stamps.EnumerateObject()
                    .Select(p => (Field: model.OrdinalOf(p.Name), Stamp: ReadStamp(p.Value)))
                    .Where(p => p.Field >= 0)
                    .ToImmutableDictionary(p => p.Field, p => p.Stamp),
            };
        }

        if (json.TryGetProperty("p"u8, out var pending))
        {
            link = link with
            {
                Pending = [.. pending.EnumerateArray().Select(p => new PendingPush<T>(
                    p.GetProperty("v"u8).GetInt64(), p.GetProperty("o"u8).GetInt64(), p.GetProperty("h"u8).GetInt64(), ReadSnapshot(p.GetProperty("m"u8))))],
            };
        }

        if (json.TryGetProperty("b"u8, out var past))
        {
            link = link with
            {
                Past = [.. past.EnumerateArray().Select(p => new PastState<T>(p.GetProperty("a"u8).GetInt64(), ReadSnapshot(p.GetProperty("m"u8))))],
            };
        }

        return json.TryGetProperty("r"u8, out var r) ? link with { Corrected = new Correction(r[0].GetUInt64(), r[1].GetInt32()) } : link;
    }

    // Most systems give neither a sequence nor a time, so most stamps are a number.
    private static void WriteStamp(Utf8JsonWriter json, in Stamp stamp)
    {
        if (stamp is { Sequence: null, Timestamp: null })
        {
            json.WriteNumberValue(stamp.Token);
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("t"u8, stamp.Token);
        if (stamp.Sequence is { } sequence)
            json.WriteNumber("q"u8, sequence);
        if (stamp.Timestamp is { } timestamp)
            json.WriteString("ts"u8, timestamp);
        json.WriteEndObject();
    }

    private static Stamp ReadStamp(JsonElement json) => json.ValueKind == JsonValueKind.Number
        ? new Stamp(json.GetInt64(), null, null)
        : new Stamp(
            json.GetProperty("t"u8).GetInt64(),
            json.TryGetProperty("q"u8, out var sequence) ? sequence.GetInt64() : null,
            json.TryGetProperty("ts"u8, out var timestamp) ? timestamp.GetDateTimeOffset() : null);

    private static void WriteSnapshot(Utf8JsonWriter json, ReadOnlySpan<byte> name, Snapshot<T> snapshot)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(snapshot.Json.Span, skipInputValidation: true);
    }

    private Snapshot<T> ReadSnapshot(JsonElement json)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(json.GetRawText());
        return new Snapshot<T>(model.Codec.Decode(bytes), bytes);
    }
}
