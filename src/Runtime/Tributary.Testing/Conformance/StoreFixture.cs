using System.Text;
using Tributary.Store;
using Tributary.Testing.Conformance;

namespace Tributary.Testing;

/// <summary>A store under test, with the virtual clock that it lives by.</summary>
public sealed class StoreFixture : IAsyncDisposable
{
    private readonly Func<TimeProvider, ValueTask<IFlowStore>> _create;
    private IFlowStore? _store;

    /// <summary>Creates a fixture. Nothing is created until <see cref="OpenAsync"/>.</summary>
    /// <param name="create">Creates a store that is not yet opened; called again by <see cref="ReopenAsync"/>, over the same data.</param>
    public StoreFixture(Func<TimeProvider, ValueTask<IFlowStore>> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
    }

    /// <summary>The clock of the store.</summary>
    public VirtualTimeProvider Time { get; } = new();

    /// <summary>The opened store.</summary>
    /// <exception cref="InvalidOperationException">The fixture is not open.</exception>
    public IFlowStore Store => _store ?? throw new InvalidOperationException("Open the fixture first.");

    /// <summary>Creates and opens the store.</summary>
    public async Task OpenAsync()
    {
        _store = await CreateAsync().ConfigureAwait(false);
        await _store.OpenAsync().ConfigureAwait(false);
    }

    /// <summary>Closes the store and opens it again over the same data, as a new start of the process would.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync().ConfigureAwait(false);
        await OpenAsync().ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync().ConfigureAwait(false);
    }

    internal static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    internal static IEnumerable<string> Texts(Lease lease) => lease.Messages.Select(static m => Text(m.Body));

    internal ValueTask<IFlowStore> CreateAsync() => _create(Time);

    internal async Task<CommitResult> Applied(Commit commit)
    {
        var result = await Store.CommitAsync(commit).ConfigureAwait(false);
        Expect.That(result.Succeeded, $"the commit to be applied, but it was refused: {result.Conflict} of '{result.Subject}'.");
        return result;
    }

    internal async Task<CommitResult> Refused(Commit commit, ConflictKind kind, string why)
    {
        var result = await Store.CommitAsync(commit).ConfigureAwait(false);
        Expect.That(!result.Succeeded, $"the commit to be refused, because {why}, but it was applied.");
        Expect.Equal(kind, result.Conflict, $"the kind of conflict, because {why},");
        return result;
    }

    internal Task<CommitResult> Send(string queue, string partition, params string[] bodies)
    {
        var commit = new Commit();
        foreach (var body in bodies)
            commit.Send(new OutgoingMessage(new(queue, partition), Bytes(body)));
        return Applied(commit);
    }

    internal ValueTask<Lease?> TryLease(string queue, int max = 256) =>
        Store.TryLeaseAsync(new LeaseRequest([queue], TimeSpan.FromMinutes(1), max));

    internal async Task<Lease> Lease(string queue, int max = 256) =>
        Expect.Some(await TryLease(queue, max).ConfigureAwait(false), $"a lease of queue '{queue}'");

    internal async Task NoLease(string queue, string why)
    {
        var lease = await TryLease(queue).ConfigureAwait(false);
        Expect.That(lease is null, $"no lease of queue '{queue}', because {why}, but got one of {lease?.Address} with {lease?.Messages.Count} messages.");
    }

    internal async Task<string?> Body(DocumentKey key) =>
        await Store.GetAsync(key).ConfigureAwait(false) is { } document ? Text(document.Body) : null;

    internal async Task<long> Version(DocumentKey key) =>
        Expect.Some(await Store.GetAsync(key).ConfigureAwait(false), $"document '{key}'").Version;

    internal async Task<IReadOnlyList<string>> Log(string log, long from = 0, int max = 10_000) =>
        [.. (await Store.ReadLogAsync(log, from, max).ConfigureAwait(false)).Select(static e => $"{e.Position}={Text(e.Body)}")];
}
