namespace Tributary;

/// <summary>The text form of a ULID: 48 bits of milliseconds and 80 bits of entropy in Crockford's base 32 (ULID specification).</summary>
public static class Ulid
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Formats a time and ten bytes of entropy as 26 characters.</summary>
    /// <exception cref="ArgumentException">The entropy is not ten bytes long.</exception>
    public static string Format(DateTimeOffset time, ReadOnlySpan<byte> entropy)
    {
        if (entropy.Length != 10)
            throw new ArgumentException("A ULID carries ten bytes of entropy.", nameof(entropy));

        var value = (UInt128)(ulong)(time.ToUnixTimeMilliseconds() & 0xFFFF_FFFF_FFFF);
        foreach (var b in entropy)
            value = (value << 8) | b;

        return string.Create(26, value, static (chars, bits) =>
        {
            for (var i = chars.Length - 1; i >= 0; i--)
            {
                chars[i] = Alphabet[(int)(bits & 31)];
                bits >>= 5;
            }
        });
    }
}
