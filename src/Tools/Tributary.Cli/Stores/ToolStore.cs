using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tributary.Hosting;
using Tributary.Orchestrations;
using Tributary.Sqlite;
using Tributary.Sqlite.Beside;
using Tributary.Store;

namespace Tributary.Cli.Stores;

/// <summary>
/// A store as the tool uses it: it never keeps a host from its store and never runs a turn. To read, the file is read beside whoever holds
/// it. To change something, the tool opens the store itself when nobody holds it, and else asks the process that does.
/// </summary>
internal sealed class ToolStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IFlowStore _store;

    private ToolStore(IFlowStore store)
    {
        _store = store;
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(store);
        services.AddTributaryCore();
        DurableHosting.AddEngine(services);
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<DurableClient>();
    }

    /// <summary>The client over the store.</summary>
    public DurableClient Client { get; }

    /// <summary>Opens a store to read it.</summary>
    /// <exception cref="FlowStoreException">The file is missing, foreign or damaged.</exception>
    public static async Task<ToolStore> ReadAsync(string path, CancellationToken cancellationToken) =>
        await OpenAsync(new AttachedSqliteStore(path), cancellationToken);

    /// <summary>Opens a store to change it.</summary>
    /// <exception cref="FlowStoreException">The file is missing, foreign or damaged.</exception>
    public static async Task<ToolStore> ChangeAsync(string path, CancellationToken cancellationToken)
    {
        // A file that is missing or foreign is found here, before anything is made beside it.
        var beside = await ReadAsync(path, cancellationToken);
        try
        {
            var options = new SqliteStoreOptions { Path = path, CheckIntegrity = false };
            var own = await OpenAsync(new SqliteFlowStore(Options.Create(options), TimeProvider.System), cancellationToken);
            await beside.DisposeAsync();
            return own;
        }
        catch (FlowStoreException e) when (e.Fault == FlowStoreFault.Locked)
        {
            return beside;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static async Task<ToolStore> OpenAsync(IFlowStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.OpenAsync(cancellationToken);
            return new ToolStore(store);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }
}
