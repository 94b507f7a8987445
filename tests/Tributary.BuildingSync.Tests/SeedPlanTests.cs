using BuildingSync.Checking;
using BuildingSync.Seeding;
using BuildingSync.Systems.Bms;
using BuildingSync.Systems.Cmms;
using BuildingSync.World;

namespace Tributary.BuildingSync.Tests;

public sealed class SeedPlanTests
{
    [Fact]
    public void The_same_seed_gives_the_same_records()
    {
        var (a, b, other) = (Text(SeedPlan.Create(7, 0.02)), Text(SeedPlan.Create(7, 0.02)), Text(SeedPlan.Create(8, 0.02)));
        Assert.Equal(a, b);
        Assert.NotEqual(a, other);
    }

    [Fact]
    public void The_full_size_is_200_sites_2000_devices_and_20000_sensors_over_all_systems()
    {
        var plan = SeedPlan.Create(1, 1);
        var keys = plan.Systems.Values.SelectMany(r => r).Select(r => (r.Kind, r.Fields[SystemRecord.KeyField(r.Kind)]!.Trim().ToUpperInvariant())).Distinct();
        Assert.Equal([200, 2_000, 20_000], keys.CountBy(k => k.Kind).OrderBy(c => c.Key).Select(c => c.Value));
        Assert.All(plan.Systems.Values, records => Assert.InRange(records.Count, 8_000, 18_000));
    }

    [Fact]
    public void Every_parent_is_known_to_the_system_that_knows_the_child()
    {
        foreach (var records in SeedPlan.Create(3, 0.05).Systems.Values)
        {
            var ids = records.Select(r => (r.Kind, r.Id)).ToHashSet();
            Assert.Equal(records.Count, ids.Count);
            Assert.All(records.Where(r => r.Kind != EntityKind.Site), r => Assert.Contains((r.Kind - 1, r.ParentId!), ids));
        }
    }

    [Fact]
    public void Before_the_first_synchronisation_the_systems_disagree_and_the_check_says_so()
    {
        using var folder = new TempFolder();
        using var db = new BmsDatabase(folder["bms.db"]);
        var cmms = new CmmsFolder(folder["cmms"]);
        var plan = SeedPlan.Create(3, 0.02);
        Seeder.SeedBms(db, plan.Systems["bms"]);
        Seeder.SeedCmms(cmms, plan.Systems["cmms"]);
        var report = ConvergenceCheck.Run([new BmsSystem(db), new CmmsSystem(cmms)]);
        Assert.False(report.Converged);
        Assert.Equal(10, report.Examples.Count);
        Assert.Equal(1, report.Unusable[("bms", "no key")]);
        Assert.Equal(1, report.Unusable[("bms", "unknown parent")]);
        Assert.Equal(1, report.Unusable[("bms", "not a number")]);
        Assert.Equal(1, report.Unusable[("cmms", "not a number")]);
    }

    private static string Text(SeedPlan plan) => string.Join('\n', plan.Systems.SelectMany(s => s.Value.Select(r =>
        $"{s.Key} {r.Kind} {r.Id} {r.ParentId} {string.Join(',', r.Fields)}")));
}
