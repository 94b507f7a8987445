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
        return Add(message.LastError, line);
    }

    /// <summary>The history of a message whose last attempt was cut short by the end of the process.</summary>
    public static string AddDeath(string? earlier, int attempt, DateTimeOffset found) => Add(earlier, string.Create(
        CultureInfo.InvariantCulture, $"attempt {attempt}, found at {found:O}: the process died, again, while it handled this message and no other."));

    /// <summary>The history of a message that is given up without being handled once more.</summary>
    public static string Close(StoredMessage message, int allowed) => Add(message.LastError, string.Create(
        CultureInfo.InvariantCulture, $"All {allowed} attempts are used up, the last one without an outcome, so it is not handled again."));

    /// <summary>The history of a message that is given up, followed by the last exception in full.</summary>
    public static string Close(StoredMessage message, Exception failure, DateTimeOffset now) =>
        Bound($"{Add(message, failure, now)}\n\n{failure}");

    private static string Add(string? earlier, string line) => Bound(earlier is { Length: > 0 } ? $"{earlier}\n{line}" : line);

    // The newest end is the most useful one, so the oldest text is what goes.
    private static string Bound(string text) => text.Length <= MaxLength ? text : string.Concat("…", text.AsSpan(text.Length - MaxLength + 1));
}
