using System.Text.Json;
using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>What a call wants otherwise, as JSON beside its input.</summary>
internal static class ActivityOptionsCodec
{
    public static byte[] Encode(ActivityOptions options)
    {
        using var buffer = CodecBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        if (options.Timeout is { } timeout)
            json.WriteNumber("timeout"u8, timeout.Ticks);
        if (options.Retry is { } retry)
        {
            json.WriteStartObject("retry"u8);
            json.WriteNumber("attempts"u8, retry.MaxAttempts);
            json.WriteNumber("first"u8, retry.FirstDelay.Ticks);
            json.WriteNumber("max"u8, retry.MaxDelay.Ticks);
            json.WriteNumber("backoff"u8, (int)retry.Backoff);
            json.WriteNumber("jitter"u8, retry.Jitter);
            if (retry.TotalTimeout is { } total)
                json.WriteNumber("total"u8, total.Ticks);
            json.WriteStartArray("never"u8);
            foreach (var type in retry.NonRetryable)
                json.WriteStringValue(type);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        return buffer.ToArray();
    }

    /// <exception cref="CodecException">The text is no options.</exception>
    public static ActivityOptions Decode(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception e) when (CodecReader.IsFormatFault(e) || e is KeyNotFoundException)
        {
            throw new CodecException(typeof(ActivityOptions), 0, "$", e.Message, e);
        }
    }

    private static ActivityOptions Read(JsonElement root) =>
        new()
        {
            Timeout = Ticks(root, "timeout"),
            Retry = !root.TryGetProperty("retry"u8, out var retry) ? null : new ActivityRetry
            {
                MaxAttempts = retry.GetProperty("attempts"u8).GetInt32(),
                FirstDelay = new TimeSpan(retry.GetProperty("first"u8).GetInt64()),
                MaxDelay = new TimeSpan(retry.GetProperty("max"u8).GetInt64()),
                Backoff = (Backoff)retry.GetProperty("backoff"u8).GetInt32(),
                Jitter = retry.GetProperty("jitter"u8).GetDouble(),
                TotalTimeout = Ticks(retry, "total"),
                NonRetryable = [.. retry.GetProperty("never"u8).EnumerateArray().Select(static type => type.GetString()!)],
            },
        };

    private static TimeSpan? Ticks(JsonElement element, string name) =>
        element.TryGetProperty(name, out var ticks) ? new TimeSpan(ticks.GetInt64()) : null;
}
