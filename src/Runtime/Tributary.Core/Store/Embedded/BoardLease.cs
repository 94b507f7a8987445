namespace Tributary.Store.Embedded;

/// <summary>A lease on the board. Its messages lie here while it lasts.</summary>
internal sealed class BoardLease(LeaseToken token, BoardPartition partition, BoardMessage[] messages) : Timed
{
    /// <summary>Its token.</summary>
    public LeaseToken Token { get; } = token;

    /// <summary>The leased partition.</summary>
    public BoardPartition Partition { get; } = partition;

    /// <summary>The messages under it, oldest first.</summary>
    public BoardMessage[] Messages { get; } = messages;

    /// <summary>0 when its messages are not on trial; otherwise which trial in a row it is.</summary>
    public required int Trial { get; set; }

    /// <summary>Where the journal keeps it; -1 when it does not.</summary>
    public int JournalSlot { get; set; } = -1;

    /// <summary>True while a commit under it is being applied: it neither expires nor serves a second commit.</summary>
    public bool IsPinned { get; set; }

    /// <summary>A message under this lease, or null.</summary>
    public BoardMessage? Find(long id)
    {
        int low = 0, high = Messages.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = Messages[middle].Id;
            if (found == id)
                return Messages[middle];
            if (found < id)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }
}
