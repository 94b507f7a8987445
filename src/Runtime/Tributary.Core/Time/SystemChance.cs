using System.Security.Cryptography;

namespace Tributary;

/// <summary>Chance from the operating system, with ids stamped by the given clock.</summary>
/// <param name="clock">The clock that stamps ids.</param>
public sealed class SystemChance(TimeProvider clock) : Chance
{
    /// <inheritdoc />
    public override double NextDouble()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return (BitConverter.ToUInt64(bytes) >> 11) * (1.0 / (1UL << 53));
    }

    /// <inheritdoc />
    public override string NewId()
    {
        Span<byte> entropy = stackalloc byte[10];
        RandomNumberGenerator.Fill(entropy);
        return Ulid.Format(clock.GetUtcNow(), entropy);
    }
}
