using System.Globalization;
using System.Text.Json;

namespace Tributary.Codec;

internal sealed class DateTimeCodec : ScalarCodec<DateTime>
{
    public override void Write(Utf8JsonWriter writer, DateTime value) => writer.WriteStringValue(value);

    public override DateTime Read(ref Utf8JsonReader reader) => reader.GetDateTime();

    // The kind is written, so it counts.
    public override bool AreEqual(DateTime x, DateTime y) => x == y && x.Kind == y.Kind;
}

internal sealed class DateTimeOffsetCodec : ScalarCodec<DateTimeOffset>
{
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value) => writer.WriteStringValue(value);

    public override DateTimeOffset Read(ref Utf8JsonReader reader) => reader.GetDateTimeOffset();

    // The offset is written, so it counts.
    public override bool AreEqual(DateTimeOffset x, DateTimeOffset y) => x.EqualsExact(y);
}

internal sealed class DateOnlyCodec : ScalarCodec<DateOnly>
{
    public override void Write(Utf8JsonWriter writer, DateOnly value) => writer.WriteStringValue(value.ToString("O", CultureInfo.InvariantCulture));

    public override DateOnly Read(ref Utf8JsonReader reader) => DateOnly.ParseExact(CodecReader.GetString(ref reader), "O", CultureInfo.InvariantCulture);
}

internal sealed class TimeOnlyCodec : ScalarCodec<TimeOnly>
{
    public override void Write(Utf8JsonWriter writer, TimeOnly value) => writer.WriteStringValue(value.ToTimeSpan().ToString("c", CultureInfo.InvariantCulture));

    public override TimeOnly Read(ref Utf8JsonReader reader)
        => TimeOnly.FromTimeSpan(TimeSpan.ParseExact(CodecReader.GetString(ref reader), "c", CultureInfo.InvariantCulture));
}

internal sealed class TimeSpanCodec : ScalarCodec<TimeSpan>
{
    public override void Write(Utf8JsonWriter writer, TimeSpan value) => writer.WriteStringValue(value.ToString("c", CultureInfo.InvariantCulture));

    public override TimeSpan Read(ref Utf8JsonReader reader) => TimeSpan.ParseExact(CodecReader.GetString(ref reader), "c", CultureInfo.InvariantCulture);
}
