using System.Numerics;

namespace Tributary.Codec;

/// <summary>
/// A set of up to 256 members of one type, by their ordinal in the generated model: which members were present in a payload, differ
/// between two instances, or are visible to a system. A value; the default is the empty set.
/// </summary>
public readonly struct FieldMask : IEquatable<FieldMask>
{
    /// <summary>How many members a type can have. More is a diagnostic.</summary>
    public const int Capacity = 256;

    private readonly ulong _a, _b, _c, _d;

    /// <summary>Creates a mask from its four words, lowest ordinals first.</summary>
    public FieldMask(ulong a, ulong b = 0, ulong c = 0, ulong d = 0) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>The set of the first <paramref name="count"/> members.</summary>
    public static FieldMask All(int count) => new(Low(count), Low(count - 64), Low(count - 128), Low(count - 192));

    /// <summary>The set of one member.</summary>
    public static FieldMask Of(int ordinal) => default(FieldMask).With(ordinal);

    /// <summary>True when no member is in the set.</summary>
    public bool IsEmpty => (_a | _b | _c | _d) == 0;

    /// <summary>How many members are in the set.</summary>
    public int Count => BitOperations.PopCount(_a) + BitOperations.PopCount(_b) + BitOperations.PopCount(_c) + BitOperations.PopCount(_d);

    /// <summary>Whether a member is in the set.</summary>
    public bool this[int ordinal] => (Word(ordinal >> 6) >> (ordinal & 63) & 1) != 0;

    /// <summary>The set with one more member.</summary>
    public FieldMask With(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)ordinal, (uint)Capacity, nameof(ordinal));
        var bit = 1UL << (ordinal & 63);
        return (ordinal >> 6) switch
        {
            0 => new(_a | bit, _b, _c, _d),
            1 => new(_a, _b | bit, _c, _d),
            2 => new(_a, _b, _c | bit, _d),
            _ => new(_a, _b, _c, _d | bit),
        };
    }

    /// <summary>The set without one member.</summary>
    public FieldMask Without(int ordinal) => Except(Of(ordinal));

    /// <summary>The members that are in this set and not in the other.</summary>
    public FieldMask Except(in FieldMask other) => new(_a & ~other._a, _b & ~other._b, _c & ~other._c, _d & ~other._d);

    /// <summary>Whether every member of this set is in the other.</summary>
    public bool IsSubsetOf(in FieldMask other) => Except(other).IsEmpty;

    /// <summary>The members in either set.</summary>
    public static FieldMask operator |(in FieldMask x, in FieldMask y) => new(x._a | y._a, x._b | y._b, x._c | y._c, x._d | y._d);

    /// <summary>The members in both sets.</summary>
    public static FieldMask operator &(in FieldMask x, in FieldMask y) => new(x._a & y._a, x._b & y._b, x._c & y._c, x._d & y._d);

    /// <summary>Whether both sets are the same.</summary>
    public static bool operator ==(in FieldMask x, in FieldMask y) => x._a == y._a && x._b == y._b && x._c == y._c && x._d == y._d;

    /// <summary>Whether the sets differ.</summary>
    public static bool operator !=(in FieldMask x, in FieldMask y) => !(x == y);

    /// <inheritdoc />
    public bool Equals(FieldMask other) => this == other;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is FieldMask other && this == other;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_a, _b, _c, _d);

    /// <summary>Enumerates the ordinals in the set, in order, without allocating.</summary>
    public Enumerator GetEnumerator() => new(this);

    private ulong Word(int index) => index switch { 0 => _a, 1 => _b, 2 => _c, 3 => _d, _ => 0 };

    private static ulong Low(int bits) => bits <= 0 ? 0 : bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;

    /// <summary>Enumerates the ordinals of a mask.</summary>
    public struct Enumerator
    {
        private readonly FieldMask _mask;
        private ulong _rest;
        private int _word;

        internal Enumerator(FieldMask mask)
        {
            _mask = mask;
            _rest = mask._a;
            Current = -1;
        }

        /// <summary>The present ordinal.</summary>
        public int Current { get; private set; }

        /// <summary>Moves to the next ordinal.</summary>
        public bool MoveNext()
        {
            while (_rest == 0)
            {
                if (++_word > 3)
                    return false;
                _rest = _mask.Word(_word);
            }

            Current = (_word << 6) + BitOperations.TrailingZeroCount(_rest);
            _rest &= _rest - 1;
            return true;
        }
    }
}
