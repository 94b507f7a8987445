using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tributary.Codec;

/// <summary>The codec of an enumeration: names, joined by <c>, </c> for flags, and a number for what has no name. Also the codec of its keys.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EnumCodec<T> : Codec<T>
    where T : struct, Enum
{
    private readonly bool _isFlags, _isSigned;
    private readonly (string Name, T Value)[] _values;
    private readonly Dictionary<T, JsonEncodedText> _names = [];
    private readonly Dictionary<string, T> _byName = new(StringComparer.Ordinal);

    /// <summary>Creates the codec.</summary>
    /// <param name="isFlags">Whether values combine.</param>
    /// <param name="isSigned">Whether the underlying type is signed.</param>
    /// <param name="values">The named values in the order of declaration.</param>
    public EnumCodec(bool isFlags, bool isSigned, params (string Name, T Value)[] values)
    {
        (_isFlags, _isSigned, _values) = (isFlags, isSigned, values);
        foreach (var (name, value) in values)
        {
            _names.TryAdd(value, CodecWriter.Name(name));
            _byName.TryAdd(name, value);
        }

        Keys = new KeysCodec(this);
    }

    /// <summary>The codec of dictionary keys of this type.</summary>
    public KeyCodec<T> Keys { get; }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value)
    {
        if (_names.TryGetValue(value, out var name))
            writer.WriteStringValue(name);
        else if (_isFlags && Combined(value) is { } names)
            writer.WriteStringValue(names);
        else if (_isSigned)
            writer.WriteNumberValue(ToInt64(value));
        else
            writer.WriteNumberValue(ToUInt64(value));
    }

    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return _isSigned ? FromInt64(reader.GetInt64()) : FromUInt64(reader.GetUInt64());
        foreach (var (name, value) in _values)
        {
            if (reader.ValueTextEquals(name))
                return value;
        }

        return ParseName(CodecReader.GetString(ref reader));
    }

    /// <inheritdoc />
    public override T Copy(T value) => value;

    /// <inheritdoc />
    public override bool AreEqual(T x, T y) => EqualityComparer<T>.Default.Equals(x, y);

    private T ParseName(string text)
    {
        if (_byName.TryGetValue(text, out var value))
            return value;
        if (!_isFlags)
            throw new JsonException($"{typeof(T).Name} has no value of this name");
        var bits = 0UL;
        foreach (var part in text.Split(','))
        {
            if (!_byName.TryGetValue(part.Trim(), out var flag))
                throw new JsonException($"{typeof(T).Name} has no value of this name");
            bits |= ToUInt64(flag);
        }

        return FromBits(bits);
    }

    // The fewest names that together make the value, the largest first chosen and the smallest first written; null if bits are left over.
    private string? Combined(T value)
    {
        var rest = ToUInt64(value);
        var names = new List<(string Name, ulong Bits)>();
        foreach (var (name, flag) in _values.OrderByDescending(static v => ToUInt64(v.Value)))
        {
            var bits = ToUInt64(flag);
            if (bits == 0 || (rest & bits) != bits)
                continue;
            names.Add((name, bits));
            rest &= ~bits;
        }

        names.Reverse();
        return rest == 0 && names.Count > 0 ? string.Join(", ", names.Select(static n => n.Name)) : null;
    }

    private static long ToInt64(T value) => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<T, sbyte>(value),
        2 => Unsafe.BitCast<T, short>(value),
        4 => Unsafe.BitCast<T, int>(value),
        _ => Unsafe.BitCast<T, long>(value),
    };

    private static ulong ToUInt64(T value) => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<T, byte>(value),
        2 => Unsafe.BitCast<T, ushort>(value),
        4 => Unsafe.BitCast<T, uint>(value),
        _ => Unsafe.BitCast<T, ulong>(value),
    };

    private static T FromInt64(long value) => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<sbyte, T>(checked((sbyte)value)),
        2 => Unsafe.BitCast<short, T>(checked((short)value)),
        4 => Unsafe.BitCast<int, T>(checked((int)value)),
        _ => Unsafe.BitCast<long, T>(value),
    };

    private static T FromUInt64(ulong value) => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<byte, T>(checked((byte)value)),
        2 => Unsafe.BitCast<ushort, T>(checked((ushort)value)),
        4 => Unsafe.BitCast<uint, T>(checked((uint)value)),
        _ => Unsafe.BitCast<ulong, T>(value),
    };

    private static T FromBits(ulong bits) => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<byte, T>(unchecked((byte)bits)),
        2 => Unsafe.BitCast<ushort, T>(unchecked((ushort)bits)),
        4 => Unsafe.BitCast<uint, T>(unchecked((uint)bits)),
        _ => Unsafe.BitCast<ulong, T>(bits),
    };

    private sealed class KeysCodec(EnumCodec<T> codec) : KeyCodec<T>
    {
        public override string Format(T key)
            => codec._names.TryGetValue(key, out var name) ? name.Value
                : codec._isFlags && codec.Combined(key) is { } names ? names
                : codec._isSigned ? ToInt64(key).ToString(CultureInfo.InvariantCulture)
                : ToUInt64(key).ToString(CultureInfo.InvariantCulture);

        public override T Parse(string name)
        {
            if (name.Length == 0 || !(char.IsAsciiDigit(name[0]) || name[0] == '-'))
                return codec.ParseName(name);
            return codec._isSigned
                ? FromInt64(long.Parse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
                : FromUInt64(ulong.Parse(name, NumberStyles.None, CultureInfo.InvariantCulture));
        }
    }
}
