using BuildingSync.Orchestration;

namespace Tributary.BuildingSync.Tests;

public sealed class NamesTests
{
    [Theory]
    [InlineData("AHU 3 Temp.", "Air Handling Unit 3 Temperature", "Air Handling Unit 3 Temperature")]
    [InlineData("Northgate Research Build", "Northgate Research Building 17", "Northgate Research Building 17")]
    [InlineData("Pump 1", "Pump 12", "Pump 1")]
    [InlineData("Pump 2", "Cooling Tower Fan 1", "Pump 2")]
    [InlineData("A longer new name", "Old name", "A longer new name")]
    [InlineData(" ", "Old name", "Old name")]
    [InlineData("New name", null, "New name")]
    [InlineData(null, null, null)]
    public void The_longer_name_wins_when_the_other_is_short_for_it(string? proposed, string? current, string? better) =>
        Assert.Equal(better, Names.Better(proposed, current));

    [Theory]
    [InlineData("degC", "°C")]
    [InlineData(" celsius ", "°C")]
    [InlineData("m3/h", "m³/h")]
    [InlineData("furlong", "furlong")]
    [InlineData(null, null)]
    public void Units_become_symbols(string? unit, string? symbol) => Assert.Equal(symbol, Units.Symbol(unit));
}
