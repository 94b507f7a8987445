namespace BuildingSync.Orchestration;

/// <summary>Compares names that people wrote.</summary>
internal static class Names
{
    /// <summary>Picks the longer of two names when the other one is short for it; else the proposed one.</summary>
    public static string? Better(string? proposed, string? current) =>
        string.IsNullOrWhiteSpace(proposed) || IsShortFor(proposed, current) ? current ?? proposed : proposed;

    /// <summary>
    /// Whether a name is an abbreviation of a longer one ("AHU 3 Temp." of "Air Handling Unit 3 Temperature") or its beginning, cut off.
    /// </summary>
    public static bool IsShortFor(string name, string? longer)
    {
        if (longer is null || name.Length >= longer.Length)
            return false;
        if (longer.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            return !(char.IsDigit(name[^1]) && char.IsDigit(longer[name.Length]));
        return Digits(name) == Digits(longer) && LettersAppearIn(name, longer);
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsDigit));

    private static bool LettersAppearIn(string name, string longer)
    {
        var at = 0;
        foreach (var letter in name.Where(char.IsLetter))
        {
            while (at < longer.Length && char.ToUpperInvariant(longer[at]) != char.ToUpperInvariant(letter))
                at++;
            if (at++ >= longer.Length)
                return false;
        }

        return true;
    }
}
