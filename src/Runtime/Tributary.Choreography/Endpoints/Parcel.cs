using System.Runtime.CompilerServices;
using Tributary.Codec;

namespace Tributary.Choreographies;

/// <summary>A value on its way. Small values without references travel inside, so that they need no box.</summary>
internal readonly struct Parcel
{
    private readonly object? _value;
    private readonly Int128 _bits;

    private Parcel(object? value, Int128 bits) => (_value, _bits) = (value, bits);

    /// <summary>The payload of a frame from another process.</summary>
    public static Parcel OfBytes(ReadOnlyMemory<byte> payload) => new(new Encoded(payload), 0);

    /// <summary>A value that stays in this process, and that nobody else can change.</summary>
    public static Parcel Of<T>(T value)
    {
        if (!FitsInside<T>())
            return new Parcel(value, 0);
        Int128 bits = 0;
        Unsafe.As<Int128, T>(ref bits) = value;
        return new Parcel(null, bits);
    }

    /// <summary>Takes the value out.</summary>
    /// <exception cref="CodecException">The payload cannot be decoded.</exception>
    public T Open<T>(Codec<T> codec)
    {
        if (_value is Encoded encoded)
            return codec.Decode(encoded.Payload.Span);
        if (!FitsInside<T>())
            return (T)_value!;
        var bits = _bits;
        return Unsafe.As<Int128, T>(ref bits);
    }

    /// <summary>The value as it is written down.</summary>
    public byte[] Encode<T>(T value, Codec<T> codec) => _value is Encoded encoded ? encoded.Payload.ToArray() : codec.Encode(value);

    private static bool FitsInside<T>() => !RuntimeHelpers.IsReferenceOrContainsReferences<T>() && Unsafe.SizeOf<T>() <= Unsafe.SizeOf<Int128>();

    private sealed class Encoded(ReadOnlyMemory<byte> payload)
    {
        public ReadOnlyMemory<byte> Payload { get; } = payload;
    }
}
