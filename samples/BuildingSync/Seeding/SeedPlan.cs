using System.Globalization;
using BuildingSync.Systems.Cmms;
using BuildingSync.Systems.Oem;
using BuildingSync.World;

namespace BuildingSync.Seeding;

/// <summary>
/// What the three systems know before they meet: parts of the same 200 sites, 2,000 devices and 20,000 sensors, each with its own ids,
/// spellings and gaps. The same seed and scale give the same plan.
/// </summary>
internal sealed class SeedPlan
{
    private readonly Random _random;
    private readonly List<Truth> _truths = [];
    private readonly Dictionary<(string System, EntityKind Kind), int> _numbers = [];

    private SeedPlan(int seed) => _random = new Random(seed);

    /// <summary>The records of each system, in the order in which they were entered.</summary>
    public Dictionary<string, List<SeedRecord>> Systems { get; } = new() { ["bms"] = [], ["oem"] = [], ["cmms"] = [] };

    public static SeedPlan Create(int seed, double scale)
    {
        var plan = new SeedPlan(seed);
        plan.Imagine(Math.Max(3, (int)Math.Round(200 * scale)));
        plan.Spread();
        foreach (var (system, records) in plan.Systems)
            plan.Disorder(records, system == "cmms" ? 0 : records.Count / 10);
        return plan;
    }

    // What really stands in the buildings.
    private void Imagine(int sites)
    {
        for (var s = 1; s <= sites; s++)
        {
            var place = Pick(Vocabulary.Places);
            var site = Add(EntityKind.Site, null, ("Code", $"SITE-{s:D4}"), ("Name", $"{place} {Pick(Vocabulary.Uses)} {s}"), ("City", Pick(Vocabulary.Cities)));
            for (var d = 1; d <= 10; d++)
            {
                var serial = $"SN-{(s - 1) * 10 + d:D6}";
                var device = Add(EntityKind.Device, site, ("Serial", serial), ("Name", $"{Pick(Vocabulary.Machines)} {d}"),
                    ("Maker", Pick(Vocabulary.Makers)), ("Note", $"Serviced {2015 + _random.Next(10)}"));
                for (var p = 1; p <= 10; p++)
                {
                    var (name, unit, low, high) = Pick(Vocabulary.Measures);
                    Add(EntityKind.Sensor, device, ("SensorKey", $"{serial}/P{p:D2}"), ("Name", $"{name} {p}"), ("Unit", unit), ("Low", Text(low)), ("High", Text(high)));
                }
            }
        }
    }

    // Who knows of what. A system that does not know a parent does not know its children.
    private void Spread()
    {
        foreach (var truth in _truths)
        {
            var candidates = Systems.Keys.Where(s => truth.Parent is null || truth.Parent.Ids.ContainsKey(s)).ToList();
            var knowing = candidates.Where(_ => _random.NextDouble() < 0.75).ToList();
            foreach (var system in knowing.Count > 0 ? knowing : [Pick(candidates)])
            {
                var known = Systems[system];
                truth.Ids[system] = NextId(system, truth.Kind);
                known.Add(Describe(system, truth, truth.Ids[system]));
                if (system != "oem" && truth.Kind != EntityKind.Site && _random.NextDouble() < 0.01)
                    known.Add(Describe(system, truth, NextId(system, truth.Kind)));
            }
        }
    }

    private SeedRecord Describe(string system, Truth truth, string id)
    {
        var fields = new Dictionary<string, string?>(truth.Fields);
        if (fields["Name"] is { } name && (system == "bms" ? _random.NextDouble() < 0.5 : _random.NextDouble() < 0.1))
            fields["Name"] = Vocabulary.Abbreviate(name);
        if (fields.TryGetValue("Unit", out var unit) && unit is not null)
            fields["Unit"] = Vocabulary.Unit(system, unit);
        if (system == "bms" && truth.Kind == EntityKind.Device && _random.NextDouble() < 0.1)
            fields["Serial"] = fields["Serial"]!.ToLowerInvariant() + " ";
        foreach (var optional in new[] { "City", "Maker", "Note", "Unit", "Low", "High" })
        {
            if (fields.ContainsKey(optional) && _random.NextDouble() < 0.04)
                fields[optional] = null;
        }

        if (fields.TryGetValue("High", out var high) && high is not null && _random.NextDouble() < 0.02)
            fields["High"] = Text(double.Parse(high, CultureInfo.InvariantCulture) + _random.Next(1, 9));
        return new(truth.Kind, id, truth.Parent?.Ids[system], fields);
    }

    private void Disorder(List<SeedRecord> records, int swaps)
    {
        for (var i = 0; i < swaps; i++)
        {
            var (a, b) = (_random.Next(records.Count), _random.Next(records.Count));
            (records[a], records[b]) = (records[b], records[a]);
        }
    }

    private string NextId(string system, EntityKind kind)
    {
        var number = _numbers[(system, kind)] = _numbers.GetValueOrDefault((system, kind)) + 1;
        return system switch
        {
            "bms" => number.ToString(CultureInfo.InvariantCulture),
            "oem" => $"{OemSystem.Collections[(int)kind][..2]}-{(uint)(number * 2654435761L):x8}",
            _ => CmmsList.Of(kind).IdOf(number),
        };
    }

    private Truth Add(EntityKind kind, Truth? parent, params IEnumerable<(string Name, string? Value)> fields)
    {
        var truth = new Truth(kind, parent, fields.ToDictionary(f => f.Name, f => f.Value));
        _truths.Add(truth);
        return truth;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Truth(EntityKind Kind, Truth? Parent, Dictionary<string, string?> Fields)
    {
        public Dictionary<string, string> Ids { get; } = [];
    }
}
