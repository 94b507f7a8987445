using System.Globalization;

namespace Tributary.Testing.Tests.Sync;

/// <summary>The external systems of one run, and how their rows look as entities.</summary>
public sealed class Systems
{
    public Systems(bool keysChange)
    {
        KeysChange = keysChange;
        Bms = new("bms", this, static text => text, matchesByKey: true, echoes: false, Ordering.Timestamp);
        Oem = new("oem", this, Cut, matchesByKey: false, echoes: true, Ordering.None);
        Cmms = new("cmms", this, static text => text, matchesByKey: true, echoes: false, Ordering.Sequence);
        Legacy = new(SimOrchestrator.Deprecated, this, static text => text, matchesByKey: true, echoes: false, Ordering.None);
    }

    /// <summary>
    /// Whether keys are edited, always to new ones. Systems then refuse a new record under a key that they have, since the record under it
    /// may be about to get another key; otherwise they take it for theirs.
    /// </summary>
    public bool KeysChange { get; }

    public ExternalSystem Bms { get; }

    /// <summary>Cuts names, makes a second record of what it has under the same key, and says back what it is told.</summary>
    public ExternalSystem Oem { get; }

    public ExternalSystem Cmms { get; }

    public ExternalSystem Legacy { get; }

    public IReadOnlyList<ExternalSystem> All => [Bms, Oem, Cmms, Legacy];

    public IReadOnlyList<ExternalSystem> Receiving => [Bms, Oem, Cmms];

    /// <summary>Writes into the trace of the run.</summary>
    public Action<string> Note { get; set; } = static _ => { };

    public void Decided(UpdateDecision decision) => Note(
        $"  {decision.MessageId[^6..]}: {decision.Kind} {decision.Code} {decision.Entity} {decision.CanonicalId?[^6..]} v{decision.Version} [{string.Join(' ', decision.ChangedFields)}] {decision.Reason}");

    public static string? Cut(string? text) => text is { Length: > 8 } ? text[..8] : text;

    public static Type? ParentOf(Type entity) => entity == typeof(SimSensor) ? typeof(SimDevice) : entity == typeof(SimDevice) ? typeof(SimSite) : null;

    public static IFlowEntity ModelOf(Row row) => row.Entity == typeof(SimSite)
        ? new SimSite { Id = row.Id, Code = row.Key, Name = row.Name }
        : row.Entity == typeof(SimDevice)
            ? new SimDevice
            {
                Id = row.Id,
                Serial = row.Key,
                SiteId = row.Parent,
                Name = row.Name,
                Floor = row.Extra is null ? null : int.Parse(row.Extra, CultureInfo.InvariantCulture),
            }
            : new SimSensor { Id = row.Id, Tag = row.Key, DeviceId = row.Parent, Name = row.Name, Unit = row.Extra };

    public static void Read(IFlowEntity entity, Row row)
    {
        row.Key = KeyOf(entity);
        (row.Parent, row.Name, row.Extra) = Values(entity);
    }

    public static (string? Parent, string? Name, string? Extra) Values(IFlowEntity entity) => entity switch
    {
        SimSite site => (null, site.Name, null),
        SimDevice device => (device.SiteId, device.Name, device.Floor?.ToString(CultureInfo.InvariantCulture)),
        SimSensor sensor => (sensor.DeviceId, sensor.Name, sensor.Unit),
        _ => throw new ArgumentException($"{entity.GetType()} is no entity of the simulation.", nameof(entity)),
    };

    public static string KeyOf(IFlowEntity entity) => entity switch
    {
        SimSite site => site.Code!,
        SimDevice device => device.Serial!,
        _ => ((SimSensor)entity).Tag!,
    };
}
