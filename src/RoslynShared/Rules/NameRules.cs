namespace Tributary.Roslyn.Rules;

/// <summary>How systems and adapters may be called: their names become parts of queue names, keys and routing keys.</summary>
internal static class NameRules
{
    /// <summary>The longest name.</summary>
    public const int MaxLength = 64;

    /// <summary>Whether a name has letters, digits, <c>-</c> and <c>_</c> alone, starts with a letter, and is not too long.</summary>
    public static bool IsLegal(string? name)
    {
        if (name is null || name.Length is 0 or > MaxLength || !IsLetter(name[0]))
            return false;
        foreach (var c in name)
        {
            if (!IsLetter(c) && c is not ((>= '0' and <= '9') or '-' or '_'))
                return false;
        }

        return true;
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
