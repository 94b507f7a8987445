namespace Tributary.Store.Embedded;

/// <summary>Why a journal has an entry.</summary>
internal enum JournalEntryKind
{
    /// <summary>The messages are under a lease.</summary>
    Leased = 1,

    /// <summary>The message is under a lease that was granted while nothing else was under way.</summary>
    Alone = 2,

    /// <summary>The message waits, and a process died while it held it.</summary>
    Suspect = 3,
}

/// <summary>
/// Remembers which messages are in somebody's hands, so that the next process knows what this one held when it died. It need not survive
/// more than the end of the process. Called under the board's gate, at each lease and at each end of one, so it must cost next to nothing.
/// </summary>
internal interface ILeaseJournal
{
    /// <summary>Notes the messages of one partition from the first to the last id.</summary>
    /// <returns>The slot to leave; -1 when the journal is full and noted nothing.</returns>
    int Enter(long firstId, long lastId, JournalEntryKind kind);

    /// <summary>Forgets what was noted in a slot; -1 is nothing.</summary>
    void Leave(int slot);
}
