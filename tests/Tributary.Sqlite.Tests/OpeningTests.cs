using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tributary.Sqlite.Database;
using Tributary.Store;

namespace Tributary.Sqlite.Tests;

/// <summary>Which files are opened, which are refused, and with what words.</summary>
public sealed class OpeningTests : IAsyncLifetime
{
    private readonly StoreFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task A_second_store_on_the_same_file_is_refused_and_told_who_has_it()
    {
        await _folder.OpenAsync();

        var refusal = await _folder.RefusedAsync();

        Assert.Equal(FlowStoreFault.Locked, refusal.Fault);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}"), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_ends_with_the_store()
    {
        var first = await _folder.OpenAsync();
        await first.DisposeAsync();

        await _folder.OpenAsync();
    }

    [Fact]
    public async Task The_lock_file_of_a_killed_process_blocks_nobody()
    {
        if (!File.Exists("/bin/sh"))
            return;
        var lockFile = _folder.File + ".lock";

        // The other process holds the lock in the way the store does, and dies without a chance to clean up. It is one process alone, so
        // when it is gone, nobody holds the lock.
        using var other = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", $"echo -n $$ > '{_folder.File}.pid'; exec 9> '{lockFile}'; flock -x 9; echo held; exec cat" },
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync());
        var refusal = await _folder.RefusedAsync();
        Assert.Equal(FlowStoreFault.Locked, refusal.Fault);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"process {other.Id}"), refusal.Message, StringComparison.Ordinal);

        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync();

        Assert.True(File.Exists(lockFile));
        await _folder.OpenAsync();
    }

    [Theory]
    [InlineData("This is a text and not a database.")]
    [InlineData("x")]
    public async Task A_file_of_another_kind_is_refused_untouched(string content)
    {
        await File.WriteAllTextAsync(_folder.File, content);

        var refusal = await _folder.RefusedAsync();

        Assert.Equal(FlowStoreFault.Foreign, refusal.Fault);
        Assert.Equal(content, await File.ReadAllTextAsync(_folder.File));
        Assert.Equal([_folder.File], Directory.GetFiles(_folder.Folder));
    }

    [Fact]
    public async Task The_database_of_another_application_is_refused()
    {
        Sql("CREATE TABLE customer (id INTEGER)");

        Assert.Equal(FlowStoreFault.Foreign, (await _folder.RefusedAsync()).Fault);
    }

    [Fact]
    public async Task An_empty_file_becomes_a_store()
    {
        await File.WriteAllBytesAsync(_folder.File, []);

        var store = await _folder.OpenAsync();

        Assert.True((await store.CommitAsync(new Commit().Put(new("c", "1"), 0, new byte[1]))).Succeeded);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        Sql("PRAGMA user_version = 99");

        var refusal = await _folder.RefusedAsync();

        Assert.Equal(FlowStoreFault.TooNew, refusal.Fault);
        Assert.Contains("99", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_an_older_version_is_migrated_with_its_content()
    {
        var older = await _folder.OpenAsync();
        await older.CommitAsync(new Commit().Put(new("c", "1"), 0, "kept"u8.ToArray()));
        await older.DisposeAsync();
        string[] newer = [.. Schema.Steps, "ALTER TABLE document ADD COLUMN note TEXT; UPDATE document SET note = id"];

        var store = await _folder.OpenAsync(schema: newer);

        Assert.Equal("kept", Encoding.UTF8.GetString((await store.GetAsync(new("c", "1")))!.Body.Span));
        await store.DisposeAsync();
        Assert.Equal("2", Sql("PRAGMA user_version"));
        Assert.Equal("1", Sql("SELECT note FROM document"));
        Assert.Equal(FlowStoreFault.TooNew, (await _folder.RefusedAsync()).Fault);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_older_version()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        string[] broken = [.. Schema.Steps, "CREATE TABLE half (id INTEGER); SELECT nothing FROM nowhere"];

        await Assert.ThrowsAsync<FlowStoreException>(() => _folder.OpenAsync(schema: broken));

        Assert.Equal("0", Sql("SELECT count(*) FROM sqlite_master WHERE name = 'half'"));
        await _folder.OpenAsync();
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_kept()
    {
        var store = await _folder.OpenAsync();
        for (var i = 0; i < 200; i++)
            await store.CommitAsync(new Commit().Put(new("c", $"{i}"), 0, new byte[1_000]));
        await store.DisposeAsync();
        await using (var file = File.OpenWrite(_folder.File))
        {
            // Everything behind the page that holds the schema.
            file.Position = 4096;
            var noise = new byte[file.Length - 4096];
            new Random(3).NextBytes(noise);
            file.Write(noise);
        }

        var refusal = await _folder.RefusedAsync();

        Assert.Equal(FlowStoreFault.Corrupt, refusal.Fault);
        Assert.True(File.Exists(_folder.File));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_named()
    {
        var inTheWay = Path.Combine(_folder.Folder, "file");
        await File.WriteAllTextAsync(inTheWay, "");

        var refusal = await Assert.ThrowsAsync<FlowStoreException>(() => _folder.OpenAsync(o => o.Path = Path.Combine(inTheWay, "store.db")));

        Assert.Equal(FlowStoreFault.Medium, refusal.Fault);
        Assert.Contains(inTheWay, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_is_named()
    {
        // Nobody may create files here, the system's administrator included.
        const string Forbidden = "/proc/self/fd";
        if (!Directory.Exists(Forbidden))
            return;

        var refusal = await Assert.ThrowsAsync<FlowStoreException>(() => _folder.OpenAsync(o => o.Path = $"{Forbidden}/store.db"));

        Assert.Equal(FlowStoreFault.Medium, refusal.Fault);
        Assert.Contains($"{Forbidden}/store.db", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_not_open_says_so()
    {
        var store = _folder.Create();
        Assert.Equal(FlowStoreFault.Closed, (await Assert.ThrowsAsync<FlowStoreException>(() => store.GetAsync(new("c", "1")).AsTask())).Fault);

        await store.OpenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.OpenAsync().AsTask());
        await store.DisposeAsync();
        await store.DisposeAsync();

        Assert.Equal(FlowStoreFault.Closed, (await Assert.ThrowsAsync<FlowStoreException>(() => store.CommitAsync(new Commit()).AsTask())).Fault);
        Assert.Equal(FlowStoreFault.Closed, (await Assert.ThrowsAsync<FlowStoreException>(() => store.CountAsync("q").AsTask())).Fault);
    }

    [Fact]
    public async Task Closing_moves_everything_into_the_one_file()
    {
        var store = await _folder.OpenAsync();
        await store.CommitAsync(new Commit().Put(new("c", "1"), 0, new byte[100_000]));
        await store.DisposeAsync();

        Assert.Equal(["store.db", "store.db.lock"], Directory.GetFiles(_folder.Folder).Select(Path.GetFileName).Order());
    }

    private string Sql(string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = Connection.Open(_folder.File, readOnly: false, TimeSpan.FromSeconds(1));
        using var statement = connection.Prepare(sql);
        var first = statement.Step() ? statement.Text(0) : "";
        statement.Reset();
        return first;
    }
}
