using Tributary.Store;

namespace Tributary.Testing;

/// <summary>
/// One process's handle on a store, which can die at a commit. After that every call on this handle throws
/// <see cref="SimulatedCrashException"/>, as everything that the dead process would still do must have no effect; a new start of the
/// process gets a new handle on the same store. Safe to call from any thread as far as its chance of faults is.
/// </summary>
public sealed class SimulatedStore : IFlowStore
{
    private readonly IFlowStore _inner;
    private readonly Func<Commit, StoreFault> _next;
    private readonly Func<bool> _reorder;
    private volatile bool _crashed;

    /// <summary>Creates a handle whose faults are drawn by chance.</summary>
    public SimulatedStore(IFlowStore inner, SeededChance chance, Func<SimulationFaults> faults)
        : this(inner, Draw(chance, faults), () => chance.Happens(faults().Reorder))
    {
    }

    /// <summary>Creates a handle whose faults are chosen commit by commit.</summary>
    /// <param name="inner">The store.</param>
    /// <param name="next">Asked once for each commit.</param>
    /// <param name="reorder">Asked before each lease whether another partition goes first; null for never.</param>
    public SimulatedStore(IFlowStore inner, Func<Commit, StoreFault> next, Func<bool>? reorder = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(next);
        _inner = inner;
        _next = next;
        _reorder = reorder ?? (static () => false);
        _inner.QueueReady += Forward;
    }

    /// <inheritdoc />
    public event Action<string>? QueueReady;

    /// <summary>Whether the process has died.</summary>
    public bool IsCrashed => _crashed;

    /// <summary>How many commits were handed to this handle.</summary>
    public long Commits { get; private set; }

    /// <summary>What was the last fault, for a trace; null when there was none.</summary>
    public string? LastFault { get; private set; }

    /// <summary>The partition that was leased last, for a trace; null when there was none.</summary>
    public MessageAddress? LastLease { get; private set; }

    /// <summary>The process dies now.</summary>
    public void Crash(string when)
    {
        LastFault = $"crash {when}";
        _crashed = true;
        _inner.QueueReady -= Forward;
        QueueReady = null;
    }

    /// <inheritdoc />
    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => Alive().OpenAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        var store = Alive();
        var number = ++Commits;
        switch (_next(commit))
        {
            case StoreFault.CrashBefore:
                Crash($"before commit {number}");
                throw Dead();
            case StoreFault.CrashAfter:
                await store.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
                Crash($"after commit {number}");
                throw Dead();
            case StoreFault.LoseLease when commit.Lease != default:
                LastFault = $"lost the lease of commit {number}";
                await store.AbandonAsync(commit.Lease, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
                break;
        }

        return await store.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask<Lease?> TryLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default)
    {
        var lease = await Alive().TryLeaseAsync(request, cancellationToken).ConfigureAwait(false);
        if (lease is not null && _reorder())
        {
            await _inner.AbandonAsync(lease.Token, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            lease = await _inner.TryLeaseAsync(request, cancellationToken).ConfigureAwait(false);
        }

        LastLease = lease?.Address ?? LastLease;
        return lease;
    }

    /// <inheritdoc />
    public ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default) => Alive().GetAsync(key, cancellationToken);

    /// <inheritdoc />
    public ValueTask<string?> LookupAsync(IndexKey key, CancellationToken cancellationToken = default) => Alive().LookupAsync(key, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(string log, long fromPosition, int maxEntries, CancellationToken cancellationToken = default) =>
        Alive().ReadLogAsync(log, fromPosition, maxEntries, cancellationToken);

    /// <inheritdoc />
    public ValueTask<long> GetLogEndAsync(string log, CancellationToken cancellationToken = default) => Alive().GetLogEndAsync(log, cancellationToken);

    /// <inheritdoc />
    public ValueTask<bool> RenewAsync(LeaseToken lease, TimeSpan duration, CancellationToken cancellationToken = default) =>
        Alive().RenewAsync(lease, duration, cancellationToken);

    /// <inheritdoc />
    public ValueTask<bool> AbandonAsync(LeaseToken lease, TimeSpan delay, CancellationToken cancellationToken = default) =>
        Alive().AbandonAsync(lease, delay, cancellationToken);

    /// <inheritdoc />
    public ValueTask<QueueCounts> CountAsync(string queue, CancellationToken cancellationToken = default) => Alive().CountAsync(queue, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ListQueuesAsync(CancellationToken cancellationToken = default) => Alive().ListQueuesAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask<Page<Document>> ListDocumentsAsync(string collection, string? after, int take, CancellationToken cancellationToken = default) =>
        Alive().ListDocumentsAsync(collection, after, take, cancellationToken);

    /// <inheritdoc />
    public ValueTask<Page<IndexEntry>> ListIndexAsync(string index, string prefix, string? after, int take, CancellationToken cancellationToken = default) =>
        Alive().ListIndexAsync(index, prefix, after, take, cancellationToken);

    /// <inheritdoc />
    public ValueTask<Page<StoredMessage>> ListMessagesAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) =>
        Alive().ListMessagesAsync(queue, after, take, cancellationToken);

    /// <inheritdoc />
    public ValueTask<Page<DeadLetter>> ListDeadLettersAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) =>
        Alive().ListDeadLettersAsync(queue, after, take, cancellationToken);

    /// <summary>Lets go of the store. The store itself belongs to who created it, because it outlives this process.</summary>
    public ValueTask DisposeAsync()
    {
        _inner.QueueReady -= Forward;
        return ValueTask.CompletedTask;
    }

    private static Func<Commit, StoreFault> Draw(SeededChance chance, Func<SimulationFaults> faults) => _ =>
    {
        var draw = chance.NextDouble();
        var odds = faults();
        if ((draw -= odds.CrashBeforeCommit) < 0)
            return StoreFault.CrashBefore;
        if ((draw -= odds.CrashAfterCommit) < 0)
            return StoreFault.CrashAfter;
        return draw - odds.LoseLease < 0 ? StoreFault.LoseLease : StoreFault.None;
    };

    private void Forward(string queue) => QueueReady?.Invoke(queue);

    private IFlowStore Alive() => _crashed ? throw Dead() : _inner;

    private SimulatedCrashException Dead() => new($"The process is dead: {LastFault}.");
}

/// <summary>What goes wrong at a commit.</summary>
public enum StoreFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The process dies and nothing was applied.</summary>
    CrashBefore,

    /// <summary>The process dies and everything was applied.</summary>
    CrashAfter,

    /// <summary>The lease was lost meanwhile, so the commit is refused.</summary>
    LoseLease,
}
