namespace Tributary.Testing.Conformance;

/// <summary>Names that a provider may confuse: by case, white space, normalisation, wildcards, quoting, or length.</summary>
internal static class OddNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "a", "A", "a ", " a", "a%", "a_", "ab", "a'b", "a\"b", "a;b", "a\\b", "a\nb", "a\tb", "é", "e\u0301", "ß", "ss", "İ", "i", "日本", "\U0001F30A",
        "1", "01", "1.0", "null", "", new string('x', 2_000),
    ];
}

/// <summary>Bytes without a pattern that a provider could compress away, equal for equal seeds.</summary>
internal sealed class SeededChanceBytes(ulong seed)
{
    private readonly SeededChance _chance = new(seed, new VirtualTimeProvider());

    public void Fill(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)_chance.NextBits();
    }
}
