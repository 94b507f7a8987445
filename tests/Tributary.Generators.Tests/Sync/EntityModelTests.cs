namespace Tributary.Generators.Tests.Sync;

/// <summary>What a generated model says and does, by running it.</summary>
public class EntityModelTests
{
    [Fact]
    public void Fields_have_the_id_first_then_base_members_then_the_order_of_declaration()
    {
        var fields = SyncTest.Probe("""
            namespace App;
            public abstract class Named { public string? Name { get; set; } public virtual int Rank { get; set; } }
            [FlowEntity]
            public sealed partial class Device : Named, IFlowEntity
            {
                public string? Serial { get; set; }
                public override int Rank { get; set; }
                [CodecIgnore] public object? Tag { get; set; }
                public static int Count { get; set; }
                public int Computed => 1;
                private int Hidden { get; set; }
                public string Id { get; set; } = "";
                [WireName("fw")] public string? FirmwareVersion { get; set; }
                public string? URLPath { get; set; }
            }
            public static class Probe
            {
                public static string[] Run() => [.. new TributaryGenerated.DeviceModel().Fields.Select(f => $"{f.Ordinal} {f.Name} {f.WireName}")];
            }
            """);

        Assert.Equal(["0 Id id", "1 Name name", "2 Rank rank", "3 Serial serial", "4 FirmwareVersion fw", "5 URLPath urlPath"], fields);
    }

    [Fact]
    public void Parents_are_translated_by_index()
    {
        var seen = SyncTest.Probe("""
            namespace App;
            [FlowEntity(Name = "building")] public partial class Site : IFlowEntity { public string Id { get; set; } = ""; }
            [FlowEntity]
            public partial class Device : IFlowEntity
            {
                public string Id { get; set; } = "";
                [ParentKey(typeof(Site))] public string SiteId { get; set; } = "";
                [ParentKey(typeof(Device))] public string? PartOf { get; set; }
            }
            public static class Probe
            {
                public static string[] Run()
                {
                    var model = new TributaryGenerated.DeviceModel();
                    var device = new Device { SiteId = "s" };
                    model.SetParent(device, 1, "d2");
                    model.SetParent(device, 0, "s2");
                    return
                    [
                        .. model.Parents.Select(p => $"{p.Ordinal} {p.Entity} {p.Required}"),
                        device.SiteId, device.PartOf!, model.GetParent(device, 0)!, model.GetParent(device, 1)!,
                        Fails(() => model.GetParent(device, 2)), Fails(() => model.SetParent(device, 2, "x")),
                    ];
                }
                static string Fails(Action call) { try { call(); return "no"; } catch (ArgumentOutOfRangeException) { return "out of range"; } }
            }
            """);

        Assert.Equal(["1 building True", "2 Device False", "s2", "d2", "s2", "d2", "out of range", "out of range"], seen);
    }

    [Fact]
    public void Keys_are_single_composite_or_many_and_do_not_depend_on_the_culture()
    {
        var keys = SyncTest.Probe("""
            namespace App;
            using System.Globalization;
            using Tributary.Sync;
            public enum Kind { Meter, Valve }
            [FlowEntity]
            public partial class Sensor : IFlowEntity
            {
                public string Id { get; set; } = "";
                [AggregationKey] public string? Serial { get; set; }
                [AggregationKey(Exact = true)] public string? Tag { get; set; }
                [AggregationKey("place")] public int Floor { get; set; }
                [AggregationKey("place")] public Kind? Kind { get; set; }
                [AggregationKey] public List<string?>? Aliases { get; set; }
                [AggregationKey] public decimal? Weight { get; set; }
                [AggregationKey] public double Height { get; set; }
                [AggregationKey] public Guid Token { get; set; }
                [AggregationKey] public string Computed => "c" + Serial?.Trim();
            }
            public static class Probe
            {
                public static string[] Run()
                {
                    var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
                    culture.NumberFormat.NumberDecimalSeparator = ",";
                    culture.NumberFormat.NegativeSign = "~";
                    CultureInfo.CurrentCulture = culture;
                    var model = new TributaryGenerated.SensorModel();
                    var keys = new KeyCollector();
                    model.CollectKeys(new Sensor
                    {
                        Serial = " sn-1 ", Tag = " t ", Floor = -2, Kind = Kind.Valve, Aliases = ["a", null, "b", "A"], Weight = 1.50m, Height = -0.5,
                    }, keys);
                    var full = keys.Keys.Select(k => k.Path + "=" + k.Value).ToList();
                    keys.Clear();
                    model.CollectKeys(new Sensor(), keys);
                    return [.. full, "empty:", .. keys.Keys.Select(k => k.Path), "paths:", .. model.KeyPaths];
                }
            }
            """);

        Assert.Equal(
            [
                "Serial=SN-1", "Tag= t ", "Floor+Kind=2:-25:VALVE", "Aliases=A", "Aliases=B", "Weight=1.5", "Height=-0.5",
                "Token=00000000-0000-0000-0000-000000000000", "Computed=CSN-1",
                "empty:", "Height", "Token", "Computed",
                "paths:", "Serial", "Tag", "Floor+Kind", "Aliases", "Weight", "Height", "Token", "Computed",
            ],
            keys);
    }

    [Fact]
    public void A_field_filter_hides_fields_from_systems_but_never_the_id()
    {
        var visible = SyncTest.Probe("""
            namespace App;
            [FlowEntity]
            public partial class Sensor : IFlowEntity
            {
                [FlowField(Except = ["oem"])] public string Id { get; set; } = "";
                [FlowField(Except = ["oem"])] public string? Unit { get; set; }
                [FlowField(Only = ["bms", "oem"])] public string? Bus { get; set; }
                [FlowField(Only = ["bms", "cmms"], Except = ["cmms"])] public string? Both { get; set; }
                [FlowField] public string? Name { get; set; }
            }
            public static class Probe
            {
                public static string[] Run()
                {
                    var model = new TributaryGenerated.SensorModel();
                    return [.. new[] { "oem", "bms", "cmms", "other" }.Select(s => $"{s}: {string.Join(' ', model.NamesOf(model.VisibleTo(s)))}")];
                }
            }
            """);

        Assert.Equal(["oem: Id Bus Name", "bms: Id Unit Bus Both Name", "cmms: Id Unit Name", "other: Id Unit Name"], visible);
    }

    [Fact]
    public void Differences_leave_the_id_out_and_copies_are_deep()
    {
        var seen = SyncTest.Probe("""
            namespace App;
            using Tributary.Codec;
            [FlowEntity]
            public partial class Sensor : IFlowEntity
            {
                public string Id { get; set; } = "";
                public string Name { get; set; } = "new";
                public List<string>? Tags { get; set; }
                public double? Limit { get; set; }
            }
            public static class Probe
            {
                public static string[] Run()
                {
                    var model = new TributaryGenerated.SensorModel();
                    var x = new Sensor { Id = "1", Name = "a", Tags = ["t"], Limit = double.NaN };
                    var y = new Sensor { Id = "2", Name = "b", Tags = ["t"], Limit = 1 };
                    var differs = string.Join(' ', model.NamesOf(model.Diff(x, y)));
                    model.CopyFields(x, y, (Sensor.Fields.Tags | Sensor.Fields.Name).Mask);
                    var shared = ReferenceEquals(x.Tags, y.Tags);
                    x.Tags.Add("more");
                    return [differs, y.Id, y.Name, shared.ToString(), string.Join(' ', model.NamesOf(model.Diff(x, y))), model.Create().Name];
                }
            }
            """);

        Assert.Equal(["Name Limit", "2", "a", "False", "Tags Limit", "new"], seen);
    }
}
