using System.Globalization;
using BuildingSync.Model;
using BuildingSync.Systems.Cmms;
using Microsoft.Extensions.Hosting;
using Tributary;

namespace BuildingSync.Adapters;

/// <summary>Connects the maintenance system: lines of its CSV files in, lines out, always with its own asset numbers. It cuts descriptions.</summary>
[FlowAdapter(system: "cmms", adapter: "cmms")]
internal sealed partial class CmmsAdapter(CmmsInterface cmms) : BackgroundService, IFlowNormalizer<Site>, IFlowNormalizer<Device>, IFlowNormalizer<Sensor>
{
    public static void Normalize(Site entity) => entity.Name = CmmsFolder.AsKept("descr", entity.Name);

    public static void Normalize(Device entity) => entity.Name = CmmsFolder.AsKept("descr", entity.Name);

    public static void Normalize(Sensor entity) => entity.Name = CmmsFolder.AsKept("descr", entity.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Flow.Updates.On<Site>((s, _, ct) => cmms.UpdateAsync(CmmsList.Sites, s.Id, ToColumns(s), ct));
        Flow.Updates.On<Device>((d, _, ct) => cmms.UpdateAsync(CmmsList.Devices, d.Id, ToColumns(d), ct));
        Flow.Updates.On<Sensor>((s, _, ct) => cmms.UpdateAsync(CmmsList.Sensors, s.Id, ToColumns(s), ct));
        Flow.Updates.OnNew<Site>((s, delivery, ct) => cmms.InsertAsync(CmmsList.Sites, ToColumns(s), delivery.DeliveryId, ct));
        Flow.Updates.OnNew<Device>((d, delivery, ct) => cmms.InsertAsync(CmmsList.Devices, ToColumns(d), delivery.DeliveryId, ct));
        Flow.Updates.OnNew<Sensor>((s, delivery, ct) => cmms.InsertAsync(CmmsList.Sensors, ToColumns(s), delivery.DeliveryId, ct));

        await foreach (var batch in cmms.ReadChangesAsync(stoppingToken))
        {
            await Flow.SendMany(batch.Read(CmmsList.Sites, ToSite), stoppingToken);
            await Flow.SendMany(batch.Read(CmmsList.Devices, ToDevice), stoppingToken);
            await Flow.SendMany(batch.Read(CmmsList.Sensors, ToSensor), stoppingToken);
            batch.Done();
        }
    }

    private static Site ToSite(CmmsLine line) => new() { Id = line.Id, Code = line["site_code"] ?? "", Name = line["descr"], City = line["town"] };

    private static Device ToDevice(CmmsLine line) => new()
    {
        Id = line.Id,
        SiteId = line["parent_no"] ?? "",
        Serial = line["serial"] ?? "",
        Name = line["descr"],
        Maker = line["vendor"],
        Note = line["remark"],
    };

    private static Sensor ToSensor(CmmsLine line) => new()
    {
        Id = line.Id,
        DeviceId = line["parent_no"] ?? "",
        SensorKey = line["tag"] ?? "",
        Name = line["descr"],
        Unit = line["uom"],
        Low = line.Real("lo"),
        High = line.Real("hi"),
    };

    private static Dictionary<string, string?> ToColumns(Site site) => new()
    {
        ["site_code"] = site.Code,
        ["descr"] = site.Name,
        ["town"] = site.City,
    };

    private static Dictionary<string, string?> ToColumns(Device device) => new()
    {
        ["parent_no"] = device.SiteId,
        ["serial"] = device.Serial,
        ["descr"] = device.Name,
        ["vendor"] = device.Maker,
        ["remark"] = device.Note,
    };

    private static Dictionary<string, string?> ToColumns(Sensor sensor) => new()
    {
        ["parent_no"] = sensor.DeviceId,
        ["tag"] = sensor.SensorKey,
        ["descr"] = sensor.Name,
        ["uom"] = sensor.Unit,
        ["lo"] = Text(sensor.Low),
        ["hi"] = Text(sensor.High),
    };

    private static string? Text(double? number) => number?.ToString(CultureInfo.InvariantCulture);
}
