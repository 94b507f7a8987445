using BuildingSync.Editing;
using BuildingSync.World;

namespace BuildingSync.Checking;

/// <summary>Whether the edits of people are where they must be: in every system.</summary>
/// <param name="Looked">The fields that were edited in one place only, so that the last edit must stand.</param>
/// <param name="Contested">The fields that were edited in several places; one of the edits stands, which one is not checked here.</param>
/// <param name="Lost">The last edits that do not stand, in words.</param>
internal sealed record EditReport(int Looked, int Contested, IReadOnlyList<string> Lost)
{
    /// <summary>Looks for each edit in the systems' own storages.</summary>
    public static EditReport Run(IReadOnlyList<Edit> edits, IReadOnlyList<IExternalSystem> systems)
    {
        var records = systems.ToDictionary(s => s, s => s.ReadAll());
        var byKey = records.ToDictionary(s => s.Key, s => s.Value.Where(r => r.Key is not null).ToLookup(r => (r.Kind, Normal(r.Key))));
        var parents = records.ToDictionary(s => s.Key, s => s.Value.GroupBy(r => (r.Kind, r.Id)).ToDictionary(g => g.Key, g => g.First().Key));
        var contested = 0;
        var looked = 0;
        var lost = new List<string>();
        foreach (var field in edits.GroupBy(e => (e.Kind, Key: Normal(e.Key), e.Field)))
        {
            var last = field.Last();
            if (field.DistinctBy(e => (e.System, e.Id)).Count() > 1)
            {
                contested++;
                continue;
            }

            if (!last.Done)
                continue;
            looked++;
            foreach (var system in systems)
            {
                foreach (var record in byKey[system][(field.Key.Kind, field.Key.Key)])
                {
                    var value = last.Field == "Parent" ? parents[system].GetValueOrDefault((record.Kind - 1, record.ParentId ?? ""))
                        : record.Fields.TryGetValue(last.Field, out var found) ? found
                        : last.Value;
                    if (!Same(last, value, system))
                        lost.Add($"edit {last.Number}: {last.Kind} {last.Key} got {last.Field} '{last.Value}' in {last.System}, but {system.Name} ({record.Id}) has '{value}'");
                }
            }
        }

        return new(looked, contested, lost);
    }

    private static bool Same(Edit edit, string? value, IExternalSystem system) => edit.Field == "Parent"
        ? Normal(value) == Normal(edit.Value)
        : system.AsKept(edit.Field, value) == system.AsKept(edit.Field, edit.Value);

    private static string Normal(string? key) => (key ?? "").Trim().ToUpperInvariant();
}
