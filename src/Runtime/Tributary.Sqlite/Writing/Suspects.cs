using Tributary.Dispatch;
using Tributary.Sqlite.Database;
using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite.Writing;

/// <summary>Draws the conclusions from what a dead process left behind, while the store is opened.</summary>
internal sealed class Suspects
{
    private readonly Dictionary<long, long> _lastByFirst = [];
    private readonly Dictionary<MessageAddress, long> _lastByPartition = [];

    /// <summary>Notes who is a suspect.</summary>
    public Suspects(IReadOnlyList<LeftBehind> left)
    {
        foreach (var entry in left)
            _lastByFirst[entry.FirstId] = Math.Max(entry.LastId, _lastByFirst.GetValueOrDefault(entry.FirstId));
    }

    /// <summary>
    /// Writes down the attempts that can only have been ended by their own message: those that ran alone. Belongs to the transaction that
    /// counts the opening, after which the journal is not believed any more, so that a death counts once.
    /// </summary>
    public static void CountAttempts(Connection connection, IReadOnlyList<LeftBehind> left, DateTimeOffset now)
    {
        var leases = left.Count(static entry => entry.Kind != JournalEntryKind.Suspect);
        using var find = connection.Prepare("SELECT attempts, last_error FROM message WHERE id = ?1");
        using var count = connection.Prepare("UPDATE message SET attempts = ?2, last_error = ?3 WHERE id = ?1");
        foreach (var entry in left)
        {
            var guilty = entry.Kind == JournalEntryKind.Alone || (entry.Kind == JournalEntryKind.Leased && leases == 1);
            if (!guilty || entry.FirstId != entry.LastId || !find.Bind(1, entry.FirstId).Step())
                continue;
            var attempts = (int)find.Long(0) + 1;
            var history = FailureHistory.AddDeath(find.TextOrNull(1), attempts, now);
            find.Reset();
            count.Bind(1, entry.FirstId).Bind(2, attempts).Bind(3, history).Run();
        }
    }

    /// <summary>Whether a message is a suspect. Asked for all messages in order of arrival.</summary>
    public bool Contains(MessageAddress address, long id)
    {
        if (_lastByFirst.Count == 0)
            return false;

        // Where the first message is gone, the commit of its lease was applied, and the others were not handled.
        if (_lastByFirst.TryGetValue(id, out var last))
            _lastByPartition[address] = Math.Max(last, _lastByPartition.GetValueOrDefault(address));
        return _lastByPartition.TryGetValue(address, out last) && id <= last;
    }
}
