using System.Runtime.InteropServices;
using System.Text.Json;
using Tributary.Codec;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>Schedules as documents, and the message that waits for the next time.</summary>
internal static class ScheduleCodec
{
    public static byte[] Encode(ScheduleInfo info)
    {
        using var buffer = CodecBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteString("schedule"u8, info.Schedule.ToString());
        json.WriteString("orchestration"u8, info.Orchestration);
        json.WriteNumber("version"u8, info.Version);
        json.WritePropertyName("input"u8);
        json.WriteRawValue(info.Input.Span, skipInputValidation: true);
        json.WriteString("overlap"u8, info.Overlap.ToString());
        json.WriteBoolean("paused"u8, info.IsPaused);
        json.WriteString("set"u8, info.SetAt);
        if (info.Next is { } next)
            json.WriteString("next"u8, next);
        if (info.LastInstanceId is { } last)
            json.WriteString("last"u8, last);
        json.WriteNumber("started"u8, info.Started);
        json.WriteNumber("skipped"u8, info.Skipped);
        json.WriteString("change"u8, info.Change);
        json.WriteEndObject();
        return buffer.ToArray();
    }

    public static ScheduleInfo Decode(string name, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return new ScheduleInfo
        {
            Name = name,
            Schedule = Schedule.Parse(root.GetProperty("schedule"u8).GetString()!),
            Orchestration = root.GetProperty("orchestration"u8).GetString()!,
            Version = root.GetProperty("version"u8).GetInt32(),
            Input = JsonMarshal.GetRawUtf8Value(root.GetProperty("input"u8)).ToArray(),
            Overlap = Enum.Parse<OverlapPolicy>(root.GetProperty("overlap"u8).GetString()!),
            IsPaused = root.GetProperty("paused"u8).GetBoolean(),
            SetAt = root.GetProperty("set"u8).GetDateTimeOffset(),
            Next = root.TryGetProperty("next"u8, out var next) ? next.GetDateTimeOffset() : null,
            LastInstanceId = root.TryGetProperty("last"u8, out var last) ? last.GetString() : null,
            Started = root.GetProperty("started"u8).GetInt64(),
            Skipped = root.GetProperty("skipped"u8).GetInt64(),
            Change = root.GetProperty("change"u8).GetString()!,
        };
    }

    /// <summary>The message that wakes a schedule. Its body says to which change of the schedule it belongs.</summary>
    public static OutgoingMessage Tick(ScheduleInfo info) =>
        new(Address(info.Name), Codecs.String.Encode(info.Change)) { VisibleFrom = info.Next };

    /// <summary>Where the messages of a schedule lie.</summary>
    public static MessageAddress Address(string name) => new(DurableNames.Schedules, name);
}
