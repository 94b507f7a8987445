using System.Globalization;
using BuildingSync.World;

namespace BuildingSync.Checking;

/// <summary>
/// Compares what the systems have in their own storages: the same things by key, each field after what either system does to a value
/// that it is given, and parents by the parents' keys. It knows nothing of how the systems are kept in agreement.
/// </summary>
internal static class ConvergenceCheck
{
    private const int MaxExamples = 10;

    // Longer ids are refused as dead letters, so what they name stays where it is.
    private const int LongestId = 512;

    public static ConvergenceReport Run(IReadOnlyList<IExternalSystem> systems)
    {
        var unusable = new Dictionary<(string, string), int>();
        var usable = systems.SelectMany(s => Usable(s, unusable)).ToList();
        var things = usable.GroupBy(r => (r.Record.Kind, r.Key)).ToList();
        var differences = new Differences();
        var compared = 0L;
        foreach (var thing in things)
        {
            foreach (var system in systems.Where(s => thing.All(r => r.System != s)))
                differences.Add($"{thing.Key.Kind} {thing.Key.Key} is missing in {system.Name}");
            var records = thing.ToList();
            for (var i = 1; i < records.Count; i++)
                compared += Compare(records[0], records[i], differences);
        }

        return new()
        {
            Things = things.CountBy(t => t.Key.Kind).ToDictionary(),
            Records = usable.CountBy(r => r.System.Name).ToDictionary(),
            Unusable = unusable,
            Compared = compared,
            Differences = differences.Count,
            Examples = differences.Examples,
        };
    }

    // A record counts when it has a key, an id of usual length and proper values, and its parent does too.
    private static IEnumerable<Located> Usable(IExternalSystem system, Dictionary<(string, string), int> unusable)
    {
        var keys = new Dictionary<(EntityKind, string), string>();
        foreach (var record in system.ReadAll().OrderBy(r => r.Kind))
        {
            string? parent = null;
            var reason = string.IsNullOrWhiteSpace(record.Key) ? "no key"
                : record.Id.Length > LongestId ? "id too long"
                : record.Kind != EntityKind.Site && (record.ParentId is null || !keys.TryGetValue((record.Kind - 1, record.ParentId), out parent)) ? "unknown parent"
                : record.Fields.Any(f => IsNumeric(f.Key) && f.Value is not null && Number(f.Value) is null) ? "not a number"
                : null;
            if (reason is not null)
            {
                unusable[(system.Name, reason)] = unusable.GetValueOrDefault((system.Name, reason)) + 1;
                continue;
            }

            var key = record.Key!.Trim().ToUpperInvariant();
            keys[(record.Kind, record.Id)] = key;
            yield return new(system, record, key, parent);
        }
    }

    private static int Compare(Located left, Located right, Differences differences)
    {
        if (left.Record.Key != right.Record.Key)
            differences.Add(left, right, SystemRecord.KeyField(left.Record.Kind), left.Record.Key, right.Record.Key);
        if (left.ParentKey != right.ParentKey)
            differences.Add(left, right, "parent", left.ParentKey, right.ParentKey);
        var compared = 2;
        foreach (var (field, value) in left.Record.Fields)
        {
            if (!right.Record.Fields.TryGetValue(field, out var other))
                continue;
            compared++;
            if (!Same(field, right.System.AsKept(field, value), left.System.AsKept(field, other)))
                differences.Add(left, right, field, value, other);
        }

        return compared;
    }

    private static bool Same(string field, string? left, string? right) =>
        left == right || (IsNumeric(field) && left is not null && right is not null && Number(left) == Number(right));

    private static bool IsNumeric(string field) => field is "Low" or "High";

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Located(IExternalSystem System, SystemRecord Record, string Key, string? ParentKey);

    private sealed class Differences
    {
        private readonly List<string> _examples = [];

        public int Count { get; private set; }

        public IReadOnlyList<string> Examples => _examples;

        public void Add(string difference)
        {
            Count++;
            if (_examples.Count < MaxExamples)
                _examples.Add(difference);
        }

        public void Add(Located left, Located right, string field, string? a, string? b) => Add(
            $"{left.Record.Kind} {left.Key}: {field} is '{a}' in {left.System.Name} ({Short(left)}) and '{b}' in {right.System.Name} ({Short(right)})");

        private static string Short(Located located) => located.Record.Id.Length <= 24 ? located.Record.Id : located.Record.Id[..21] + "...";
    }
}
