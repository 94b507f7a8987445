using BuildingSync.Systems.Bms;
using BuildingSync.World;

namespace Tributary.BuildingSync.Tests;

public sealed class BmsDatabaseTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Changes_are_read_once_also_after_a_restart()
    {
        using (var db = Open())
        {
            var id = db.Enter(Point("K1", low: 1));
            db.Edit(BmsTable.Points, id, "label", "renamed");
            var page = db.ReadChanges(100);
            var row = Assert.Single(page.Rows);
            Assert.Equal("renamed", row.Text("label"));
            db.SaveReadPosition(page.Position);
        }

        using var again = Open();
        Assert.Empty(again.ReadChanges(100).Rows);
        Assert.Equal(again.LastPosition, again.ReadPosition);
    }

    [Fact]
    public void A_page_ends_at_its_limit_and_the_next_one_goes_on()
    {
        using var db = Open();
        for (var i = 0; i < 5; i++)
            db.Enter(Point("K" + i, i));
        var first = db.ReadChanges(3);
        Assert.Equal(3, first.Rows.Count);
        db.SaveReadPosition(first.Position);
        Assert.Equal(["K3", "K4"], db.ReadChanges(3).Rows.Select(r => r.Text("point_key")));
    }

    [Fact]
    public void A_repeated_reference_makes_no_second_row()
    {
        using var db = Open();
        var id = db.Insert(Point("K1", 1), "delivery-1");
        Assert.Equal(id, db.Insert(Point("K1", 1), "delivery-1"));
        Assert.Single(db.ReadAll(BmsTable.Points));
    }

    [Fact]
    public void An_interface_cannot_overwrite_an_operators_change_that_it_has_not_read()
    {
        using var db = Open();
        var id = db.Insert(Point("K1", 1), "delivery-1");
        db.Edit(BmsTable.Points, id, "label", "by hand");
        Assert.False(db.TryUpdate(new(BmsTable.Points, id, ("label", "pushed"))));
        db.SaveReadPosition(db.ReadChanges(100).Position);
        Assert.True(db.TryUpdate(new(BmsTable.Points, id, ("label", "pushed"))));
        Assert.Equal("pushed", db.ReadAll(BmsTable.Points)[0].Text("label"));
    }

    [Fact]
    public void An_interface_may_change_a_row_again_that_it_changed_itself()
    {
        using var db = Open();
        var id = db.Insert(Point("K1", 1), "delivery-1");
        Assert.True(db.TryUpdate(new(BmsTable.Points, id, ("label", "first"))));
        Assert.True(db.TryUpdate(new(BmsTable.Points, id, ("label", "second"))));
    }

    [Fact]
    public void A_row_that_does_not_exist_is_an_error_that_names_it()
    {
        using var db = Open();
        var error = Assert.Throws<KeyNotFoundException>(() => db.TryUpdate(new(BmsTable.Sites, 77)));
        Assert.Contains("sites has no row 77", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_in_a_number_column_is_an_error_that_names_table_row_and_column()
    {
        using var db = Open();
        db.EnterMany([new(BmsTable.Points, 5, ("point_key", "K"), ("low", "warm"))]);
        var row = db.ReadChanges(10).Rows[0];
        var error = Assert.Throws<BmsDataException>(() => row.Number("low"));
        Assert.Equal("bms table points, row 5, column low: 'warm' is not a number", error.Message);
    }

    [Fact]
    public async Task Operators_enter_edit_and_move_records()
    {
        using var db = Open();
        var system = new BmsSystem(db);
        var site = await system.CreateAsync(EntityKind.Site, null, new Dictionary<string, string?> { ["Code"] = "S1" }, default);
        var device = await system.CreateAsync(EntityKind.Device, null, new Dictionary<string, string?> { ["Serial"] = "D1" }, default);
        await system.EditAsync(EntityKind.Device, device, "ParentId", site, default);
        await system.EditAsync(EntityKind.Device, device, "Maker", "Alder", default);
        var record = system.ReadAll().Single(r => r.Kind == EntityKind.Device);
        Assert.Equal((site, "D1", "Alder"), (record.ParentId, record.Key, record.Fields["Maker"]));
    }

    private BmsDatabase Open() => new(_folder["bms.db"]);

    private static BmsRow Point(string key, double low) => new(BmsTable.Points, 0, ("point_key", key), ("label", "a point"), ("low", low));
}
