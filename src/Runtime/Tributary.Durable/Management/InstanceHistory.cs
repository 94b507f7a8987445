using System.Text.Json;
using Tributary.Codec;
using Tributary.Orchestrations;

namespace Tributary;

/// <summary>An instance with the history of its current or last execution. As JSON it is a fixture for replay tests.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Turns">The turns, oldest first.</param>
public sealed record InstanceHistory(InstanceInfo Instance, IReadOnlyList<HistoryTurn> Turns)
{
    /// <summary>The events, oldest first.</summary>
    public IEnumerable<HistoryEvent> Events => Turns.SelectMany(static turn => turn.Events);

    /// <summary>The calls, timers and children that have not ended.</summary>
    public IReadOnlyList<HistoryEvent> Pending
    {
        get
        {
            var open = new SortedDictionary<int, HistoryEvent>();
            foreach (var e in Events)
            {
                if (e.Kind is HistoryEventKind.ActivityScheduled or HistoryEventKind.TimerCreated or HistoryEventKind.ChildScheduled)
                    open[e.Id] = e;
                else if (e.Kind is HistoryEventKind.OperationCancelled or <= HistoryEventKind.ChildFailed)
                    open.Remove(e.Id);
            }

            return [.. open.Values];
        }
    }

    /// <summary>The history as UTF-8 JSON.</summary>
    public byte[] Export()
    {
        using var buffer = CodecBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteString("id"u8, Instance.Id);
        json.WritePropertyName("instance"u8);
        json.WriteRawValue(InstanceCodec.Encode(Instance), skipInputValidation: true);
        json.WriteStartArray("turns"u8);
        foreach (var turn in Turns)
            HistoryCodec.Write(json, turn);
        json.WriteEndArray();
        json.WriteEndObject();
        return buffer.ToArray();
    }

    /// <summary>Reads what <see cref="Export"/> wrote.</summary>
    /// <exception cref="CodecException">The text is no history.</exception>
    public static InstanceHistory Import(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var instance = InstanceCodec.Decode(
                root.GetProperty("id"u8).GetString() ?? throw new JsonException("the instance has no id"), RawBytes(root.GetProperty("instance"u8)));
            var turns = root.GetProperty("turns"u8).EnumerateArray().Select(static turn => HistoryCodec.DecodeTurn(RawBytes(turn))).ToList();
            return new InstanceHistory(instance, turns);
        }
        catch (Exception e) when (CodecReader.IsFormatFault(e) || e is KeyNotFoundException)
        {
            throw new CodecException(typeof(InstanceHistory), 0, "$", e.Message, e);
        }
    }

    private static byte[] RawBytes(JsonElement element) => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element).ToArray();
}

/// <summary>An instance with its children.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Children">The children of its current or last execution, in the order of their calls.</param>
public sealed record InstanceTree(InstanceInfo Instance, IReadOnlyList<InstanceTree> Children);
