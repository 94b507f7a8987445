using BuildingSync.Systems.Cmms;
using BuildingSync.World;

namespace Tributary.BuildingSync.Tests;

public sealed class CmmsFolderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("a,b,c", "a|b|c")]
    [InlineData("\"a,1\",\"say \"\"hi\"\"\",", "a,1|say \"hi\"|")]
    [InlineData("", "")]
    public void Csv_lines_are_split_and_joined_back(string line, string values)
    {
        var (split, fault) = Csv.Split(line);
        Assert.Null(fault);
        Assert.Equal(values, string.Join('|', split));
        Assert.Equal(line, Csv.Join(split));
    }

    [Theory]
    [InlineData("a,\"b", "column 3 is not closed")]
    [InlineData("\"a\"b,c", "column 4")]
    public void A_malformed_csv_line_is_refused_with_its_column(string line, string where) =>
        Assert.Contains(where, Csv.Split(line).Fault, StringComparison.Ordinal);

    [Fact]
    public void Faulty_lines_are_reported_with_file_line_and_column_and_stay_in_the_file()
    {
        var folder = new CmmsFolder(_temp.Path);
        string[] raw =
        [
            "SE-000001,DV-000001,Good,K1,kPa,1,2,", "SE-000002,DV-000001,\"Open,K2,kPa,1,2,", "SE-000003,DV-000001", ",DV-000001,No number,K3,kPa,1,2,",
            "SE-000001,DV-000001,Twice,K4,kPa,1,2,",
        ];
        folder.SaveRaw(CmmsList.Sensors, "sensors-0000.csv", raw);
        var lines = folder.ReadFile(CmmsList.Sensors, "sensors-0000.csv");
        Assert.Equal(
            [
                null,
                "cmms sensors-0000.csv, line 3, column descr: the quote opened at column 21 is not closed",
                "cmms sensors-0000.csv, line 4: 2 values where the header has 8",
                "cmms sensors-0000.csv, line 5, column asset_no: is missing",
                "cmms sensors-0000.csv, line 6, column asset_no: SE-000001 is already on line 2",
            ],
            lines.Select(l => l.Fault?.Message));

        folder.Update(CmmsList.Sensors, "SE-000001", new Dictionary<string, string?> { ["uom"] = "bar" }, _ => true);
        Assert.Equal(raw.Skip(1), folder.ReadFile(CmmsList.Sensors, "sensors-0000.csv").Skip(1).Select(l => l.Raw));
    }

    [Fact]
    public void A_number_that_is_none_is_reported_with_its_column()
    {
        var line = CmmsLine.Parse(CmmsList.Sensors, "sensors-0000.csv", 2, "SE-000001,DV-000001,Good,K1,kPa,about 3,2,");
        var error = Assert.Throws<CmmsDataException>(() => line.Real("lo"));
        Assert.Equal("cmms sensors-0000.csv, line 2, column lo: 'about 3' is not a number", error.Message);
        Assert.Equal(2, line.Real("hi"));
    }

    [Fact]
    public void Descriptions_are_cut_to_24_characters()
    {
        var folder = new CmmsFolder(_temp.Path);
        var (id, _) = folder.Insert(CmmsList.Sites, new Dictionary<string, string?> { ["descr"] = "Northgate Research Building 17" }, null);
        Assert.Equal("Northgate Research Build", folder.ReadList(CmmsList.Sites).Single(l => l.Id == id)["descr"]);
    }

    [Fact]
    public void A_repeated_reference_makes_no_second_asset_also_after_a_restart()
    {
        var values = new Dictionary<string, string?> { ["site_code"] = "S1" };
        var (id, _) = new CmmsFolder(_temp.Path).Insert(CmmsList.Sites, values, "delivery-1");
        var again = new CmmsFolder(_temp.Path);
        Assert.Equal(id, again.Insert(CmmsList.Sites, values, "delivery-1").Id);
        Assert.Single(again.ReadList(CmmsList.Sites));
    }

    [Fact]
    public void A_reader_gets_changed_lines_until_they_are_marked_and_then_only_what_changes()
    {
        var folder = new CmmsFolder(_temp.Path);
        using var reader = new CmmsReader(folder);
        var (id, _) = folder.Insert(CmmsList.Sites, new Dictionary<string, string?> { ["site_code"] = "S1" }, null);
        folder.Insert(CmmsList.Sites, new Dictionary<string, string?> { ["site_code"] = "S2" }, null);
        var first = reader.ReadChanged().SelectMany(b => b).ToList();
        Assert.Equal(2, first.Count);
        Assert.Equal(2, reader.ReadChanged().SelectMany(b => b).Count());
        reader.MarkRead(first);
        Assert.Empty(reader.ReadChanged());
        Assert.True(reader.IsCurrent);
        folder.Update(CmmsList.Sites, id, new Dictionary<string, string?> { ["town"] = "Cork" }, _ => true);
        Assert.False(reader.IsCurrent);
        Assert.Equal(id, Assert.Single(reader.ReadChanged().SelectMany(b => b)).Id);
    }

    [Fact]
    public void A_reader_does_not_see_its_own_writes_and_overwrites_nothing_unseen()
    {
        var folder = new CmmsFolder(_temp.Path);
        using var reader = new CmmsReader(folder);
        var id = reader.Insert(CmmsList.Sites, new Dictionary<string, string?> { ["site_code"] = "S1" }, "delivery-1");
        Assert.True(reader.TryUpdate(CmmsList.Sites, id, new Dictionary<string, string?> { ["town"] = "Cork" }));
        Assert.Empty(reader.ReadChanged());
        folder.Update(CmmsList.Sites, id, new Dictionary<string, string?> { ["town"] = "Ghent" }, _ => true);
        Assert.False(reader.TryUpdate(CmmsList.Sites, id, new Dictionary<string, string?> { ["town"] = "Leeds" }));
        Assert.Equal("Ghent", folder.ReadList(CmmsList.Sites).Single()["town"]);
    }

    [Fact]
    public async Task A_file_that_is_replaced_by_hand_wakes_the_reader()
    {
        var folder = new CmmsFolder(_temp.Path);
        using var reader = new CmmsReader(folder);
        await reader.WaitAsync(default);
        folder.SaveRaw(CmmsList.Sites, "sites-0000.csv", ["ST-000001,By hand,Cork,S1,"]);
        await reader.WaitAsync(default);
        Assert.Equal("By hand", Assert.Single(reader.ReadChanged().SelectMany(b => b))["descr"]);
    }

    [Fact]
    public async Task Operators_move_records()
    {
        var system = new CmmsSystem(new CmmsFolder(_temp.Path));
        var id = await system.CreateAsync(EntityKind.Device, "ST-000001", new Dictionary<string, string?> { ["Serial"] = "D1" }, default);
        await system.EditAsync(EntityKind.Device, id, "ParentId", "ST-000002", default);
        Assert.Equal("ST-000002", system.ReadAll().Single().ParentId);
    }
}
