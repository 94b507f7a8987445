using Tributary.Sqlite.Database;
using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite.Writing;

/// <summary>Writes the messages of a commit and tells the board afterwards. Belongs to the writer's thread.</summary>
internal sealed class MessageTables
{
    // How often, in remembered dedupe ids, the oldest ones are looked at; and how many of them at a time.
    private const int PruneEvery = 1_000;

    private const string Columns = "id, queue, partition, enqueued_at, visible_from, attempts, dedupe_id, trace_parent, last_error, body";

    private readonly TimeProvider _clock;
    private readonly long _retention;
    private readonly Connection _connection;
    private readonly Statement _insert;
    private readonly Statement _consume;
    private readonly Statement _retry;
    private readonly Statement _bury;
    private readonly Statement _wake;
    private readonly Statement _findDead;
    private readonly Statement _removeDead;
    private readonly Statement _remember;
    private readonly Statement _prune;
    private int _remembered;

    /// <summary>Creates the tables' statements.</summary>
    public MessageTables(Connection connection, TimeProvider clock, TimeSpan dedupeRetention, long lastMessage)
    {
        _connection = connection;
        _clock = clock;
        _retention = dedupeRetention.Ticks;
        LastMessage = lastMessage;
        _insert = connection.Prepare($"INSERT INTO message ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, NULL, ?8)");
        _consume = connection.Prepare("DELETE FROM message WHERE id = ?1");
        _retry = connection.Prepare("UPDATE message SET visible_from = ?2, attempts = ?3, last_error = ?4 WHERE id = ?1");
        _bury = connection.Prepare(
            $"""
            INSERT INTO dead_letter ({Columns}, reason, detail, died_at)
            SELECT id, queue, partition, enqueued_at, visible_from, ?2, dedupe_id, trace_parent, last_error, body, ?3, ?4, ?5
            FROM message WHERE id = ?1
            """);
        _wake = connection.Prepare(
            "UPDATE message SET visible_from = NULL WHERE queue = ?1 AND partition = ?2 AND visible_from IS NOT NULL");
        _findDead = connection.Prepare($"SELECT {Columns} FROM dead_letter WHERE id = ?1");
        _removeDead = connection.Prepare("DELETE FROM dead_letter WHERE id = ?1");
        _remember = connection.Prepare(
            """
            INSERT INTO dedupe (queue, id, sent_at) VALUES (?1, ?2, ?3)
            ON CONFLICT (queue, id) DO UPDATE SET sent_at = excluded.sent_at WHERE sent_at < ?4
            """);
        _prune = connection.Prepare(
            """
            DELETE FROM dedupe WHERE number IN (
                SELECT number FROM (SELECT number, sent_at FROM dedupe ORDER BY number LIMIT 4000) WHERE sent_at < ?1)
            """);
    }

    /// <summary>The greatest message id that was given out.</summary>
    public long LastMessage { get; set; }

    /// <summary>Fills the board with what a just opened file holds.</summary>
    public void Load(MessageBoard board, Suspects suspects)
    {
        lock (board.Gate)
        {
            using var messages = _connection.Prepare($"SELECT {Columns} FROM message ORDER BY id");
            while (messages.Step())
            {
                var (address, message) = MessageRow.ToBoard(messages);
                if (suspects.DeathsOf(address, message.Id) is { } deaths)
                    board.Accuse(message, deaths);
                board.Add(address.Queue, address.Partition, message);
            }

            using var dead = _connection.Prepare("SELECT queue, count(*) FROM dead_letter GROUP BY queue");
            while (dead.Step())
                board.CountDead(dead.Text(0), dead.Long(1));
        }
    }

    /// <summary>Writes settlements, requeues, purges, withdrawals, releases and sends of a commit whose conditions hold.</summary>
    /// <returns>How many sends were repeated ones.</returns>
    public int Write(PendingCommit pending, MessageBoard board)
    {
        var commit = pending.Commit;
        for (var i = 0; i < commit.Settlements.Count; i++)
            Settle(commit.Settlements[i], pending.Lease!);
        for (var i = 0; i < commit.Requeues.Count; i++)
            Requeue(commit.Requeues[i], pending);
        for (var i = 0; i < commit.Purges.Count; i++)
            Purge(commit.Purges[i], pending);
        for (var i = 0; i < commit.Withdrawals.Count; i++)
            Withdraw(commit.Withdrawals[i], pending, board);
        for (var i = 0; i < commit.Releases.Count; i++)
            _wake.Bind(1, commit.Releases[i].Queue).Bind(2, commit.Releases[i].Partition).Run();
        return commit.Messages.Count == 0 ? 0 : Send(pending);
    }

    /// <summary>Shows a written commit to the workers. Called with the board's gate held.</summary>
    public static void Publish(MessageBoard board, PendingCommit pending)
    {
        if (pending.Lease is not null)
            board.Settle(pending.Lease, pending.Commit);
        foreach (var queue in pending.Unburied ?? [])
            board.CountDead(queue, -1);
        foreach (var (address, message) in pending.Requeued ?? [])
            board.Add(address.Queue, address.Partition, message);
        if (pending.Withdrawn is { } withdrawn)
            board.Remove(withdrawn);
        for (var i = 0; i < pending.Commit.Releases.Count; i++)
            board.Wake(pending.Commit.Releases[i]);
        foreach (var (address, message) in pending.Sent ?? [])
            board.Add(address.Queue, address.Partition, message);
    }

    private void Settle(in Settlement settlement, BoardLease lease)
    {
        switch (settlement.Kind)
        {
            case SettlementKind.Retry:
                _retry.Bind(1, settlement.MessageId).Bind(2, settlement.VisibleFrom.UtcTicks).Bind(3, AttemptsOf(settlement, lease)).Bind(4, settlement.Detail).Run();
                return;
            case SettlementKind.DeadLetter:
                _bury.Bind(1, settlement.MessageId).Bind(2, AttemptsOf(settlement, lease))
                    .Bind(3, settlement.Reason ?? "").Bind(4, settlement.Detail ?? "").Bind(5, _clock.GetUtcNow().UtcTicks).Run();
                break;
        }

        _consume.Bind(1, settlement.MessageId).Run();
    }

    private static int AttemptsOf(in Settlement settlement, BoardLease lease)
    {
        var message = lease.Find(settlement.MessageId)!;
        return message.Attempts + message.Charged;
    }

    private void Requeue(long id, PendingCommit pending)
    {
        if (!_findDead.Bind(1, id).Step())
            return;
        var (address, dead) = MessageRow.ToBoard(_findDead);
        _findDead.Reset();
        _removeDead.Bind(1, id).Run();
        var message = new BoardMessage
        {
            Id = id,
            Body = dead.Body,
            EnqueuedAt = dead.EnqueuedAt,
            VisibleFrom = dead.EnqueuedAt,
            DedupeId = dead.DedupeId,
            TraceParent = dead.TraceParent,
        };
        Insert(address, message, visibleFrom: null);
        pending.Requeue(address, message);
    }

    private void Purge(long id, PendingCommit pending)
    {
        if (!_findDead.Bind(1, id).Step())
            return;
        pending.Unbury(_findDead.Text(1));
        _findDead.Reset();
        _removeDead.Bind(1, id).Run();
    }

    // Who holds what is known to the board alone: a message under a lease has to keep its row until it is settled.
    private void Withdraw(in Withdrawal withdrawal, PendingCommit pending, MessageBoard board)
    {
        IReadOnlyList<BoardMessage> waiting;
        lock (board.Gate)
            waiting = board.FindWaiting(withdrawal);
        foreach (var message in waiting)
            _consume.Bind(1, message.Id).Run();
        pending.Withdraw(waiting);
    }

    private int Send(PendingCommit pending)
    {
        var duplicates = 0;
        var now = _clock.GetUtcNow().UtcTicks;
        var messages = pending.Commit.Messages;
        for (var i = 0; i < messages.Count; i++)
        {
            var outgoing = messages[i];
            if (outgoing.DedupeId is { } id && !Remember(outgoing.Address.Queue, id, now))
            {
                duplicates++;
                continue;
            }

            var visibleFrom = outgoing.VisibleFrom?.UtcTicks;
            var message = new BoardMessage
            {
                Id = ++LastMessage,
                Body = outgoing.Body,
                EnqueuedAt = now,
                VisibleFrom = visibleFrom ?? now,
                DedupeId = outgoing.DedupeId,
                TraceParent = outgoing.TraceParent,
            };
            Insert(outgoing.Address, message, visibleFrom > now ? visibleFrom : null);
            pending.Send(outgoing.Address, message);
        }

        return duplicates;
    }

    private void Insert(MessageAddress address, BoardMessage message, long? visibleFrom) =>
        _insert.Bind(1, message.Id).Bind(2, address.Queue).Bind(3, address.Partition).Bind(4, message.EnqueuedAt).Bind(5, visibleFrom)
            .Bind(6, message.DedupeId).Bind(7, message.TraceParent).Bind(8, message.Body.Span).Run();

    private bool Remember(string queue, string id, long now)
    {
        if (++_remembered >= PruneEvery)
        {
            _remembered = 0;
            _prune.Bind(1, now - _retention).Run();
        }

        _remember.Bind(1, queue).Bind(2, id).Bind(3, now).Bind(4, now - _retention).Run();
        return _connection.Changes > 0;
    }
}
