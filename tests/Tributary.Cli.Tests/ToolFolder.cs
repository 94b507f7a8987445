using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tributary.Sqlite;

namespace Tributary.Cli.Tests;

/// <summary>A folder with a store, a host that can be started on it, and the tool.</summary>
public sealed class ToolFolder : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private IHost? _host;

    public string Folder { get; } = Directory.CreateTempSubdirectory("tributary-").FullName;

    public string Store => Path.Combine(Folder, "store.db");

    public DurableClient Client => _host!.Services.GetRequiredService<DurableClient>();

    public async Task StartHostAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTributary().UseSqlite(Store);
        builder.Logging.ClearProviders();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task StopHostAsync()
    {
        if (_host is not { } host)
            return;
        _host = null;
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    /// <summary>Runs the tool on the store.</summary>
    public Task<Outcome> RunAsync(params string[] args) => RunFreelyAsync([.. args, "--store", Store]);

    /// <summary>Runs the tool with exactly these arguments.</summary>
    public static async Task<Outcome> RunFreelyAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Tool.RunAsync(args, output, error);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs the tool, which must succeed, and reads its JSON.</summary>
    public async Task<JsonElement> ReadAsync(params string[] args)
    {
        var outcome = await RunAsync([.. args, "--json"]);
        Assert.Equal((ExitCode.Ok, ""), (outcome.Code, outcome.Error));
        using var document = JsonDocument.Parse(outcome.Output);
        return document.RootElement.Clone();
    }

    /// <summary>Waits until an instance of the running host is as wanted.</summary>
    public async Task<InstanceInfo> UntilAsync(string id, Func<InstanceInfo, bool> wanted)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            if (await Client.FindAsync(id, patience.Token) is { } info && wanted(info))
                return info;
            await Task.Yield();
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopHostAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>What the tool did.</summary>
public sealed record Outcome(int Code, string Output, string Error);
