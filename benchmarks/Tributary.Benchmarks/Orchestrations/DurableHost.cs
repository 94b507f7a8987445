using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tributary.Sqlite;

namespace Tributary.Benchmarks.Orchestrations;

/// <summary>A real host over a real SQLite file; it can be stopped and started anew over the same file.</summary>
internal sealed class DurableHost : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tributary-durable").FullName;
    private readonly Action<DurableOptions>? _options;
    private IHost _host = null!;

    private DurableHost(Action<DurableOptions>? options) => _options = options;

    public DurableClient Client => _host.Services.GetRequiredService<DurableClient>();

    public static async Task<DurableHost> StartAsync(Action<DurableOptions>? options = null)
    {
        var host = new DurableHost(options);
        await host.StartAsync();
        return host;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddTributary().UseSqlite(Path.Combine(_folder, "flow.db"));
        if (_options is not null)
            builder.Services.Configure(_options);
        _host = builder.Build();
        await _host.StartAsync();
    }

    private async Task StopAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
