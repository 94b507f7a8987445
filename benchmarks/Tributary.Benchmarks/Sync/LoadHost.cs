using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tributary.Sqlite;

namespace Tributary.Benchmarks.Sync;

/// <summary>A real host over a real SQLite file in a folder of its own.</summary>
internal sealed class LoadHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _folder;

    private LoadHost(IHost host, string folder)
    {
        _host = host;
        _folder = folder;
    }

    public AdapterFlow Source => _host.Services.GetRequiredService<SourceAdapter>().Out;

    public TargetAdapter Target => _host.Services.GetRequiredService<TargetAdapter>();

    public FlowSync Sync => _host.Services.GetRequiredService<FlowSync>();

    public IServiceProvider Services => _host.Services;

    public static async Task<LoadHost> StartAsync(Action? built = null)
    {
        var folder = Directory.CreateTempSubdirectory("tributary-load").FullName;
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddTributary().UseSqlite(Path.Combine(folder, "flow.db"));
        var host = builder.Build();
        built?.Invoke();
        await host.StartAsync();
        await host.Services.GetRequiredService<SourceAdapter>().Started;
        await host.Services.GetRequiredService<TargetAdapter>().Started;
        return new LoadHost(host, folder);
    }

    /// <summary>Sends one round of updates, one per entity, in batches, and waits until the other system has them all.</summary>
    public async Task RoundAsync(int entities, int round, int batch = 250)
    {
        var reached = Target.ReachAsync(Target.Received + entities);
        for (var start = 0; start < entities; start += batch)
            await Source.SendMany([.. Enumerable.Range(start, Math.Min(batch, entities - start)).Select(number => Meter.Make(number, round))]);
        await reached;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
