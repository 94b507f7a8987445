using BuildingSync.Checking;
using BuildingSync.World;

namespace Tributary.BuildingSync.Tests;

public sealed class ConvergenceCheckTests
{
    [Fact]
    public void Systems_agree_when_values_are_equal_after_what_each_does_to_them()
    {
        var report = ConvergenceCheck.Run(
        [
            new Fixed("a", null, Site("1", "S1", "A long name"), Device("7", "1", "D1", ("Low", "1.0"))),
            new Fixed("b", 6, Site("x", "S1", "A long"), Device("y", "x", "D1", ("Low", "1"), ("Note", "only b has notes"))),
        ]);
        Assert.True(report.Converged, string.Join('\n', report.Examples));
        Assert.Equal(2, report.Records["a"]);
        Assert.Equal((1, 1), (report.Things[EntityKind.Site], report.Things[EntityKind.Device]));
    }

    [Fact]
    public void Differing_values_missing_records_and_other_parents_are_found()
    {
        var report = ConvergenceCheck.Run(
        [
            new Fixed("a", null, Site("1", "S1", "One"), Site("2", "S2", "Two"), Device("7", "1", "D1")),
            new Fixed("b", null, Site("1", "S2", "Two"), Site("2", "S1", "Uno"), Device("9", "1", "D1"), Site("3", "S3", "Three")),
        ]);
        Assert.Equal(
            [
                "Device D1: parent is 'S1' in a (7) and 'S2' in b (9)",
                "Site S1: Name is 'One' in a (1) and 'Uno' in b (2)",
                "Site S3 is missing in a",
            ],
            report.Examples.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_records_of_one_system_for_one_thing_must_agree_too()
    {
        var report = ConvergenceCheck.Run([new Fixed("a", null, Site("1", "S1", "One"), Site("2", "s1 ", "Two"))]);
        Assert.Equal(2, report.Differences);
    }

    [Fact]
    public void Records_without_key_parent_or_proper_numbers_are_counted_and_not_compared()
    {
        var report = ConvergenceCheck.Run(
        [
            new Fixed("a", null, Site("1", "S1", "One"), Site("2", " ", "Nameless"), Device("3", "99", "D1"), Device("4", null, "D2"), Device("5", "1", "D3", ("High", "much"))),
            new Fixed("b", null, Site("1", "S1", "One")),
        ]);
        Assert.True(report.Converged, string.Join('\n', report.Examples));
        Assert.Equal((1, 2, 1), (report.Unusable[("a", "no key")], report.Unusable[("a", "unknown parent")], report.Unusable[("a", "not a number")]));
    }

    private static SystemRecord Site(string id, string key, string name) => new(EntityKind.Site, id, key, null, new Dictionary<string, string?> { ["Name"] = name });

    private static SystemRecord Device(string id, string? parent, string key, params IEnumerable<(string Name, string? Value)> fields) =>
        new(EntityKind.Device, id, key, parent, fields.ToDictionary(f => f.Name, f => f.Value));

    private sealed class Fixed(string name, int? nameLength, params IReadOnlyList<SystemRecord> records) : IExternalSystem
    {
        public string Name => name;

        public IReadOnlyList<SystemRecord> ReadAll() => records;

        public string? AsKept(string field, string? value) => field == "Name" && value?.Length > nameLength ? value[..nameLength.Value] : value;

        public Task EditAsync(EntityKind kind, string id, string field, string? value, CancellationToken cancellationToken) =>
            throw new NotSupportedException("These records are fixed.");

        public Task<string> CreateAsync(EntityKind kind, string? parentId, IReadOnlyDictionary<string, string?> fields, CancellationToken cancellationToken) =>
            throw new NotSupportedException("These records are fixed.");
    }
}
