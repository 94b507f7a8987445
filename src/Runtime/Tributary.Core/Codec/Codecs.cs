using System.Text.Json;

namespace Tributary.Codec;

/// <summary>The codecs of the types that need no generated one.</summary>
public static class Codecs
{
    /// <summary>True or false.</summary>
    public static readonly Codec<bool> Boolean = new BooleanCodec();

    /// <summary>A number without a fraction.</summary>
    public static readonly Codec<byte> Byte = new ByteCodec();

    /// <summary>A number without a fraction.</summary>
    public static readonly Codec<sbyte> SByte = new SByteCodec();

    /// <summary>A number without a fraction.</summary>
    public static readonly Codec<short> Int16 = new Int16Codec();

    /// <summary>A number without a fraction.</summary>
    public static readonly Codec<ushort> UInt16 = new UInt16Codec();

    /// <summary>A number without a fraction.</summary>
    public static readonly Codec<int> Int32 = new Int32Codec();

    /// <summary>A number without a fraction.</summary>
    public static readonly Codec<uint> UInt32 = new UInt32Codec();

    /// <summary>A number without a fraction.</summary>
    public static readonly Codec<long> Int64 = new Int64Codec();

    /// <summary>A number without a fraction.</summary>
    public static readonly Codec<ulong> UInt64 = new UInt64Codec();

    /// <summary>A number without a fraction.</summary>
    public static readonly Codec<Int128> Int128 = new Int128Codec();

    /// <summary>A number without a fraction.</summary>
    public static readonly Codec<UInt128> UInt128 = new UInt128Codec();

    /// <summary>A number, or a string for a value that is not finite.</summary>
    public static readonly Codec<Half> Half = new HalfCodec();

    /// <summary>A number, or a string for a value that is not finite.</summary>
    public static readonly Codec<float> Single = new SingleCodec();

    /// <summary>A number, or a string for a value that is not finite.</summary>
    public static readonly Codec<double> Double = new DoubleCodec();

    /// <summary>A number with all its digits.</summary>
    public static readonly Codec<decimal> Decimal = new DecimalCodec();

    /// <summary>A string of one character.</summary>
    public static readonly Codec<char> Char = new CharCodec();

    /// <summary>A string.</summary>
    public static readonly Codec<string> String = new StringCodec();

    /// <summary>A string of 36 characters.</summary>
    public static readonly Codec<Guid> Guid = new GuidCodec();

    /// <summary>ISO 8601, with <c>Z</c>, an offset or neither according to its kind.</summary>
    public static readonly Codec<DateTime> DateTime = new DateTimeCodec();

    /// <summary>ISO 8601 with its offset.</summary>
    public static readonly Codec<DateTimeOffset> DateTimeOffset = new DateTimeOffsetCodec();

    /// <summary>A string such as <c>2026-01-31</c>.</summary>
    public static readonly Codec<DateOnly> DateOnly = new DateOnlyCodec();

    /// <summary>A string such as <c>23:59:59</c>.</summary>
    public static readonly Codec<TimeOnly> TimeOnly = new TimeOnlyCodec();

    /// <summary>A string such as <c>1.02:03:04</c>.</summary>
    public static readonly Codec<TimeSpan> TimeSpan = new TimeSpanCodec();

    /// <summary>The text that the address was made of.</summary>
    public static readonly Codec<Uri> Uri = new UriCodec();

    /// <summary>A string such as <c>1.2.3</c>.</summary>
    public static readonly Codec<Version> Version = new VersionCodec();

    /// <summary>Base64.</summary>
    public static readonly Codec<byte[]> ByteArray = new ByteArrayCodec();

    /// <summary>Base64.</summary>
    public static readonly Codec<ReadOnlyMemory<byte>> ByteMemory = new ByteMemoryCodec();

    /// <summary>Any JSON value.</summary>
    public static readonly Codec<JsonElement> JsonElement = new JsonElementCodec();
}
