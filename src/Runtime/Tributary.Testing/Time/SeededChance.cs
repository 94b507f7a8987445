using System.Buffers.Binary;

namespace Tributary.Testing;

/// <summary>
/// Chance that repeats: equal seeds give equal draws. Ids carry the time of the given clock, so under a
/// <see cref="VirtualTimeProvider"/> they repeat too. Safe to call from any thread, but only one thread has one order of draws.
/// </summary>
/// <remarks>
/// The generator is xoshiro256** 1.0 by David Blackman and Sebastiano Vigna (https://prng.di.unimi.it/xoshiro256starstar.c), its state
/// filled by Vigna's SplitMix64 as its authors advise. Both are in the public domain.
/// </remarks>
public sealed class SeededChance : Chance
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Creates a sequence of draws.</summary>
    /// <param name="seed">Which sequence.</param>
    /// <param name="clock">The clock that stamps ids.</param>
    public SeededChance(ulong seed, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <inheritdoc />
    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <inheritdoc />
    public override string NewId()
    {
        Span<byte> entropy = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(entropy, NextBits());
        BinaryPrimitives.WriteUInt64LittleEndian(entropy[8..], NextBits());
        return Ulid.Format(_clock.GetUtcNow(), entropy[..10]);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        lock (_gate)
        {
            var result = ulong.RotateLeft(_s1 * 5, 7) * 9;
            var shifted = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= shifted;
            _s3 = ulong.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public int Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)Math.BigMul(NextBits(), (ulong)count, out _);
    }

    /// <summary>True with a probability from 0 (never) to 1 (always).</summary>
    public bool Happens(double probability) => NextDouble() < probability;

    /// <summary>One of several.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
