using System.Globalization;
using BuildingSync.World;

namespace BuildingSync.Editing;

/// <summary>The people at work: at a steady rate, somebody edits, moves or enters a record in one of the systems.</summary>
internal sealed class EditGenerator
{
    private readonly IReadOnlyList<IExternalSystem> _systems;
    private readonly EditJournal _journal;
    private readonly Random _random;
    private readonly List<(IExternalSystem System, List<SystemRecord> Records, Dictionary<EntityKind, List<SystemRecord>> ByKind)> _known = [];

    public EditGenerator(IReadOnlyList<IExternalSystem> systems, EditJournal journal, int seed)
    {
        (_systems, _journal, _random) = (systems, journal, new Random(seed));
    }

    /// <summary>How many edits this run has made.</summary>
    public long Made { get; private set; }

    /// <summary>Edits until cancelled or until the time is over.</summary>
    public async Task RunAsync(double rate, TimeSpan? duration, CancellationToken cancellationToken)
    {
        foreach (var system in _systems)
        {
            var records = system.ReadAll().Where(r => r.Id.Length < 100).ToList();
            var parents = records.Where(r => r.Key is not null).Select(r => (r.Kind, r.Id)).ToHashSet();
            var sound = records.Where(r => !string.IsNullOrWhiteSpace(r.Key) && (r.Kind == EntityKind.Site || parents.Contains((r.Kind - 1, r.ParentId ?? "")))).ToList();
            _known.Add((system, records, sound.GroupBy(r => r.Kind).ToDictionary(g => g.Key, g => g.ToList())));
        }

        await RepairAsync(cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested && TimeProvider.System.GetElapsedTime(started) is var elapsed && !(elapsed >= duration))
        {
            var due = TimeSpan.FromSeconds(Made / rate) - elapsed;
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            await EditAsync();
            Made++;
        }
    }

    // Somebody finds a lost serial plate: what was parked for want of a key can be recognised.
    private async Task RepairAsync(CancellationToken cancellationToken)
    {
        foreach (var (system, records, byKind) in _known)
        {
            var sites = byKind[EntityKind.Site].Select(s => s.Id).ToHashSet();
            foreach (var device in records.Where(r => r.Kind == EntityKind.Device && string.IsNullOrWhiteSpace(r.Key) && sites.Contains(r.ParentId ?? "")).Take(1))
                await system.EditAsync(EntityKind.Device, device.Id, "Serial", $"FOUND-{system.Name.ToUpperInvariant()}-{device.Id}", cancellationToken);
        }
    }

    // An edit that has begun is finished, so that the journal is right; only a kill can come between.
    private async Task EditAsync()
    {
        var (system, _, byKind) = _known[_random.Next(_known.Count)];
        var kind = _random.NextDouble() switch { < 0.05 => EntityKind.Site, < 0.2 => EntityKind.Device, _ => EntityKind.Sensor };
        var record = Pick(byKind[kind]);
        var number = _journal.NextNumber;
        var dice = _random.NextDouble();
        if (dice < 0.03)
            await EnterAsync(system, byKind, number);
        else if (dice < 0.08 && kind != EntityKind.Site)
            await MoveAsync(system, record, Pick(byKind[kind - 1]), number);
        else
            await ChangeAsync(system, record, number);
    }

    private async Task EnterAsync(IExternalSystem system, Dictionary<EntityKind, List<SystemRecord>> byKind, long number)
    {
        var key = $"NEW-{number}";
        var edit = new Edit(number, system.Name, key, EntityKind.Sensor, key, "Unit", "lx");
        _journal.Intend(edit);
        await system.CreateAsync(EntityKind.Sensor, Pick(byKind[EntityKind.Device]).Id,
            new Dictionary<string, string?> { ["SensorKey"] = key, ["Name"] = $"Illuminance {number}", ["Unit"] = "lx" }, CancellationToken.None);
        _journal.Done(edit);
    }

    private async Task MoveAsync(IExternalSystem system, SystemRecord record, SystemRecord parent, long number)
    {
        var edit = new Edit(number, system.Name, record.Id, record.Kind, record.Key!, "Parent", parent.Key);
        _journal.Intend(edit);
        await system.EditAsync(record.Kind, record.Id, "ParentId", parent.Id, CancellationToken.None);
        _journal.Done(edit);
    }

    private async Task ChangeAsync(IExternalSystem system, SystemRecord record, long number)
    {
        var field = Pick([.. record.Fields.Keys.Where(f => f != "Unit")]);
        var value = system.AsKept(field, field switch
        {
            "Low" => (number / 100.0).ToString(CultureInfo.InvariantCulture),
            "High" => (1000 + number / 100.0).ToString(CultureInfo.InvariantCulture),
            "Name" => $"#{number} {record.Kind} renamed by {system.Name}",
            _ => $"{field} {number}",
        });
        var edit = new Edit(number, system.Name, record.Id, record.Kind, record.Key!, field, value);
        _journal.Intend(edit);
        await system.EditAsync(record.Kind, record.Id, field, value, CancellationToken.None);
        _journal.Done(edit);
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
