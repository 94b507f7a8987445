using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tributary.Sqlite.Database;
using Tributary.Sqlite.Writing;
using Tributary.Store;
using Tributary.Testing;

namespace Tributary.Sqlite.Tests;

/// <summary>Group commit, failures of the medium, crashes, and work by many at once, over a real file.</summary>
public sealed class WritingTests : IAsyncLifetime
{
    private static readonly LeaseRequest s_request = new(["q"], TimeSpan.FromMinutes(1));
    private readonly StoreFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task A_refused_commit_takes_none_of_its_group_along()
    {
        var store = await _folder.OpenAsync();
        await store.CommitAsync(new Commit().Put(new("c", "taken"), 0, new byte[1]));

        // Submitted without a pause, so that they share transactions.
        var commits = Enumerable.Range(0, 500).Select(i => store.CommitAsync(i % 5 == 0
            ? new Commit().Put(new("c", $"{i}"), 0, new byte[1]).Append("l", null, new byte[1]).Put(new("c", "taken"), 0, new byte[1])
            : new Commit().Put(new("c", $"{i}"), 0, new byte[1]).Append("l", null, new byte[1])).AsTask());
        var results = await Task.WhenAll(commits);

        Assert.All(results.Select((result, i) => (result, i)), pair => Assert.Equal(pair.i % 5 != 0, pair.result.Succeeded));
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal((ConflictKind.Document, "c/taken"), (r.Conflict, r.Subject)));
        Assert.Equal(400, await store.GetLogEndAsync("l"));
        Assert.Equal(401, (await store.ListDocumentsAsync("c", null, 1_000)).Items.Count);
        Assert.Equal(400, results.Where(r => r.Succeeded).Select(r => r.Sequence).Distinct().Count());
    }

    [Fact]
    public async Task A_full_disk_fails_the_commit_and_nothing_else()
    {
        var store = await _folder.OpenAsync(o => o.MaxPages = 100);
        await store.CommitAsync(new Commit().Append("old", 0, new byte[250_000]).Send(Message("work")));
        var lease = (await store.TryLeaseAsync(s_request))!;

        var turn = new Commit().Under(lease.Token).Consume(lease.Messages[0].Id).Put(new("c", "big"), 0, new byte[200_000]);
        var failure = await Assert.ThrowsAsync<FlowStoreException>(() => store.CommitAsync(turn).AsTask());
        Assert.Equal(FlowStoreFault.Medium, failure.Fault);
        Assert.Contains(_folder.File, failure.Message, StringComparison.Ordinal);
        Assert.Contains("full", failure.Message, StringComparison.Ordinal);

        // Small work still fits, reads work, and the lease holds, so that the turn can be repeated when there is room.
        Assert.True((await store.CommitAsync(new Commit().Put(new("c", "small"), 0, new byte[10]).Append("new", 0, new byte[1]))).Succeeded);
        Assert.Null(await store.GetAsync(new("c", "big")));
        Assert.Equal(1, (await store.CountAsync("q")).Leased);
        Assert.True((await store.CommitAsync(new Commit().Trim("old", 1))).Succeeded);
        Assert.True((await store.CommitAsync(turn)).Succeeded);
        Assert.Equal(0, (await store.CountAsync("q")).Pending);
        Assert.NotNull(await store.GetAsync(new("c", "big")));
    }

    [Fact]
    public async Task Ids_and_log_positions_of_a_failed_transaction_are_given_out_again_without_a_gap_or_a_clash()
    {
        var store = await _folder.OpenAsync(o => o.MaxPages = 60);
        await Assert.ThrowsAsync<FlowStoreException>(
            () => store.CommitAsync(new Commit().Append("l", null, new byte[10]).Append("big", null, new byte[1_000_000]).Send(Message("lost"))).AsTask());

        Assert.True((await store.CommitAsync(new Commit().Append("l", 0, new byte[1]).Send(Message("kept")))).Succeeded);

        Assert.Equal(0, await store.GetLogEndAsync("big"));
        Assert.Equal(["kept"], (await store.ListMessagesAsync("q", null, 10)).Items.Select(Text));
    }

    [Fact]
    public async Task What_was_reported_as_applied_survives_a_crash_and_what_was_not_is_whole_or_absent()
    {
        var store = await _folder.OpenAsync();
        HashSet<int> reported = [];
        var enough = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = w; !stop.IsCancellationRequested; i += 4)
            {
                await store.CommitAsync(new Commit().Put(new("c", $"{i}"), 0, new byte[50]).Claim(new("i", $"{i}"), "o").Send(Message($"{i}")));
                lock (reported)
                {
                    reported.Add(i);
                    if (reported.Count == 500)
                        enough.SetResult();
                }
            }
        })).ToArray();
        await enough.Task;

        int[] before;
        lock (reported)
            before = [.. reported];
        await using var crashed = _folder.CopyAsCrashed();
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        var reopened = await crashed.OpenAsync();
        var documents = (await reopened.ListDocumentsAsync("c", null, int.MaxValue)).Items.Select(d => d.Key.Id).ToHashSet();
        var entries = (await reopened.ListIndexAsync("i", "", null, int.MaxValue)).Items.Select(e => e.Key.Key).ToHashSet();
        var messages = (await reopened.ListMessagesAsync("q", null, int.MaxValue)).Items.Select(Text).ToHashSet();
        Assert.Subset(documents, before.Select(i => $"{i}").ToHashSet());
        Assert.Equal(documents, entries);
        Assert.Equal(documents, messages);
    }

    [Fact]
    public async Task A_thousand_messages_taken_by_sixteen_workers_each_take_effect_once_and_in_order()
    {
        const int Messages = 1_000;
        var store = await _folder.OpenAsync();
        for (var i = 0; i < Messages; i++)
            await store.CommitAsync(new Commit().Send(new OutgoingMessage(new("q", $"p{i % 40}"), Encoding.UTF8.GetBytes($"{i}"))));

        await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Run(async () =>
        {
            while ((await store.CountAsync("q")).Pending > 0)
            {
                if (await store.TryLeaseAsync(s_request with { MaxMessages = 3 }) is not { } lease)
                {
                    await Task.Yield();
                    continue;
                }

                var commit = new Commit().Under(lease.Token);
                foreach (var message in lease.Messages)
                    commit.Consume(message.Id).Append(lease.Address.Partition, null, message.Body);
                Assert.True((await store.CommitAsync(commit)).Succeeded);
            }
        })));

        for (var partition = 0; partition < 40; partition++)
        {
            var log = await store.ReadLogAsync($"p{partition}", 0, Messages);
            Assert.Equal(
                Enumerable.Range(0, Messages / 40).Select(i => $"{i * 40 + partition}"), log.Select(e => Encoding.UTF8.GetString(e.Body.Span)));
        }
    }

    [Fact]
    public async Task A_long_backlog_keeps_its_payloads_in_the_file()
    {
        var store = await _folder.OpenAsync(o => o.MessageMemoryBudget = 10_000);
        for (var i = 0; i < 100; i++)
            await store.CommitAsync(new Commit().Send(new OutgoingMessage(new("q", "p"), new byte[1_000])));
        Assert.Equal(10_000, store.BodyBytes);

        await store.DisposeAsync();
        store = await _folder.OpenAsync(o => o.MessageMemoryBudget = 10_000);

        Assert.Equal(10_000, store.BodyBytes);
        Assert.All((await store.ListMessagesAsync("q", null, 200)).Items, m => Assert.Equal(1_000, m.Body.Length));
        var lease = (await store.TryLeaseAsync(s_request))!;
        Assert.Equal(100, lease.Messages.Count);
        Assert.All(lease.Messages, m => Assert.Equal(1_000, m.Body.Length));
    }

    [Fact]
    public async Task A_woken_message_stays_awake_after_a_restart()
    {
        var clock = new VirtualTimeProvider();
        var store = await _folder.OpenAsync(clock: clock);
        var address = new MessageAddress("q", "p");
        await store.CommitAsync(new Commit().Send(Message("slow") with { VisibleFrom = clock.GetUtcNow().AddDays(1) }));
        await store.CommitAsync(new Commit().Wake(address));
        await store.CommitAsync(new Commit().Send(Message("slower") with { VisibleFrom = clock.GetUtcNow().AddDays(1) }));

        await store.DisposeAsync();
        store = await _folder.OpenAsync(clock: clock);

        Assert.Equal(new QueueCounts(1, 1, 0, 0), await store.CountAsync("q"));
        Assert.Equal(["slow"], (await store.TryLeaseAsync(s_request))!.Messages.Select(Text));
    }

    [Fact]
    public async Task A_dedupe_id_survives_a_restart_and_is_forgotten_after_the_retention_time()
    {
        var clock = new VirtualTimeProvider();
        var store = await _folder.OpenAsync(o => o.DedupeRetention = TimeSpan.FromHours(1), clock);
        var message = Message("once") with { DedupeId = "d" };
        await store.CommitAsync(new Commit().Send(message));
        await store.DisposeAsync();
        store = await _folder.OpenAsync(o => o.DedupeRetention = TimeSpan.FromHours(1), clock);

        Assert.Equal(1, (await store.CommitAsync(new Commit().Send(message))).Duplicates);
        clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromTicks(1));
        Assert.Equal(0, (await store.CommitAsync(new Commit().Send(message))).Duplicates);
        Assert.Equal(1, (await store.CommitAsync(new Commit().Send(message))).Duplicates);
    }

    [Fact]
    public async Task Old_dedupe_ids_leave_the_file()
    {
        var clock = new VirtualTimeProvider();
        var store = await _folder.OpenAsync(clock: clock);
        await SendManyAsync("old");
        clock.Advance(TimeSpan.FromDays(8));
        await SendManyAsync("new");
        await store.DisposeAsync();

        using var connection = Connection.Open(_folder.File, readOnly: true, TimeSpan.FromSeconds(1));
        Assert.Equal(0, connection.Number("SELECT count(*) FROM dedupe WHERE id LIKE 'old%'"));
        Assert.Equal(1_500, connection.Number("SELECT count(*) FROM dedupe"));

        Task SendManyAsync(string kind) => Task.WhenAll(Enumerable.Range(0, 1_500).Select(
            i => store.CommitAsync(new Commit().Send(Message("m") with { DedupeId = $"{kind}{i}" })).AsTask()));
    }

    [Fact]
    public async Task The_write_ahead_log_does_not_grow_with_the_work()
    {
        var store = await _folder.OpenAsync();
        var document = new byte[200_000];
        long version = 0;
        for (var i = 0; i < 600; i++)
            version = (await store.CommitAsync(new Commit().Put(new("c", "1"), version, document))).Sequence;

        // 120 MB were written; the log is moved at 16 MiB, and a pass may find up to a few more.
        Assert.InRange(new FileInfo(_folder.File + "-wal").Length, 1, 80L << 20);
    }

    [Fact]
    public async Task The_checkpointer_moves_the_log_beside_the_writer()
    {
        var store = await _folder.OpenAsync();
        var connection = Connection.Open(_folder.File, readOnly: false, TimeSpan.FromSeconds(1));
        var checkpointer = new Checkpointer(connection, NullLogger.Instance);
        await store.CommitAsync(new Commit().Put(new("c", "1"), 0, new byte[200_000]));

        // Nothing but its own connection has read since: it must know of the log.
        var (frames, done) = connection.CheckpointPassively();
        Assert.InRange(frames, 1, int.MaxValue);
        Assert.Equal(frames, done);
        checkpointer.Start();
        await checkpointer.StopAsync();
    }

    [Fact]
    public async Task Odd_text_comes_back_as_it_was()
    {
        var store = await _folder.OpenAsync();
        string[] ids = ["", "\0", "a\0b", "é", "\U0001F600", new('x', 10_000), "'; DROP TABLE document; --"];
        var commit = new Commit();
        foreach (var id in ids)
            commit.Put(new("c", id), 0, default).Claim(new("i", id), id);
        Assert.True((await store.CommitAsync(commit)).Succeeded);

        foreach (var id in ids)
        {
            Assert.Equal(0, (await store.GetAsync(new("c", id)))!.Body.Length);
            Assert.Equal(id, await store.LookupAsync(new("i", id)));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), (await store.ListDocumentsAsync("c", null, 100)).Items.Select(d => d.Key.Id));
    }

    private static OutgoingMessage Message(string text) => new(new("q", "p"), Encoding.UTF8.GetBytes(text));

    private static string Text(StoredMessage message) => Encoding.UTF8.GetString(message.Body.Span);
}
