namespace BuildingSync.Seeding;

/// <summary>The words of the buildings, and the habits in which the systems write them.</summary>
internal static class Vocabulary
{
    public static IReadOnlyList<string> Places { get; } =
        ["Northgate", "Harbour", "Millbrook", "Linden", "Stonefield", "Riverside", "Ashford", "Kingsway", "Oakridge", "Fairview"];

    public static IReadOnlyList<string> Uses { get; } = ["Research Building", "Office Tower", "Hospital Wing", "Data Centre", "Lecture Hall"];

    public static IReadOnlyList<string> Cities { get; } = ["Aarhus", "Bremen", "Cork", "Dresden", "Espoo", "Ghent", "Leeds", "Malmo"];

    public static IReadOnlyList<string> Machines { get; } =
        ["Rooftop Air Handling Unit", "Chilled Water Pump", "Heating Boiler", "Cooling Tower Fan", "Lighting Controller", "Heat Recovery Wheel"];

    public static IReadOnlyList<string> Makers { get; } = ["Alder", "Borealis", "Corvid", "Delphi Controls", "Estuary"];

    /// <summary>What is measured, in which unit, and the usual range.</summary>
    public static IReadOnlyList<(string Name, string Unit, double Low, double High)> Measures { get; } =
    [
        ("Supply Air Temperature", "°C", 5, 40), ("Return Air Temperature", "°C", 10, 35), ("Discharge Pressure", "kPa", 0, 600),
        ("Relative Humidity", "%", 0, 100), ("Electrical Power", "kW", 0, 250), ("Volume Flow", "m³/h", 0, 12000),
    ];

    /// <summary>How each system writes units.</summary>
    public static string Unit(string system, string unit) => (system, unit) switch
    {
        ("bms", "°C") => "degC",
        ("cmms", "°C") => "Celsius",
        ("bms", "m³/h") => "m3/h",
        ("cmms", "m³/h") => "cbm/h",
        ("cmms", "%") => "percent",
        _ => unit,
    };

    /// <summary>The short forms of people in a hurry.</summary>
    public static string Abbreviate(string name) => name
        .Replace("Air Handling Unit", "AHU", StringComparison.Ordinal)
        .Replace("Building", "Bldg", StringComparison.Ordinal)
        .Replace("Temperature", "Temp.", StringComparison.Ordinal)
        .Replace("Pressure", "Press.", StringComparison.Ordinal)
        .Replace("Humidity", "Hum.", StringComparison.Ordinal)
        .Replace("Controller", "Ctrl", StringComparison.Ordinal)
        .Replace("Electrical", "El.", StringComparison.Ordinal);
}
