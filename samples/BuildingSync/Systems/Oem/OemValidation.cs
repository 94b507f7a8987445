using System.Text.Json;

namespace BuildingSync.Systems.Oem;

/// <summary>What the API accepts as a record.</summary>
internal static class OemValidation
{
    /// <summary>What is wrong with a body, or null. The field or the position in the text is named.</summary>
    public static OemError? FaultOf(string kind, string body)
    {
        try
        {
            return kind switch
            {
                "sites" => Required(JsonSerializer.Deserialize(body, OemJson.Default.OemSite), s => s.SiteCode, "siteCode"),
                "devices" => Required(JsonSerializer.Deserialize(body, OemJson.Default.OemDevice), d => d.SerialNumber, "serialNumber"),
                "sensors" => Required(JsonSerializer.Deserialize(body, OemJson.Default.OemSensor), s => s.Tag, "tag"),
                _ => new($"there is no collection '{kind}'"),
            };
        }
        catch (JsonException e)
        {
            return new($"line {e.LineNumber + 1}, byte {e.BytePositionInLine}: not what is expected here", e.Path?.TrimStart('$', '.'));
        }
    }

    private static OemError? Required<T>(T? record, Func<T, string?> key, string field)
        where T : class
    {
        if (record is null)
            return new("the body is null");
        return string.IsNullOrWhiteSpace(key(record)) ? new("must not be empty", field) : null;
    }
}
