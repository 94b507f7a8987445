using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Tributary.Generators.Tests.Codec;

/// <summary>Makes values of any type of the matrix from a seed: every member set, extremes more often than chance would have them.</summary>
internal sealed class RandomValues(int seed)
{
    private static readonly double[] s_doubles = [0, -0.0, 1.5, double.MaxValue, double.MinValue, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private readonly Random _random = new(seed);

    public object? Of(Type type, int depth = 0)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return _random.Next(3) == 0 ? null : Of(inner, depth);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length));
        return Scalar(type) ?? Collection(type, depth) ?? Instance(type, depth);
    }

    private object? Scalar(Type type) => type.Name switch
    {
        nameof(Boolean) => _random.Next(2) == 0,
        nameof(Byte) => (byte)_random.Next(256),
        nameof(SByte) => (sbyte)_random.Next(-128, 128),
        nameof(Int16) => (short)_random.Next(short.MinValue, short.MaxValue + 1),
        nameof(UInt16) => (ushort)_random.Next(ushort.MaxValue + 1),
        nameof(Int32) => (int)_random.NextInt64(int.MinValue, int.MaxValue + 1L),
        nameof(UInt32) => (uint)_random.NextInt64(uint.MaxValue + 1L),
        nameof(Int64) => Bits(),
        nameof(UInt64) => (ulong)Bits(),
        nameof(Int128) => new Int128((ulong)Bits(), (ulong)Bits()),
        nameof(UInt128) => new UInt128((ulong)Bits(), (ulong)Bits()),
        nameof(Half) => (Half)_random.NextSingle(),
        nameof(Single) => (float)Double(),
        nameof(Double) => Double(),
        nameof(Decimal) => new decimal(_random.Next(), _random.Next(), _random.Next(), _random.Next(2) == 0, (byte)_random.Next(29)),
        nameof(Char) => (char)_random.Next(0xD800),
        nameof(String) => Text(),
        nameof(Guid) => new Guid([.. Bytes(16)]),
        nameof(DateTime) => new DateTime(_random.NextInt64(DateTime.MaxValue.Ticks), (DateTimeKind)_random.Next(2)),
        nameof(DateTimeOffset) => new DateTimeOffset(_random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), TimeSpan.FromMinutes(_random.Next(-840, 841))),
        nameof(DateOnly) => DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber)),
        nameof(TimeOnly) => new TimeOnly(_random.NextInt64(TimeSpan.TicksPerDay)),
        nameof(TimeSpan) => new TimeSpan(Bits()),
        nameof(Uri) => new Uri("https://example.org/" + Uri.EscapeDataString(Text())),
        nameof(Version) => new Version(_random.Next(), _random.Next()),
        nameof(JsonElement) => JsonSerializer.SerializeToElement(new { a = Text(), b = new[] { _random.Next() } }),
        "Byte[]" => Bytes(_random.Next(20)),
        "ReadOnlyMemory`1" => new ReadOnlyMemory<byte>(Bytes(_random.Next(20))),
        _ => null,
    };

    private object? Collection(Type type, int depth)
    {
        var count = depth > 3 ? 0 : _random.Next(4);
        if (type.IsArray)
        {
            var array = Array.CreateInstance(type.GetElementType()!, count);
            for (var i = 0; i < count; i++)
                array.SetValue(Of(type.GetElementType()!, depth + 1), i);
            return array;
        }

        if (!type.IsGenericType || !typeof(IEnumerable).IsAssignableFrom(type))
            return null;
        var arguments = type.GetGenericArguments();
        if (arguments.Length == 2)
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            for (var i = 0; i < count; i++)
                map[Of(arguments[0], depth + 1)!] = Of(arguments[1], depth + 1);
            return map;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments))!;
        for (var i = 0; i < count; i++)
            list.Add(Of(arguments[0], depth + 1));
        if (type.Name.StartsWith("ImmutableArray", StringComparison.Ordinal))
            return typeof(System.Collections.Immutable.ImmutableArray).GetMethods().Single(static m => m.Name == "CreateRange" && m.GetParameters().Length == 1).MakeGenericMethod(arguments).Invoke(null, [list]);
        return type.Name.Contains("Set", StringComparison.Ordinal) ? Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(arguments), list) : list;
    }

    private object Instance(Type type, int depth)
    {
        var constructor = type.GetConstructors().Where(static c => c.GetParameters().All(static p => p.Name != "original")).OrderByDescending(static c => c.GetParameters().Length).FirstOrDefault();
        var value = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, depth + 1))]);
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            var wanted = property.CanWrite && !typeof(Delegate).IsAssignableFrom(property.PropertyType) && !(property.PropertyType == type && depth > 2);
            if (wanted)
                property.SetValue(value, Of(property.PropertyType, depth + 1));
        }

        return value;
    }

    private long Bits() => _random.Next(4) == 0 ? (_random.Next(2) == 0 ? long.MinValue : long.MaxValue) : _random.NextInt64(long.MinValue, long.MaxValue);

    private double Double() => _random.Next(3) == 0 ? s_doubles[_random.Next(s_doubles.Length)] : BitConverter.Int64BitsToDouble(Bits());

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Text()
    {
        var text = new StringBuilder();
        for (var i = _random.Next(12); i > 0; i--)
        {
            var scalar = _random.Next(4) switch { 0 => _random.Next(0x20), 1 => _random.Next(0x10000, 0x10FFFF), 2 => _random.Next(0xD800), _ => _random.Next(0x20, 0x7F) };
            text.Append(new Rune(scalar).ToString());
        }

        return text.ToString();
    }
}
