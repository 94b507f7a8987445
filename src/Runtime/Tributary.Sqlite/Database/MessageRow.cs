using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite.Database;

/// <summary>Reads the columns that messages and dead letters share, in the order of the tables.</summary>
internal static class MessageRow
{
    /// <summary>The message for the board.</summary>
    public static (MessageAddress Address, BoardMessage Message) ToBoard(Statement row)
    {
        var enqueuedAt = row.Long(3);
        return (new MessageAddress(row.Text(1), row.Text(2)), new BoardMessage
        {
            Id = row.Long(0),
            EnqueuedAt = enqueuedAt,
            VisibleFrom = row.LongOrNull(4) ?? enqueuedAt,
            Attempts = (int)row.Long(5),
            DedupeId = row.TextOrNull(6),
            TraceParent = row.TextOrNull(7),
            LastError = row.TextOrNull(8),
            Body = row.Bytes(9),
        });
    }

    /// <summary>The message for a caller.</summary>
    public static StoredMessage ToStored(Statement row)
    {
        var enqueuedAt = row.Long(3);
        return new StoredMessage
        {
            Id = row.Long(0),
            Address = new MessageAddress(row.Text(1), row.Text(2)),
            EnqueuedAt = new DateTimeOffset(enqueuedAt, TimeSpan.Zero),
            VisibleFrom = new DateTimeOffset(row.LongOrNull(4) ?? enqueuedAt, TimeSpan.Zero),
            Attempts = (int)row.Long(5),
            DedupeId = row.TextOrNull(6),
            TraceParent = row.TextOrNull(7),
            LastError = row.TextOrNull(8),
            Body = row.Bytes(9),
        };
    }
}
