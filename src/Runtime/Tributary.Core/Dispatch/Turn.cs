using Tributary.Store;

namespace Tributary.Dispatch;

/// <summary>
/// One turn: the messages of one partition in, one commit out. The handler reads <see cref="Messages"/>, fills <see cref="Commit"/> and
/// settles each message in it (consume, retry or kill); what it does not settle stays. When the commit is refused because something
/// changed meanwhile, the handler is run again with a fresh turn, so it must keep its effects in the commit.
/// </summary>
public sealed class Turn
{
    private List<Action<CommitResult>>? _committed;

    /// <summary>Creates a turn.</summary>
    public Turn(Lease lease, IReadOnlyList<StoredMessage> messages, int rerun)
    {
        Address = lease.Address;
        Messages = messages;
        Rerun = rerun;
        Commit = new Commit().Under(lease.Token);
    }

    /// <summary>The leased partition.</summary>
    public MessageAddress Address { get; }

    /// <summary>The messages to handle, oldest first; at least one.</summary>
    public IReadOnlyList<StoredMessage> Messages { get; }

    /// <summary>How many times this turn was repeated because its commit was refused.</summary>
    public int Rerun { get; }

    /// <summary>What the turn changes.</summary>
    public Commit Commit { get; }

    /// <summary>
    /// What a handler that had an effect outside of the store wants to remember for a rerun of the same turn, so that it does not have
    /// the effect twice. The dispatcher hands it on from run to run under one lease, also when a run has only some of the messages; a crash loses it.
    /// </summary>
    public object? Carry { get; set; }

    /// <summary>Registers what follows from a successful commit, such as updating a cache or raising an event. Never runs on a refusal.</summary>
    public void OnCommitted(Action<CommitResult> action) => (_committed ??= []).Add(action);

    /// <summary>Runs what was registered. A callback that throws keeps no other from running: the commit stands either way.</summary>
    internal void Committed(CommitResult result, Action<Exception> failed)
    {
        if (_committed is null)
            return;
        foreach (var action in _committed)
        {
            try
            {
                action(result);
            }
            catch (Exception e) when (!Fatal.Is(e))
            {
                failed(e);
            }
        }
    }
}

/// <summary>Handles the turns of a queue. Called for many partitions at the same time, for one partition never.</summary>
public interface ITurnHandler
{
    /// <summary>Handles a turn. Throwing fails it: <see cref="FlowDispatcher"/> says what follows. So does settling no message at all.</summary>
    ValueTask RunAsync(Turn turn, CancellationToken cancellationToken);
}
