using Tributary.Sqlite.Database;
using Tributary.Store;

namespace Tributary.Sqlite.Tests;

/// <summary>What a dead process leaves to the next one.</summary>
public sealed class LeaseJournalTests : IAsyncLifetime
{
    private readonly StoreFolder _folder = new();

    private string File => _folder.File;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public void What_was_entered_and_not_left_is_there_after_the_process()
    {
        using var journal = LeaseJournal.Begin(File, opening: 7);
        journal.Enter(1, 1, trial: 0);
        var left = journal.Enter(2, 5, trial: 0);
        journal.Enter(1L << 52, 1L << 52, trial: 7);
        journal.Leave(left);
        journal.Enter(9, 12, trial: int.MaxValue);

        Assert.Equal(
            [new(1, 1, 0), new(9, 12, 1023), new(1L << 52, 1L << 52, 7)],
            LeaseJournal.Read(File, opening: 7).OrderBy(static e => e.FirstId));
    }

    [Fact]
    public void The_journal_of_another_opening_is_not_believed()
    {
        using var journal = LeaseJournal.Begin(File, opening: 7);
        journal.Enter(1, 1, trial: 0);

        Assert.Empty(LeaseJournal.Read(File, opening: 8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1_000_000)]
    public async Task A_file_that_is_no_journal_is_not_believed_and_disturbs_nobody(int length)
    {
        var noise = new byte[length];
        Array.Fill(noise, (byte)0xA5);
        await System.IO.File.WriteAllBytesAsync(File + ".leases", noise);

        var store = await _folder.OpenAsync();

        Assert.True((await store.CommitAsync(new Commit().Send(new(new("q", "p"), default)))).Succeeded);
        Assert.NotNull(await store.TryLeaseAsync(Request()));
    }

    [Fact]
    public void A_full_journal_notes_nothing_more_and_has_room_again_when_something_ends()
    {
        using var journal = LeaseJournal.Begin(File, opening: 1);
        for (var i = 1; i <= LeaseJournal.Slots; i++)
            Assert.NotEqual(-1, journal.Enter(i, i, trial: 0));

        Assert.Equal(-1, journal.Enter(9_999, 9_999, trial: 0));
        journal.Leave(-1);
        journal.Leave(0);
        Assert.Equal(0, journal.Enter(9_999, 9_999, trial: 0));
        Assert.Equal(LeaseJournal.Slots, LeaseJournal.Read(File, opening: 1).Count);
    }

    [Fact]
    public async Task A_store_that_is_closed_leaves_no_journal_and_no_suspect()
    {
        var store = await _folder.OpenAsync();
        await store.CommitAsync(new Commit().Send(new(new("q", "p"), default)));
        await store.TryLeaseAsync(Request());
        await store.DisposeAsync();

        Assert.False(System.IO.File.Exists(File + ".leases"));
        Assert.Equal(1, (await (await _folder.OpenAsync()).TryLeaseAsync(Request()))!.Messages[0].Attempts);
    }

    [Fact]
    public async Task A_death_between_a_commit_and_the_end_of_its_lease_accuses_nobody()
    {
        var store = await _folder.OpenAsync();
        await store.CommitAsync(new Commit().Send(new(new("q", "p"), default)).Send(new(new("q", "p"), default)).Send(new(new("q", "p"), default)));
        var lease = (await store.TryLeaseAsync(Request()))!;
        await store.CommitAsync(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id));
        await store.DisposeAsync();
        using (var journal = LeaseJournal.Begin(File, opening: 1))
        {
            journal.Enter(lease.Messages[0].Id, lease.Messages[2].Id, trial: 0);
            System.IO.File.Copy(File + ".leases", File + ".copy");
        }

        System.IO.File.Move(File + ".copy", File + ".leases");

        // Two together: neither is on trial.
        Assert.Equal(2, (await (await _folder.OpenAsync()).TryLeaseAsync(Request()))!.Messages.Count);
    }

    private static LeaseRequest Request() => new(["q"], TimeSpan.FromMinutes(1));
}
