using System.Text.Json;
using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>The state of a circuit as it is stored.</summary>
/// <param name="Failures">Failures in a row.</param>
/// <param name="OpenedAt">When it was opened; null while it is closed.</param>
/// <param name="Probe">The call that is let through to try, or null.</param>
/// <param name="ProbeAt">Since when.</param>
/// <param name="LastReports">The calls that have told last, oldest first.</param>
internal sealed record BreakerState(int Failures, DateTimeOffset? OpenedAt, string? Probe, DateTimeOffset? ProbeAt, IReadOnlyList<string> LastReports)
{
    public const int Remembered = 32;

    public static BreakerState Closed { get; } = new(0, null, null, null, []);

    public byte[] Encode()
    {
        using var buffer = CodecBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteNumber("failures"u8, Failures);
        if (OpenedAt is { } opened)
            json.WriteString("openedAt"u8, opened);
        if (Probe is not null)
            json.WriteString("probe"u8, Probe);
        if (ProbeAt is { } at)
            json.WriteString("probeAt"u8, at);
        json.WriteStartArray("reports"u8);
        foreach (var report in LastReports)
            json.WriteStringValue(report);
        json.WriteEndArray();
        json.WriteEndObject();
        return buffer.ToArray();
    }

    public static BreakerState Decode(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return new BreakerState(
            root.GetProperty("failures"u8).GetInt32(),
            root.TryGetProperty("openedAt"u8, out var opened) ? opened.GetDateTimeOffset() : null,
            root.TryGetProperty("probe"u8, out var probe) ? probe.GetString() : null,
            root.TryGetProperty("probeAt"u8, out var at) ? at.GetDateTimeOffset() : null,
            [.. root.GetProperty("reports"u8).EnumerateArray().Select(static report => report.GetString()!)]);
    }
}
