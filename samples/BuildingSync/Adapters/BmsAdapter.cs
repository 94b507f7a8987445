using System.Globalization;
using BuildingSync.Model;
using BuildingSync.Systems.Bms;
using Microsoft.Extensions.Hosting;
using Tributary;

namespace BuildingSync.Adapters;

// <snippet adapter>
/// <summary>Connects the building management system: rows of its tables in, rows of its tables out, always with its own ids.</summary>
[FlowAdapter(system: "bms", adapter: "bms")]
internal sealed partial class BmsAdapter(BmsInterface bms) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Flow.Updates.On<Site>((site, _, ct) => bms.UpdateAsync(ToRow(site), ct));
        Flow.Updates.On<Device>((device, _, ct) => bms.UpdateAsync(ToRow(device), ct));
        Flow.Updates.On<Sensor>((sensor, _, ct) => bms.UpdateAsync(ToRow(sensor), ct));
        Flow.Updates.OnNew<Site>((site, delivery, ct) => bms.InsertAsync(ToRow(site), delivery.DeliveryId, ct));
        Flow.Updates.OnNew<Device>((device, delivery, ct) => bms.InsertAsync(ToRow(device), delivery.DeliveryId, ct));
        Flow.Updates.OnNew<Sensor>((sensor, delivery, ct) => bms.InsertAsync(ToRow(sensor), delivery.DeliveryId, ct));

        await foreach (var page in bms.ReadChangesAsync(stoppingToken))
        {
            await Flow.SendMany(page.Read(BmsTable.Sites, ToSite), stoppingToken);
            await Flow.SendMany(page.Read(BmsTable.Devices, ToDevice), stoppingToken);
            await Flow.SendMany(page.Read(BmsTable.Points, ToSensor), stoppingToken);
            page.Done();
        }
    }

    private static Site ToSite(BmsRow row) => new()
    {
        Id = Text(row.Id),
        Code = row.Text("code") ?? "",
        Name = row.Text("label"),
        City = row.Text("town"),
    };

    private static Device ToDevice(BmsRow row) => new()
    {
        Id = Text(row.Id),
        SiteId = row.Text("site_id") ?? "",
        Serial = row.Text("serial_no") ?? "",
        Name = row.Text("label"),
        Maker = row.Text("maker"),
        Note = row.Text("note"),
    };

    private static Sensor ToSensor(BmsRow row) => new()
    {
        Id = Text(row.Id),
        DeviceId = row.Text("device_id") ?? "",
        SensorKey = row.Text("point_key") ?? "",
        Name = row.Text("label"),
        Unit = row.Text("unit"),
        Low = row.Number("low"),
        High = row.Number("high"),
    };

    private static BmsRow ToRow(Site site) => new(BmsTable.Sites, Number(site.Id), ("code", site.Code), ("label", site.Name), ("town", site.City));

    private static BmsRow ToRow(Device device) => new(BmsTable.Devices, Number(device.Id),
        ("site_id", Number(device.SiteId)), ("serial_no", device.Serial), ("label", device.Name), ("maker", device.Maker), ("note", device.Note));

    private static BmsRow ToRow(Sensor sensor) => new(BmsTable.Points, Number(sensor.Id),
        ("device_id", Number(sensor.DeviceId)), ("point_key", sensor.SensorKey), ("label", sensor.Name), ("unit", sensor.Unit),
        ("low", sensor.Low), ("high", sensor.High));

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static long Number(string id) => id.Length == 0 ? 0 : long.Parse(id, CultureInfo.InvariantCulture);
}
// </snippet>
