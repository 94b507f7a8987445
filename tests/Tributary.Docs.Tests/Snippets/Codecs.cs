using System.Text.Json;
using Tributary;

namespace Acme.Measuring;

// <generate-codec>
[GenerateCodec]
public sealed record Reading(string SensorId, double Value, DateTimeOffset At)
{
    [WireName("u")]
    public string? Unit { get; init; }

    public Quality Quality { get; init; }

    [CodecIgnore]
    public bool IsDisplayed { get; set; }

    [UnknownMembers]
    public Dictionary<string, JsonElement> Others { get; init; } = [];
}

public enum Quality
{
    Good,
    Estimated,
}
// </generate-codec>

// <polymorphic>
[GenerateCodec]
[CodecDerived(typeof(Card), "card")]
[CodecDerived(typeof(Transfer), "transfer")]
public abstract record Payment(decimal Amount);

public sealed record Card(decimal Amount, string Number) : Payment(Amount);

public sealed record Transfer(decimal Amount, string Iban) : Payment(Amount);
// </polymorphic>

public static class CodecUse
{
    public static Reading RoundTrip(Reading reading)
    {
        // <use-codec>
        var utf8 = TributaryGenerated.ReadingCodec.Instance.Encode(reading);
        var again = TributaryGenerated.ReadingCodec.Instance.Decode(utf8);
        // </use-codec>
        return again;
    }
}
