using Microsoft.Extensions.Options;
using Tributary.Sqlite.Database;
using Tributary.Store;

namespace Tributary.Sqlite.Tests;

/// <summary>A folder of its own for one test, with the stores that were opened in it.</summary>
public sealed class StoreFolder : IAsyncDisposable
{
    private readonly List<SqliteFlowStore> _stores = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("tributary-").FullName;

    public string File => Path.Combine(Folder, "store.db");

    public SqliteFlowStore Create(
        Action<SqliteStoreOptions>? configure = null, TimeProvider? clock = null, IReadOnlyList<string>? schema = null)
    {
        var options = new SqliteStoreOptions { Path = File, BusyTimeout = TimeSpan.FromMilliseconds(50) };
        configure?.Invoke(options);
        var store = new SqliteFlowStore(Options.Create(options), clock ?? TimeProvider.System, null, schema ?? Schema.Steps);
        _stores.Add(store);
        return store;
    }

    public async Task<SqliteFlowStore> OpenAsync(
        Action<SqliteStoreOptions>? configure = null, TimeProvider? clock = null, IReadOnlyList<string>? schema = null)
    {
        var store = Create(configure, clock, schema);
        await store.OpenAsync();
        return store;
    }

    public async Task<FlowStoreException> RefusedAsync(Action<SqliteStoreOptions>? configure = null)
    {
        var refusal = await Assert.ThrowsAsync<FlowStoreException>(async () => await OpenAsync(configure));
        Assert.Contains(_stores[^1].Path, refusal.Message, StringComparison.Ordinal);
        return refusal;
    }

    /// <summary>Copies the files as they are at this moment, which is what a crash would leave, into a folder of its own.</summary>
    public StoreFolder CopyAsCrashed()
    {
        var copy = new StoreFolder();
        foreach (var suffix in new[] { "", "-wal" })
        {
            using var from = new FileStream(File + suffix, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = System.IO.File.Create(copy.File + suffix);
            from.CopyTo(to);
        }

        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
