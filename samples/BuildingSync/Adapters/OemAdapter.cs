using BuildingSync.Model;
using BuildingSync.Systems.Oem;
using Microsoft.Extensions.Hosting;
using Tributary;

namespace BuildingSync.Adapters;

/// <summary>Connects the manufacturer's cloud: JSON records of its API in, JSON records out, always with its own ids.</summary>
[FlowAdapter(system: "oem", adapter: "oem")]
internal sealed partial class OemAdapter(OemInterface oem) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var json = OemJson.Default;
        Flow.Updates.On<Site>((s, _, ct) => oem.ReplaceAsync("sites", s.Id, ToRecord(s), json.OemSite, ct));
        Flow.Updates.On<Device>((d, _, ct) => oem.ReplaceAsync("devices", d.Id, ToRecord(d), json.OemDevice, ct));
        Flow.Updates.On<Sensor>((s, _, ct) => oem.ReplaceAsync("sensors", s.Id, ToRecord(s), json.OemSensor, ct));
        Flow.Updates.OnNew<Site>((s, delivery, ct) => oem.CreateAsync("sites", ToRecord(s), json.OemSite, delivery.DeliveryId, ct));
        Flow.Updates.OnNew<Device>((d, delivery, ct) => oem.CreateAsync("devices", ToRecord(d), json.OemDevice, delivery.DeliveryId, ct));
        Flow.Updates.OnNew<Sensor>((s, delivery, ct) => oem.CreateAsync("sensors", ToRecord(s), json.OemSensor, delivery.DeliveryId, ct));

        await foreach (var page in oem.ReadChangesAsync(stoppingToken))
        {
            await Flow.SendMany(page.Read("sites", json.OemSite, ToSite), stoppingToken);
            await Flow.SendMany(page.Read("devices", json.OemDevice, ToDevice), stoppingToken);
            await Flow.SendMany(page.Read("sensors", json.OemSensor, ToSensor), stoppingToken);
            page.Done();
        }
    }

    private static Site ToSite(string id, OemSite site) => new() { Id = id, Code = site.SiteCode ?? "", Name = site.DisplayName, City = site.City };

    private static Device ToDevice(string id, OemDevice device) => new()
    {
        Id = id,
        SiteId = device.Site ?? "",
        Serial = device.SerialNumber ?? "",
        Name = device.DisplayName,
        Maker = device.Manufacturer,
    };

    private static Sensor ToSensor(string id, OemSensor sensor) => new()
    {
        Id = id,
        DeviceId = sensor.Device ?? "",
        SensorKey = sensor.Tag ?? "",
        Name = sensor.DisplayName,
        Unit = sensor.EngineeringUnit,
        Low = sensor.Range?.Min,
        High = sensor.Range?.Max,
    };

    private static OemSite ToRecord(Site site) => new(site.Code, site.Name, site.City);

    private static OemDevice ToRecord(Device device) => new(device.SiteId, device.Serial, device.Name, device.Maker);

    private static OemSensor ToRecord(Sensor sensor) => new(sensor.DeviceId, sensor.SensorKey, sensor.Name, sensor.Unit, new(sensor.Low, sensor.High));
}
