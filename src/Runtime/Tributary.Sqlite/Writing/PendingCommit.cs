using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite.Writing;

/// <summary>A commit on its way through the writer, with what the board must be told once it is on the medium.</summary>
internal sealed class PendingCommit(Commit commit) : TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>What was asked for.</summary>
    public Commit Commit { get; } = commit;

    /// <summary>What the caller will hear.</summary>
    public CommitResult Result { get; set; }

    /// <summary>The pinned lease, when it names one.</summary>
    public BoardLease? Lease { get; set; }

    /// <summary>The messages that were inserted, with their addresses.</summary>
    public List<(MessageAddress Address, BoardMessage Message)>? Sent { get; private set; }

    /// <summary>The dead letters that returned to their queues.</summary>
    public List<(MessageAddress Address, BoardMessage Message)>? Requeued { get; private set; }

    /// <summary>The queues that each lost a dead letter, to a requeue or a purge.</summary>
    public List<string>? Unburied { get; private set; }

    /// <summary>The messages that were taken back.</summary>
    public List<BoardMessage>? Withdrawn { get; private set; }

    /// <summary>Notes messages that were taken back.</summary>
    public void Withdraw(IReadOnlyList<BoardMessage> messages) => (Withdrawn ??= []).AddRange(messages);

    /// <summary>Notes a message that was inserted.</summary>
    public void Send(MessageAddress address, BoardMessage message) => (Sent ??= []).Add((address, message));

    /// <summary>Notes a dead letter that returned.</summary>
    public void Requeue(MessageAddress address, BoardMessage message)
    {
        (Requeued ??= []).Add((address, message));
        Unbury(address.Queue);
    }

    /// <summary>Notes a dead letter that is gone.</summary>
    public void Unbury(string queue) => (Unburied ??= []).Add(queue);
}
