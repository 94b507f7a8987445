using System.Globalization;
using Tributary.Store;

namespace Tributary.Dispatch;

/// <summary>Writes what went wrong at each attempt of a message, oldest first, bounded in length.</summary>
internal static class FailureHistory
{
    private const int MaxLength = 8_192;

    /// <summary>The history of a message with one more failure.</summary>
    public static string Add(StoredMessage message, Exception failure, DateTimeOffset now)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"attempt {message.Attempts} at {now:O}: {failure.GetType().Name}: {failure.Message}");
        return Bound(message.LastError is { Length: > 0 } earlier ? $"{earlier}\n{line}" : line);
    }

    /// <summary>The history of a message that is given up, followed by the last exception in full.</summary>
    public static string Close(StoredMessage message, Exception failure, DateTimeOffset now) =>
        Bound($"{Add(message, failure, now)}\n\n{failure}");

    // The newest end is the most useful one, so the oldest text is what goes.
    private static string Bound(string text) => text.Length <= MaxLength ? text : string.Concat("…", text.AsSpan(text.Length - MaxLength + 1));
}
