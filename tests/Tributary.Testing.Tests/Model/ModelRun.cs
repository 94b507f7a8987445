using System.Text;
using Tributary.Store;

namespace Tributary.Testing.Tests.Model;

internal enum StepKind
{
    Commit,
    Turn,
    Lease,
    Renew,
    Abandon,
    Advance,
    Restart,
}

/// <summary>One step; what it does in detail is drawn from its seed and the state at that moment.</summary>
internal readonly record struct Step(StepKind Kind, int Seed);

/// <summary>Takes a store and the model through the same steps and compares all that can be seen after each.</summary>
internal sealed class ModelRun(StoreFixture fixture)
{
    private static readonly string[] s_names = ["a", "b", "c"];
    private static readonly string[] s_queues = ["q", "r"];
    private readonly ModelStore _model = new(fixture.Time);
    private readonly List<string> _trace = [];
    /// <summary>A refused commit has no sequence; this one is the version of nothing that a step could expect.</summary>
    private const long NoSequence = -1;

    /// <summary>A wrong version that is no sequence of a run, so that a commit cannot come to hold it while it is applied.</summary>
    private const long NeverReached = 1_000_000;

    private int _counter;

    public async Task RunAsync(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            var chance = new SeededChance((ulong)step.Seed, fixture.Time);
            _trace.Add($"{step}");
            await (step.Kind switch
            {
                StepKind.Commit => CommitAsync(Parts(new Commit(), chance)),
                StepKind.Turn => TurnAsync(chance),
                StepKind.Lease => LeaseAsync(chance),
                StepKind.Renew => RenewAsync(chance),
                StepKind.Abandon => AbandonAsync(chance),
                StepKind.Advance => AdvanceAsync(chance),
                _ => RestartAsync(),
            });
            await CompareAsync();
        }
    }

    private Task AdvanceAsync(SeededChance chance)
    {
        fixture.Time.Advance(TimeSpan.FromSeconds(1 + chance.Next(90)));
        return Task.CompletedTask;
    }

    private async Task RestartAsync()
    {
        await fixture.ReopenAsync();
        _model.Restart();
        foreach (var queue in s_queues)
        {
            foreach (var stored in (await fixture.Store.ListMessagesAsync(queue, null, 1_000)).Items)
            {
                // The attempt of a lease that ran out has no outcome; an embedded store may not have written it down.
                var message = _model.Waiting.Single(m => m.Id == stored.Id);
                Require(stored.Attempts >= message.Recorded && stored.Attempts <= message.Attempts, $"{Show(stored)} after a restart, where {Show(message)} was known");
                message.Attempts = stored.Attempts;
            }
        }
    }

    private async Task LeaseAsync(SeededChance chance)
    {
        string[] queues = chance.Next(3) switch { 0 => ["q"], 1 => ["r"], _ => s_queues };
        var max = 1 + chance.Next(4);
        var duration = TimeSpan.FromSeconds(20 + chance.Next(60));
        var lease = await fixture.Store.TryLeaseAsync(new LeaseRequest(queues, duration, max));
        var candidates = _model.Leasable(queues).ToList();
        if (lease is null)
        {
            Require(candidates.Count == 0, $"no lease, though {string.Join(", ", candidates)} can be leased");
            return;
        }

        Require(candidates.Contains(lease.Address), $"a lease of {lease.Address}, which cannot be leased");
        var expected = _model.Lease(lease.Address, max, duration);
        Require(_model.Leases.TrueForAll(l => l.Token != lease.Token), "a token that was used before");
        expected.Token = lease.Token;
        Equal(string.Join(", ", expected.Messages.Select(Show)), string.Join(", ", lease.Messages.Select(Show)), "the leased messages");
    }

    private async Task TurnAsync(SeededChance chance)
    {
        if (_model.Leases.Count == 0)
            return;
        var lease = Recent(chance);
        var commit = new Commit().Under(lease.Token);
        foreach (var message in lease.Messages)
        {
            switch (chance.Next(5))
            {
                case 0 or 1:
                    commit.Consume(message.Id);
                    break;
                case 2:
                    commit.Retry(message.Id, fixture.Time.GetUtcNow().AddSeconds(chance.Next(60)), $"error {++_counter}");
                    break;
                case 3:
                    commit.Kill(message.Id, "R", $"detail {++_counter}");
                    break;
            }
        }

        if (chance.Happens(0.1) && _model.Messages.Count > 0)
            commit.Consume(chance.Pick(_model.Messages).Id);
        await CommitAsync(chance.Happens(0.5) ? Parts(commit, chance) : commit);
    }

    private async Task RenewAsync(SeededChance chance)
    {
        if (_model.Leases.Count == 0)
            return;
        var lease = Recent(chance);
        var duration = TimeSpan.FromSeconds(30 + chance.Next(30));
        var held = _model.IsHeld(lease);
        Equal(held, await fixture.Store.RenewAsync(lease.Token, duration), "the renewal");
        if (held)
            lease.ExpiresAt = fixture.Time.GetUtcNow() + duration;
    }

    private async Task AbandonAsync(SeededChance chance)
    {
        if (_model.Leases.Count == 0)
            return;
        var lease = Recent(chance);
        var delay = TimeSpan.FromSeconds(chance.Happens(0.5) ? chance.Next(60) : 0);
        var held = _model.IsHeld(lease);
        Equal(held, await fixture.Store.AbandonAsync(lease.Token, delay), "the abandoning");
        if (held)
            _model.End(lease, delay);
    }

    private async Task CommitAsync(Commit commit)
    {
        var actual = await fixture.Store.CommitAsync(commit);
        var (conflict, owner, duplicates) = _model.Commit(commit, actual.Succeeded ? actual.Sequence : NoSequence);
        Equal((conflict, owner, duplicates), (actual.Conflict, actual.Owner, actual.Duplicates), "the outcome of the commit");
    }

    private ModelLease Recent(SeededChance chance) => chance.Pick(_model.Leases.TakeLast(4).ToList());

    private Commit Parts(Commit commit, SeededChance chance)
    {
        for (var parts = 1 + chance.Next(4); parts > 0; parts--)
        {
            var text = Encoding.UTF8.GetBytes($"{++_counter}");
            var (name, other) = (chance.Pick(s_names), chance.Pick(s_names));
            var document = new DocumentKey("c", name);
            var version = chance.Happens(0.85) ? _model.Documents.GetValueOrDefault(document).Version : chance.Happens(0.5) ? 0 : NeverReached;
            var index = new IndexKey("i", name);
            var owner = chance.Happens(0.6) ? _model.Owners.GetValueOrDefault(index) ?? other : other;
            var address = new MessageAddress(chance.Pick(s_queues), name);
            var dead = _model.Messages.Where(static m => m.Dead is not null).Select(static m => m.Id).DefaultIfEmpty(12_345).ToList();
            _ = chance.Next(16) switch
            {
                0 or 1 => commit.Put(document, version, text),
                2 => commit.Delete(document, version),
                3 => commit.Check(document, version),
                4 or 5 => commit.Claim(index, owner),
                6 => commit.Release(index, owner),
                7 => commit.Check(index, chance.Happens(0.7) ? _model.Owners.GetValueOrDefault(index) : other),
                8 => commit.Append(name, null, text, text),
                9 => commit.Append(name, chance.Happens(0.8) ? _model.Logs.GetValueOrDefault(name)?.Entries.Count ?? 0 : 1, text),
                10 => commit.Trim(name, chance.Next(4)),
                11 => commit.Wake(address),
                12 => commit.Requeue(chance.Pick(dead)),
                13 => commit.Purge(chance.Pick(dead)),
                _ => commit.Send(new OutgoingMessage(address, text)
                {
                    VisibleFrom = chance.Happens(0.3) ? fixture.Time.GetUtcNow().AddSeconds(chance.Next(120)) : null,
                    DedupeId = chance.Happens(0.2) ? other : null,
                }),
            };
        }

        return commit;
    }

    private async Task CompareAsync()
    {
        var store = fixture.Store;
        foreach (var name in s_names)
        {
            var document = await store.GetAsync(new("c", name));
            Equal(_model.Documents.GetValueOrDefault(new("c", name)), document is null ? default : (document.Version, Text(document.Body)), $"document {name}");
            Equal(_model.Owners.GetValueOrDefault(new("i", name)), await store.LookupAsync(new("i", name)), $"the owner of {name}");
            var log = _model.Logs.GetValueOrDefault(name) ?? new ModelLog();
            Equal(log.Entries.Count, await store.GetLogEndAsync(name), $"the end of log {name}");
            Equal(
                string.Join(", ", log.Entries.Select(static (e, i) => (e, i)).Where(e => e.i >= log.Trimmed).Select(static e => $"{e.i}={e.e}")),
                string.Join(", ", (await store.ReadLogAsync(name, 0, 1_000)).Select(static e => $"{e.Position}={Text(e.Body)}")),
                $"log {name}");
        }

        foreach (var queue in s_queues)
            await CompareAsync(queue);
    }

    private async Task CompareAsync(string queue)
    {
        var waiting = _model.Waiting.Where(m => m.Address.Queue == queue).ToList();
        var actual = (await fixture.Store.ListMessagesAsync(queue, null, 1_000)).Items;

        // The order of arrival is the order of the model's list, so this is where ids of new messages become known.
        foreach (var (message, stored) in waiting.Where(static m => m.Id == 0).Zip(actual.Where(a => waiting.TrueForAll(m => m.Id != a.Id))))
            message.Id = stored.Id;
        Equal(string.Join(", ", waiting.OrderBy(static m => m.Id).Select(Show)), string.Join(", ", actual.Select(Show)), $"the messages of {queue}");

        var dead = _model.Messages.Where(m => m.Dead is not null && m.Address.Queue == queue).OrderBy(static m => m.Id).ToList();
        var letters = (await fixture.Store.ListDeadLettersAsync(queue, null, 1_000)).Items;
        Equal(string.Join(", ", dead.Select(static m => $"{m.Body} {m.Dead}")), string.Join(", ", letters.Select(static d => $"{Text(d.Message.Body)} {d.Reason} {d.Detail}")), $"the dead letters of {queue}");

        var leased = waiting.Count(m => _model.Holder(m.Address) is { } l && l.Messages.Contains(m));
        var delayed = waiting.Count(m => !_model.IsVisible(m));
        Equal(new QueueCounts(waiting.Count - leased - delayed, delayed, leased, dead.Count), await fixture.Store.CountAsync(queue), $"the counts of {queue}");
    }

    private static string Show(ModelMessage m) => $"#{m.Id} {m.Address.Partition}: {m.Body} ({m.Attempts} {m.LastError})";

    private static string Show(StoredMessage m) => $"#{m.Id} {m.Address.Partition}: {Text(m.Body)} ({m.Attempts} {m.LastError})";

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new ConformanceException($"{what}: the model has '{expected}', the store has '{actual}'. Steps:\n{string.Join('\n', _trace)}");
    }

    private void Require(bool holds, string found)
    {
        if (!holds)
            throw new ConformanceException($"The store gave {found}. Steps:\n{string.Join('\n', _trace)}");
    }
}
