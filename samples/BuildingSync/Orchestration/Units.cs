namespace BuildingSync.Orchestration;

/// <summary>The unit symbols that the canonical model uses.</summary>
internal static class Units
{
    /// <summary>The symbol for what a system calls the unit; unknown names stay as they are.</summary>
    public static string? Symbol(string? unit) => unit?.Trim().ToUpperInvariant() switch
    {
        "DEGC" or "CELSIUS" or "C" or "°C" => "°C",
        "M3/H" or "CBM/H" or "M³/H" => "m³/h",
        "PERCENT" or "%" => "%",
        _ => unit?.Trim(),
    };
}
