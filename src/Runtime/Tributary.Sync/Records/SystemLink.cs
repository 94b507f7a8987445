using System.Collections.Immutable;

namespace Tributary.Sync;

/// <summary>What is known of one record of one system.</summary>
internal sealed record SystemLink<T>(string System, string? NativeId)
    where T : class, IFlowEntity
{
    /// <summary>How many unacknowledged pushes are remembered; older ones cannot be in flight any more in practice.</summary>
    public const int MaxPending = 8;

    /// <summary>
    /// How many earlier states are remembered for snapshots that were read before a push arrived. They are more only while the last
    /// push alone replaced more.
    /// </summary>
    public const int MaxPast = 4;

    /// <summary>
    /// The native model as the system was last known to have it: what it sent, or what it acknowledged. New snapshots are compared
    /// with this and not with the canonical, because a full snapshot is a stale snapshot.
    /// </summary>
    public Snapshot<T>? Exchanged { get; init; }

    /// <summary>Pushes that were decided and not acknowledged, oldest first. An update that equals one is its echo.</summary>
    public ImmutableArray<PendingPush<T>> Pending { get; init; } = [];

    /// <summary>States that were, or may have been, replaced by acknowledged pushes, for updates that were sent before the acknowledgement.</summary>
    public ImmutableArray<PastState<T>> Past { get; init; } = [];

    /// <summary>The number of the last acknowledged push; 0 when there was none.</summary>
    public long Acked { get; init; }

    /// <summary>
    /// What the last acknowledged push said, if an update was heard that crossed it: one that was sent before the acknowledgement and says
    /// something else. The system has the one or the other now, so it must be told the outcome, whatever it said; and until it has been
    /// told, its updates may show either. Null when there is no doubt.
    /// </summary>
    public Snapshot<T>? Crossed { get; init; }

    /// <summary>When the system sent the last whole record that was applied.</summary>
    public Stamp Whole { get; init; }

    /// <summary>When the system sent the fields that patches have set since.</summary>
    public ImmutableDictionary<int, Stamp> FieldStamps { get; init; } = ImmutableDictionary<int, Stamp>.Empty;

    /// <summary>The number of the last push that was planned; 0 when there was none. It orders the pushes to this record.</summary>
    public long LastPush { get; init; }

    /// <summary>What the system sent when it was last corrected, and how often in a row it sent just that again.</summary>
    public Correction? Corrected { get; init; }

    /// <summary>The state that the system has or is about to have.</summary>
    public Snapshot<T>? Latest => Pending.IsEmpty ? Exchanged : Pending[^1].Model;

    /// <summary>When the system last set a field.</summary>
    public Stamp StampOf(int field) => FieldStamps.TryGetValue(field, out var own) && Whole.IsBefore(own) ? own : Whole;

    /// <summary>When the system last set any field.</summary>
    public Stamp Newest => FieldStamps.Values.Aggregate(Whole, static (newest, stamp) => newest.IsBefore(stamp) ? stamp : newest);

    /// <summary>The newest arrival token applied to any field.</summary>
    public long NewestToken => FieldStamps.IsEmpty ? Whole.Token : Math.Max(Whole.Token, FieldStamps.Values.Max(static stamp => stamp.Token));

    /// <summary>The link after a push was planned, which is then the last of its <see cref="Pending"/>.</summary>
    public SystemLink<T> Expecting(long version, Snapshot<T> model)
    {
        var pending = Pending.Length >= MaxPending ? Pending.RemoveAt(0) : Pending;
        return this with { Pending = pending.Add(new PendingPush<T>(version, LastPush + 1, NewestToken, model)), LastPush = LastPush + 1 };
    }

    /// <summary>The system has a state: pushes up to that one are no longer awaited.</summary>
    public SystemLink<T> Acknowledged(PendingPush<T> push, long ackNumber)
    {
        // The system may have had an earlier push whose acknowledgement was lost, and have said so before it took this one.
        var replaced = Pending.Where(p => p.Number < push.Number).Select(static p => p.Model).Append(Crossed).Append(Exchanged)
            .OfType<Snapshot<T>>().Select(model => new PastState<T>(ackNumber, model)).ToList();
        return this with
        {
            Exchanged = push.Model,
            Crossed = null,
            Acked = Math.Max(Acked, ackNumber),
            Pending = Pending.RemoveAll(p => p.Number <= push.Number),
            Past = [.. Past.TakeLast(MaxPast - replaced.Count), .. replaced],
        };
    }
}

/// <summary>
/// A push on its way: the version of the canonical, the number of the push among those to the same record, the newest update of the system
/// that was known when it was planned, and the model as the system will have it. Two pushes may show one version: a parent became known, or the system must be told once more.
/// </summary>
internal sealed record PendingPush<T>(long Version, long Number, long Heard, Snapshot<T> Model)
    where T : class, IFlowEntity;

/// <summary>A state that a push replaced. Updates sent before the acknowledgement with this number may still show it.</summary>
internal sealed record PastState<T>(long ReplacedBy, Snapshot<T> Model)
    where T : class, IFlowEntity;

/// <summary>Guards against a system that cannot keep what it is told and says so for ever.</summary>
internal sealed record Correction(ulong Hash, int Times);
