using System.Globalization;
using System.Text.Json;

namespace Tributary.Codec;

// JSON has no numbers for these three values: they are written as the strings that System.Text.Json accepts too.
internal static class NamedReals
{
    public const string NaN = "NaN", Infinity = "Infinity", NegativeInfinity = "-Infinity";

    public static double Read(ref Utf8JsonReader reader)
        => reader.ValueTextEquals("NaN"u8) ? double.NaN
            : reader.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
            : reader.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity
            : throw new JsonException("the text is no number");

    public static void Write(Utf8JsonWriter writer, double value)
        => writer.WriteStringValue(double.IsNaN(value) ? NaN : value > 0 ? Infinity : NegativeInfinity);
}

internal sealed class SingleCodec : ScalarCodec<float>
{
    public override void Write(Utf8JsonWriter writer, float value)
    {
        if (float.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            NamedReals.Write(writer, value);
    }

    public override float Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return (float)NamedReals.Read(ref reader);
        var value = reader.GetSingle();
        return float.IsFinite(value) ? value : throw new OverflowException("the number is out of range");
    }
}

internal sealed class DoubleCodec : ScalarCodec<double>
{
    public override void Write(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            NamedReals.Write(writer, value);
    }

    public override double Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return NamedReals.Read(ref reader);
        var value = reader.GetDouble();
        return double.IsFinite(value) ? value : throw new OverflowException("the number is out of range");
    }
}

internal sealed class HalfCodec : ScalarCodec<Half>
{
    public override void Write(Utf8JsonWriter writer, Half value)
    {
        if (!Half.IsFinite(value))
        {
            NamedReals.Write(writer, (double)value);
            return;
        }

        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }

    public override Half Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return (Half)NamedReals.Read(ref reader);
        CodecReader.Expect(ref reader, JsonTokenType.Number);
        var value = Half.Parse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        return Half.IsFinite(value) ? value : throw new OverflowException("the number is out of range");
    }
}

internal sealed class DecimalCodec : ScalarCodec<decimal>
{
    public override void Write(Utf8JsonWriter writer, decimal value) => writer.WriteNumberValue(value);

    public override decimal Read(ref Utf8JsonReader reader) => reader.GetDecimal();
}
