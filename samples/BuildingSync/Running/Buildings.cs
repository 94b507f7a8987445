using BuildingSync.Adapters;
using BuildingSync.Seeding;
using BuildingSync.Systems.Bms;
using BuildingSync.Systems.Cmms;
using BuildingSync.Systems.Oem;
using BuildingSync.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace BuildingSync.Running;

/// <summary>The world outside: the running systems in a data folder, and the doors through which adapters reach them.</summary>
internal sealed class Buildings : IAsyncDisposable
{
    private readonly BmsDatabase _bms;
    private readonly OemStore _oem;
    private readonly WebApplication _oemApi;
    private readonly HttpClient _http;
    private readonly CmmsReader _cmmsReader;

    private Buildings(DataFolder data, BmsDatabase bms, OemStore oem, WebApplication oemApi, CmmsFolder cmms)
    {
        (_bms, _oem, _oemApi) = (bms, oem, oemApi);
        _http = new HttpClient { BaseAddress = new Uri(oemApi.Urls.First()) };
        _cmmsReader = new CmmsReader(cmms);
        Bms = new BmsInterface(bms, Counter("bms", data));
        Oem = new OemInterface(new OemClient(_http, OemInterface.ClientName), data.OemCursor, Counter("oem", data));
        Cmms = new CmmsInterface(_cmmsReader, Counter("cmms", data));
        Legacy = new LegacyExport(data.LegacyExport, Counter("legacy", data));
        Systems = [new BmsSystem(bms), new OemSystem(data.OemStorage, new OemClient(_http, "portal")), new CmmsSystem(cmms)];
    }

    public BmsInterface Bms { get; }

    public OemInterface Oem { get; }

    public CmmsInterface Cmms { get; }

    public LegacyExport Legacy { get; }

    public List<AdapterCounter> Counters { get; } = [];

    /// <summary>The systems that are to agree, as their operators and an auditor see them.</summary>
    public IReadOnlyList<IExternalSystem> Systems { get; }

    /// <summary>Whether the adapters have read everything that there is.</summary>
    public bool AllRead => _bms.ReadPosition == _bms.LastPosition && Oem.Cursor == _oem.LastSeq && _cmmsReader.IsCurrent;

    /// <summary>Opens the systems; on first use, gives them their records.</summary>
    public static async Task<Buildings> OpenAsync(DataFolder data, SampleOptions options, CancellationToken cancellationToken)
    {
        if (!data.IsSeeded)
            data.ClearSystems();
        var bms = new BmsDatabase(data.BmsDatabase);
        var oem = new OemStore(data.OemStorage);
        var cmms = new CmmsFolder(data.CmmsFolder);
        if (!data.IsSeeded)
        {
            var plan = SeedPlan.Create(options.Seed, options.Scale);
            Seeder.SeedBms(bms, plan.Systems["bms"]);
            Seeder.SeedOem(oem, plan.Systems["oem"]);
            Seeder.SeedCmms(cmms, plan.Systems["cmms"]);
            Seeder.SeedLegacy(data.LegacyExport, plan.Systems["bms"]);
            data.MarkSeeded(options);
            cmms = new CmmsFolder(data.CmmsFolder);
        }

        return new(data, bms, oem, await OemApi.StartAsync(oem, options.Port, cancellationToken), cmms);
    }

    /// <summary>Hands the doors to the adapters.</summary>
    public void AddTo(IServiceCollection services) =>
        services.AddSingleton(Bms).AddSingleton(Oem).AddSingleton(Cmms).AddSingleton(Legacy);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _oemApi.DisposeAsync();
        _cmmsReader.Dispose();
        _oem.Dispose();
        _bms.Dispose();
    }

    private AdapterCounter Counter(string system, DataFolder data)
    {
        var counter = new AdapterCounter(system, new Rejects(data.Rejects(system)));
        Counters.Add(counter);
        return counter;
    }
}
