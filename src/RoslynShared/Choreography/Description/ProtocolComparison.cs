namespace Tributary.Roslyn.Choreography;

/// <summary>What became of a protocol since its description was stored.</summary>
internal enum ProtocolChange
{
    /// <summary>Nothing that a peer could notice.</summary>
    Compatible,

    /// <summary>It is another version: a protocol of its own, beside the stored one.</summary>
    OtherVersion,

    /// <summary>Peers that run the stored one do not understand it.</summary>
    Breaking,
}

/// <summary>The difference between a stored description and the present one.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Step">The number, in the present description, of the first step that differs; -1 if what differs is no step.</param>
/// <param name="Was">The first line that differs, as it was; null if there is no such line.</param>
/// <param name="Is">The same line, as it is; null if there is no such line.</param>
internal sealed record ProtocolComparison(ProtocolChange Change, int Step, string? Was, string? Is)
{
    /// <summary>Compares two descriptions.</summary>
    /// <param name="stored">The description that running peers have.</param>
    /// <param name="present">The one of the source.</param>
    public static ProtocolComparison Compare(string stored, string present)
    {
        var (was, @is) = (Lines(stored), Lines(present));
        for (var i = 0; i < Math.Max(was.Count, @is.Count); i++)
        {
            var (before, now) = (i < was.Count ? was[i] : null, i < @is.Count ? @is[i] : null);
            if (before == now)
                continue;
            return i == 0 && IsOtherVersion(before, now)
                ? new(ProtocolChange.OtherVersion, -1, before, now)
                : new(ProtocolChange.Breaking, @is.Skip(i).Select(StepOf).Where(static step => step >= 0).DefaultIfEmpty(-1).First(), before?.Trim(), now?.Trim());
        }

        return new(ProtocolChange.Compatible, -1, null, null);
    }

    private static bool IsOtherVersion(string? one, string? other)
        => one is not null && other is not null && one.LastIndexOf(" version ", StringComparison.Ordinal) is var end and >= 0
            && end == other.LastIndexOf(" version ", StringComparison.Ordinal)
            && string.CompareOrdinal(one, 0, other, 0, end) == 0;

    private static int StepOf(string line)
    {
        var text = line.TrimStart();
        var colon = text.IndexOf(':');
        return colon > 0 && int.TryParse(text.Substring(0, colon), out var step) ? step : -1;
    }

    /// <summary>A stored file may have been through a tool that changes the ends of lines.</summary>
    private static List<string> Lines(string text)
        => [.. text.Split('\n').Select(static line => line.TrimEnd()).Where(static line => line.Length > 0)];
}
