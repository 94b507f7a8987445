using System.Text;
using Tributary.Sqlite.Beside;
using Tributary.Store;

namespace Tributary.Sqlite.Tests;

/// <summary>Reading and changing a store beside the process that holds it.</summary>
public sealed class BesideTests : IAsyncLifetime
{
    private static readonly DocumentKey s_key = new("things", "one");

    private readonly StoreFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task What_the_holder_commits_is_read_beside_it()
    {
        var holder = await _folder.OpenAsync();
        await using var beside = await AttachAsync();
        Assert.Null(await beside.GetAsync(s_key));

        await holder.CommitAsync(new Commit().Put(s_key, 0, Bytes("a")).Append("log", 0, Bytes("entry")).Claim(new IndexKey("index", "key"), "owner"));

        Assert.Equal("a", Text((await beside.GetAsync(s_key))!.Body));
        Assert.Equal("entry", Text(Assert.Single(await beside.ReadLogAsync("log", 0, 10)).Body));
        Assert.Equal(1, await beside.GetLogEndAsync("log"));
        Assert.Equal("owner", await beside.LookupAsync(new IndexKey("index", "key")));
        Assert.Single((await beside.ListDocumentsAsync("things", null, 10)).Items);
    }

    [Fact]
    public async Task A_closed_store_is_read_and_not_locked()
    {
        var first = await _folder.OpenAsync();
        await first.CommitAsync(new Commit().Put(s_key, 0, Bytes("a")));
        await first.DisposeAsync();

        await using var beside = await AttachAsync();
        Assert.Equal("a", Text((await beside.GetAsync(s_key))!.Body));

        var second = await _folder.OpenAsync();
        Assert.True((await second.CommitAsync(new Commit().Put(new DocumentKey("things", "two"), 0, Bytes("b")))).Succeeded);
        Assert.Equal(2, (await beside.ListDocumentsAsync("things", null, 10)).Items.Count);
    }

    [Fact]
    public async Task The_holder_makes_every_part_of_a_commit_that_comes_from_beside()
    {
        var holder = await _folder.OpenAsync();
        var address = new MessageAddress("queue", "partition");
        await holder.CommitAsync(new Commit()
            .Put(s_key, 0, Bytes("a"))
            .Append("log", 0, Bytes("1"), Bytes("2"))
            .Claim(new IndexKey("index", "released"), "owner")
            .Send(new OutgoingMessage(address, Bytes("withdrawn")) { DedupeId = "timer" }));
        var version = (await holder.GetAsync(s_key))!.Version;
        await using var beside = await AttachAsync();
        var sent = new MessageAddress("other", "partition");
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        holder.QueueReady += queue =>
        {
            if (queue == sent.Queue)
                ready.TrySetResult();
        };

        var result = await beside.CommitAsync(new Commit()
            .Put(s_key, version, Bytes("b"))
            .Put(new DocumentKey("things", "new"), 0, Bytes("n"))
            .Check(new DocumentKey("things", "absent"), 0)
            .Claim(new IndexKey("index", "claimed"), "owner")
            .Release(new IndexKey("index", "released"), "owner")
            .Check(new IndexKey("index", "free"), null)
            .Append("log", 2, Bytes("3"))
            .Trim("log", 1)
            .Withdraw(address, "timer")
            .Send(new OutgoingMessage(sent, Bytes("sent")) { TraceParent = "trace" }));

        Assert.True(result.Succeeded);
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var document = (await holder.GetAsync(s_key))!;
        Assert.Equal(("b", result.Sequence), (Text(document.Body), document.Version));
        Assert.NotNull(await holder.GetAsync(new DocumentKey("things", "new")));
        Assert.Equal("owner", await holder.LookupAsync(new IndexKey("index", "claimed")));
        Assert.Null(await holder.LookupAsync(new IndexKey("index", "released")));
        Assert.Equal(["2", "3"], (await holder.ReadLogAsync("log", 0, 10)).Select(static e => Text(e.Body)));
        Assert.Null(await holder.TryLeaseAsync(new LeaseRequest([address.Queue], TimeSpan.FromMinutes(1))));
        var lease = await holder.TryLeaseAsync(new LeaseRequest([sent.Queue], TimeSpan.FromMinutes(1)));
        var message = Assert.Single(lease!.Messages);
        Assert.Equal(("sent", "trace"), (Text(message.Body), message.TraceParent));
    }

    [Fact]
    public async Task A_commit_that_comes_too_late_is_refused_with_its_reason()
    {
        var holder = await _folder.OpenAsync();
        await holder.CommitAsync(new Commit().Put(s_key, 0, Bytes("a")).Claim(new IndexKey("index", "key"), "first"));
        await using var beside = await AttachAsync();

        var stale = await beside.CommitAsync(new Commit().Put(s_key, 0, Bytes("b")));
        var taken = await beside.CommitAsync(new Commit().Claim(new IndexKey("index", "key"), "second"));

        Assert.Equal((ConflictKind.Document, s_key.ToString()), (stale.Conflict, stale.Subject));
        Assert.Equal((ConflictKind.Index, "first"), (taken.Conflict, taken.Owner));
        Assert.Equal("a", Text((await holder.GetAsync(s_key))!.Body));
    }

    [Fact]
    public async Task Many_commits_at_the_same_time_are_all_made()
    {
        var holder = await _folder.OpenAsync();
        await using var beside = await AttachAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            beside.CommitAsync(new Commit().Put(new DocumentKey("things", $"{i}"), 0, Bytes("x"))).AsTask())));

        Assert.All(results, static r => Assert.True(r.Succeeded));
        Assert.Equal(20, (await holder.ListDocumentsAsync("things", null, 100)).Items.Count);
    }

    [Fact]
    public async Task A_name_that_cannot_be_kept_is_refused_as_the_holder_would()
    {
        await _folder.OpenAsync();
        await using var beside = await AttachAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await beside.CommitAsync(new Commit().Put(new DocumentKey("things", "\ud800"), 0, Bytes("x"))));

        Assert.True((await beside.CommitAsync(new Commit().Put(s_key, 0, Bytes("a")))).Succeeded);
    }

    [Fact]
    public async Task Nonsense_in_the_pipe_is_answered_and_harms_nobody()
    {
        await _folder.OpenAsync();
        await using var beside = await AttachAsync();
        using var pipe = CommitPipe.Connect(CommitPipe.NameOf(_folder.File));
        await pipe.ConnectAsync(30_000);

        await CommitPipe.WriteAsync(pipe, "{\"Protocol\":1}"u8.ToArray(), CancellationToken.None);

        Assert.Contains("cannot be read", Encoding.UTF8.GetString(await CommitPipe.ReadAsync(pipe, CancellationToken.None)), StringComparison.Ordinal);
        Assert.True((await beside.CommitAsync(new Commit().Put(s_key, 0, Bytes("a")))).Succeeded);
    }

    [Fact]
    public async Task The_socket_of_a_killed_process_blocks_nobody()
    {
        if (OperatingSystem.IsWindows())
            return;
        var left = Path.Combine(Path.GetTempPath(), $"CoreFxPipe_{CommitPipe.NameOf(_folder.File)}");
        await File.WriteAllTextAsync(left, "");

        await _folder.OpenAsync();
        await using var beside = await AttachAsync();

        Assert.True((await beside.CommitAsync(new Commit().Put(s_key, 0, Bytes("a")))).Succeeded);
    }

    [Fact]
    public async Task Without_a_holder_nothing_can_be_changed()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        await using var beside = await AttachAsync();

        var fault = await Assert.ThrowsAsync<FlowStoreException>(async () => await beside.CommitAsync(new Commit().Put(s_key, 0, Bytes("a"))));

        Assert.Equal(FlowStoreFault.Locked, fault.Fault);
        Assert.Contains("cannot be reached", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_are_left_to_the_holder()
    {
        await _folder.OpenAsync();
        await using var beside = await AttachAsync();

        await Assert.ThrowsAsync<NotSupportedException>(async () => await beside.TryLeaseAsync(new LeaseRequest(["queue"], TimeSpan.FromMinutes(1))));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await beside.CommitAsync(new Commit().Under(new LeaseToken(1)).Consume(1)));
    }

    [Fact]
    public async Task A_missing_file_is_not_created()
    {
        var fault = await Assert.ThrowsAsync<FlowStoreException>(async () => await AttachAsync());

        Assert.Equal(FlowStoreFault.Medium, fault.Fault);
        Assert.False(File.Exists(_folder.File));
    }

    [Theory]
    [InlineData("this is a text and no database")]
    [InlineData("")]
    public async Task A_foreign_file_is_refused(string content)
    {
        await File.WriteAllTextAsync(_folder.File, content);

        var fault = await Assert.ThrowsAsync<FlowStoreException>(async () => await AttachAsync());

        Assert.Equal(FlowStoreFault.Foreign, fault.Fault);
        Assert.Equal(content, await File.ReadAllTextAsync(_folder.File));
    }

    private async Task<AttachedSqliteStore> AttachAsync()
    {
        var store = new AttachedSqliteStore(_folder.File);
        await store.OpenAsync();
        return store;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
