using System.Globalization;
using System.Text.Json;
using BuildingSync.Model;
using BuildingSync.Systems.Oem;
using Microsoft.Extensions.Hosting;
using Tributary;

namespace BuildingSync.Adapters;

/// <summary>Reads the export of a system that is being switched off. It receives nothing.</summary>
[FlowAdapter(system: "legacy", adapter: "export")]
internal sealed partial class LegacyAdapter(LegacyExport export) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Flow.SendMany(export.Read((line, site) => new Site
        {
            Id = line.ToString(CultureInfo.InvariantCulture),
            Code = site.SiteCode ?? "",
            Name = site.DisplayName,
            City = site.City,
        }), stoppingToken);
    }
}

/// <summary>The export file: a JSON object per line.</summary>
internal sealed class LegacyExport(string file, AdapterCounter counter)
{
    public List<T> Read<T>(Func<int, OemSite, T> read)
    {
        var entities = new List<T>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            try
            {
                entities.Add(read(number, JsonSerializer.Deserialize(line, OemJson.Default.OemSite) ?? throw new JsonException("The line is null.")));
            }
            catch (JsonException e)
            {
                counter.Rejects.Add(Path.GetFileName(file), number.ToString(CultureInfo.InvariantCulture), e.Path ?? "", e.Message, line);
            }
        }

        counter.AddReceived(entities.Count);
        return entities;
    }
}
