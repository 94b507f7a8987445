using System.Globalization;
using System.Text;

namespace Tributary.Orchestrations;

/// <summary>Events in one line, for people.</summary>
internal static class HistoryText
{
    private const int MaxPayload = 120;

    public static string Describe(HistoryEvent e)
    {
        var text = new StringBuilder(e.Kind.ToString());
        if (e.Id >= 0)
            text.Append(CultureInfo.InvariantCulture, $" #{e.Id}");
        if (e.Name is not null)
            text.Append(' ').Append(e.Name);
        if (e.Version > 0)
            text.Append(CultureInfo.InvariantCulture, $" v{e.Version}");
        if (e.Instance is not null)
            text.Append(" (").Append(e.Instance).Append(')');
        if (e.At is { } at)
            text.Append(CultureInfo.InvariantCulture, $" at {at:O}");
        if (e.Failure is not null)
            text.Append(": ").Append(e.Failure.Message);
        else if (!e.Payload.IsEmpty)
            text.Append(' ').Append(Short(e.Payload.Span));
        return text.ToString();
    }

    private static string Short(ReadOnlySpan<byte> json)
    {
        var text = Encoding.UTF8.GetString(json);
        return text.Length > MaxPayload ? string.Concat(text.AsSpan(0, MaxPayload), "…") : text;
    }
}
