using Tributary.Dispatch;

namespace Tributary.Store.Embedded;

/// <content>
/// What follows when a process died with messages in its hands. Each of them may be what killed it, so each is a suspect and is leased
/// alone until it is settled: the next death then has one suspect only, and that one's attempt counts.
/// </content>
internal sealed partial class MessageBoard
{
    /// <summary>
    /// How long a suspect keeps the others waiting, and they it. What kills a process does so soon; what merely takes long must not stop
    /// everything else.
    /// </summary>
    public static readonly TimeSpan AloneFor = TimeSpan.FromSeconds(5);

    private readonly Bell _bell = new();
    private BoardLease? _alone;
    private int _suspects;
    private long _clearingSince;

    /// <summary>Marks a message that a process held when it died. Called with the gate held, before anything is leased.</summary>
    public void Accuse(BoardMessage message)
    {
        if (message.IsSuspect)
            return;
        message.IsSuspect = true;
        message.SuspectSlot = _journal?.Enter(message.Id, message.Id, JournalEntryKind.Suspect) ?? -1;
        _suspects++;
    }

    /// <summary>Ends all leases and holds. After a crash the messages of the leases are suspects; after a clean end they are not.</summary>
    public void DropLeases(bool crashed)
    {
        lock (Gate)
        {
            var now = _clock.GetUtcNow();
            var leases = _leases.Values.ToArray();
            foreach (var lease in leases)
            {
                ForgetSettlements(lease);
                var guilty = crashed && lease.Messages.Length == 1 && (lease.IsAlone || leases.Length == 1);
                End(lease, uncount: !guilty, heldUntil: 0);
                if (!crashed)
                    continue;
                if (guilty)
                    lease.Messages[0].LastError = FailureHistory.AddDeath(lease.Messages[0].LastError, lease.Messages[0].Attempts, now);
                foreach (var message in lease.Messages)
                    Accuse(message);
            }

            foreach (var partition in _queues.Values.SelectMany(static queue => queue.Partitions.Values).ToArray())
            {
                if (partition.State != PartitionState.Held)
                    continue;
                _delays.Remove(partition);
                partition.State = PartitionState.Idle;
                Offer(partition);
            }

            _signals.Clear();
            foreach (var queue in _queues.Values)
                queue.IsSignalled = false;
            Arm(Now);
        }
    }

    /// <summary>Whether the first partition of a queue may be leased now, while there are suspects somewhere.</summary>
    private bool MayLease(BoardQueue queue, long now)
    {
        if (_alone is not null && IsYoung(_alone.GrantedAt, now))
            return false;
        if (!queue.Ready.Peek().Oldest.IsSuspect)
        {
            return _clearingSince == 0 || HasClearedInVain(now);
        }

        if (!HasYoungLease(now))
        {
            _clearingSince = 0;
            SetBell(now);
            return true;
        }

        if (_clearingSince == 0 || HasClearedInVain(now))
            _clearingSince = now;
        SetBell(now);
        return false;
    }

    /// <summary>After a lease that others may have waited for.</summary>
    private void LetOthersGo(BoardLease ended)
    {
        var wasAlone = ended == _alone;
        if (wasAlone)
            _alone = null;
        if (_suspects == 0)
            _clearingSince = 0;
        if (wasAlone || (_clearingSince != 0 && !HasYoungLease(Now)))
            NoteReady();
    }

    private void Acquit(BoardMessage message)
    {
        message.IsSuspect = false;
        _journal?.Leave(message.SuspectSlot);
        message.SuspectSlot = -1;
        _suspects--;
    }

    // Twice the time, so that the suspect has the first choice when the last of the others is no longer young; but nobody waits for ever
    // for a suspect that was asked for once and not again, because whoever handled its queue is gone.
    private bool HasClearedInVain(long now) => now < _clearingSince || now - _clearingSince >= 2 * AloneFor.Ticks;

    private bool HasYoungLease(long now)
    {
        foreach (var lease in _leases.Values)
        {
            if (IsYoung(lease.GrantedAt, now))
                return true;
        }

        return false;
    }

    // A clock that was turned back must not keep anybody waiting for longer.
    private static bool IsYoung(long since, long now) => now >= since && now - since < AloneFor.Ticks;

    private void SetBell(long now)
    {
        if (_bell.HeapIndex < 0)
            _delays.Add(_bell, now + AloneFor.Ticks);
    }

    private void OnBell(long now)
    {
        NoteReady();
        if (_clearingSince != 0 && HasClearedInVain(now))
            _clearingSince = 0;
        if (_suspects > 0 && (_alone is not null || _clearingSince != 0))
            SetBell(now);
    }

    /// <summary>Rings when whoever waits for a suspect, or a suspect for others, has waited long enough.</summary>
    private sealed class Bell : Timed;
}
