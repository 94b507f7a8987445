namespace Tributary.Store.Embedded;

/// <summary>
/// Remembers which messages are in somebody's hands, so that the next process knows what this one held when it died. It need not survive
/// more than the end of the process. Called under the board's gate, at each lease and at each end of one, so it must cost next to nothing.
/// </summary>
internal interface ILeaseJournal
{
    /// <summary>Notes the messages of one partition from the first to the last id.</summary>
    /// <param name="firstId">The first message.</param>
    /// <param name="lastId">The last message.</param>
    /// <param name="trial">0 when they are not on trial; otherwise which trial in a row it is.</param>
    /// <returns>The slot to leave; -1 when the journal is full and noted nothing.</returns>
    int Enter(long firstId, long lastId, int trial);

    /// <summary>Forgets what was noted in a slot; -1 is nothing.</summary>
    void Leave(int slot);
}
