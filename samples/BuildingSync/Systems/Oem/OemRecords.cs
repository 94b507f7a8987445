namespace BuildingSync.Systems.Oem;

/// <summary>A site as the manufacturer's cloud has it.</summary>
internal sealed record OemSite(string? SiteCode, string? DisplayName, string? City);

/// <summary>A device as the manufacturer's cloud has it.</summary>
/// <param name="Site">The id of its site.</param>
/// <param name="SerialNumber">The serial number.</param>
/// <param name="DisplayName">The name.</param>
/// <param name="Manufacturer">Who made it.</param>
internal sealed record OemDevice(string? Site, string? SerialNumber, string? DisplayName, string? Manufacturer);

/// <summary>A sensor as the manufacturer's cloud has it.</summary>
/// <param name="Device">The id of its device.</param>
/// <param name="Tag">The tag on the drawing.</param>
/// <param name="DisplayName">The name.</param>
/// <param name="EngineeringUnit">The unit.</param>
/// <param name="Range">The measuring range.</param>
internal sealed record OemSensor(string? Device, string? Tag, string? DisplayName, string? EngineeringUnit, OemRange? Range);

/// <summary>A measuring range.</summary>
internal sealed record OemRange(double? Min, double? Max);
