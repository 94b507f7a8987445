namespace Tributary.Generators.Tests.Codec;

public sealed class FlatEntityTests
{
    private const string Sensor = """
        namespace App;

        [FlowEntity]
        public sealed class Sensor : IFlowEntity
        {
            public string? Unit { get; set; }
            public string Id { get; set; } = "";
            public int Count { get; set; } = 7;
            public double? Value { get; set; }
            public System.DateTimeOffset Seen { get; set; }
            public bool IsOn { get; set; }
            public string Computed => Id + Unit;
        }
        """;

    [Fact]
    public void The_id_comes_first_and_the_names_are_in_camel_case()
    {
        using var app = CodecFixture.Of(Sensor);
        var codec = app.Codec("Sensor");
        Assert.Equal(
            """{"id":"a","unit":null,"count":7,"value":1.5,"seen":"2026-01-02T03:04:05+02:00","isOn":true}""",
            codec.RoundTrip("""{ "isOn": true, "value": 1.5, "id": "a", "seen": "2026-01-02T03:04:05+02:00" }"""));
    }

    [Fact]
    public void Absent_members_keep_their_initial_values_and_null_overwrites()
    {
        using var app = CodecFixture.Of(Sensor);
        var codec = app.Codec("Sensor");
        Assert.Contains("\"count\":7", codec.Write(codec.Read("{}")), StringComparison.Ordinal);
        Assert.Contains("\"value\":null", codec.Write(codec.Read("""{"value":1,"value":null}""")), StringComparison.Ordinal);
    }
}
