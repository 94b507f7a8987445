using Tributary.Store;

namespace Tributary.Testing.Tests.Conformance;

/// <summary>The suite finds faults: each store here breaks one promise, and the group of cases about that promise says so.</summary>
public sealed class BrokenStoreTests
{
    private static readonly Dictionary<string, (string Group, Func<TimeProvider, IFlowStore> Create)> s_broken = new()
    {
        ["applies documents in a commit of their own"] = ("atomicity", static time => new SplittingStore(time)),
        ["lets a stale lease commit its effects"] = ("stale leases", static time => new LenientStore(time)),
        ["forgets dedupe ids"] = ("sending", static time => Rewriting(time, static c => RewritingStore.Copy(c, message: static m => m with { DedupeId = null }))),
        ["delivers timers at once"] = ("sending", static time => Rewriting(time, static c => RewritingStore.Copy(c, message: static m => m with { VisibleFrom = null }))),
        ["wakes nobody"] = ("sending", static time => Rewriting(time, static c => RewritingStore.Copy(c, wakes: false))),
        ["appends wherever the end is"] = ("logs", static time => Rewriting(time, static c => RewritingStore.Copy(c, append: static a => a with { ExpectedPosition = null }))),
        ["retries without delay"] = ("settling", static time => Rewriting(time, static c => RewritingStore.Copy(c, settlement: static s => s with { VisibleFrom = default }))),
        ["loses dead letters"] = ("dead letters", static time => Rewriting(time, static c => RewritingStore.Copy(c, settlement: static s => s with { Kind = s.Kind == SettlementKind.DeadLetter ? SettlementKind.Consume : s.Kind }))),
        ["ignores the case of ids"] = ("documents", static time => Rewriting(time, static c => RewritingStore.Copy(c, document: static w => w with { Key = new(w.Key.Collection, w.Key.Id.ToUpperInvariant()) }))),
        ["checks no index"] = ("indexes", static time => Rewriting(time, static c => RewritingStore.Copy(c, index: static o => o.Kind == IndexOperationKind.Check ? null : o))),
        ["counts abandoned attempts by waiting for the expiry"] = ("leases", static time => new ForgetfulStore(time)),
        ["gives more messages than asked for"] = ("leases", static time => new GreedyStore(time)),
        ["knows the first page only"] = ("listing", static time => new FirstPageStore(time)),
        ["gives up when it loses a race"] = ("concurrency", static time => new ShyStore(time)),
    };

    public static TheoryData<string> Broken { get; } = [.. s_broken.Keys];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Is_found(string fault)
    {
        var (group, create) = s_broken[fault];
        var found = 0;
        foreach (var check in StoreConformance.Cases.Where(c => c.Group == group && !c.Reopens))
        {
            try
            {
                await check.RunAsync(time => ValueTask.FromResult(create(time)));
            }
            catch (ConformanceException e)
            {
                Assert.StartsWith("Expected", e.Message, StringComparison.Ordinal);
                found++;
            }
        }

        Assert.True(found > 0, $"no case of '{group}' found a store that {fault}");
    }

    private static RewritingStore Rewriting(TimeProvider time, Func<Commit, Commit> rewrite) => new(time, rewrite);

    private sealed class SplittingStore(TimeProvider time) : BrokenStore(time)
    {
        public override async ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
        {
            var documents = new Commit();
            foreach (var write in commit.Documents.Where(static w => w.Kind == DocumentWriteKind.Put))
                documents.Put(write.Key, write.ExpectedVersion, write.Body);
            var first = await Inner.CommitAsync(documents, cancellationToken);
            return first.Succeeded ? await Inner.CommitAsync(RewritingStore.Copy(commit, document: static w => w.Kind == DocumentWriteKind.Put ? null : w), cancellationToken) : first;
        }
    }

    private sealed class LenientStore(TimeProvider time) : BrokenStore(time)
    {
        public override async ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
        {
            var result = await Inner.CommitAsync(commit, cancellationToken);
            if (result.Conflict != ConflictKind.Lease)
                return result;
            var effects = RewritingStore.Copy(commit, settlement: static _ => null).Under(default);
            return await Inner.CommitAsync(effects, cancellationToken);
        }
    }

    private sealed class ForgetfulStore(TimeProvider time) : BrokenStore(time)
    {
        public override ValueTask<bool> AbandonAsync(LeaseToken lease, TimeSpan delay, CancellationToken cancellationToken = default) => ValueTask.FromResult(true);
    }

    private sealed class GreedyStore(TimeProvider time) : BrokenStore(time)
    {
        public override ValueTask<Lease?> TryLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default) =>
            Inner.TryLeaseAsync(request with { MaxMessages = 256 }, cancellationToken);
    }

    private sealed class FirstPageStore(TimeProvider time) : BrokenStore(time)
    {
        public override async ValueTask<Page<Document>> ListDocumentsAsync(string collection, string? after, int take, CancellationToken cancellationToken = default) =>
            await Inner.ListDocumentsAsync(collection, after, take, cancellationToken) with { Next = null };
    }

    private sealed class ShyStore(TimeProvider time) : BrokenStore(time)
    {
        private int _calls;

        // As if every second worker lost a race and did not look for the next candidate.
        public override ValueTask<Lease?> TryLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default) =>
            Interlocked.Increment(ref _calls) % 2 == 0 ? ValueTask.FromResult<Lease?>(null) : Inner.TryLeaseAsync(request, cancellationToken);
    }
}
