using Tributary.Dispatch;

namespace Tributary.Store.Embedded;

/// <content>
/// What follows when a process died with messages in its hands: any of them may be what killed it. After the next start they are tried
/// for some seconds, first one half of them and then the other, while nothing else is leased. A process that dies of a message dies while
/// that message's half is on trial, so each death halves the suspects; and the last one, alone, is charged with an attempt.
/// </content>
internal sealed partial class MessageBoard
{
    /// <summary>
    /// How long a half is on trial when its messages are not settled sooner. After two of these everything runs, and after three at most.
    /// </summary>
    public static readonly TimeSpan TrialTime = TimeSpan.FromSeconds(2);

    private readonly List<BoardMessage> _suspects = [];
    private ITimer? _trialTimer;
    private int _half;
    private long _halfBegan;
    private TimeSpan _halfLasts;

    /// <summary>Marks a message that a process held when it died. Called with the gate held, while nothing is leased.</summary>
    /// <param name="message">The message.</param>
    /// <param name="deaths">How many processes in a row died while they tried this message and nothing else.</param>
    public void Accuse(BoardMessage message, int deaths)
    {
        message.Deaths = deaths;
        if (message.Charged > 0)
            message.LastError = FailureHistory.AddDeath(message.LastError, message.Attempts + message.Charged, _clock.GetUtcNow());
        _suspects.Add(message);
    }

    /// <summary>Ends all leases and holds. After a crash the messages of the leases are suspects; after a clean end they are not.</summary>
    public void DropLeases(bool crashed)
    {
        lock (Gate)
        {
            var leases = _leases.Values.ToArray();
            var left = leases.Select(static lease => new LeftBehind(lease.Messages[0].Id, lease.Messages[^1].Id, lease.Trial)).ToArray();
            var suspicions = Inquest.Conclude(crashed ? left : []).ToDictionary(static suspicion => suspicion.FirstId);
            EndTrial();
            foreach (var lease in leases)
            {
                ForgetSettlements(lease);
                End(lease, uncount: true, heldUntil: 0);
                if (!suspicions.TryGetValue(lease.Messages[0].Id, out var suspicion))
                    continue;
                foreach (var message in lease.Messages)
                    Accuse(message, suspicion.Deaths);
            }

            foreach (var partition in _queues.Values.SelectMany(static queue => queue.Partitions.Values).ToArray())
            {
                if (partition.State != PartitionState.Held)
                    continue;
                _delays.Remove(partition);
                partition.State = PartitionState.Idle;
            }

            OfferWaiting();

            _signals.Clear();
            foreach (var queue in _queues.Values)
                queue.IsSignalled = false;
            Arm(Now);
        }
    }

    /// <summary>Whether the next message of a partition may be leased: all but suspects wait while suspects are on trial.</summary>
    private bool MayRun(BoardPartition partition) => _half == 0 || (partition.Oldest.Half > 0 && partition.Oldest.Half <= _half);

    /// <summary>
    /// Begins when the first lease is asked for, so that the start of a host does not use the time up. Where one suspect is left that a
    /// process has died with alone, its half comes second and the first is empty: only when the process lives that long without it, the
    /// next death says something about the message, and not about somebody who kills the process whatever it does. The time without it is
    /// doubled every second time, so that who kills each process at the same age cannot meet the message twice in a row.
    /// </summary>
    private void BeginTrial()
    {
        _suspects.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        var mustWait = _suspects is [{ Deaths: > 0 }];
        var first = mustWait ? 0 : (_suspects.Count + 1) / 2;
        for (var i = 0; i < _suspects.Count; i++)
            _suspects[i].Half = i < first ? 1 : 2;
        BeginHalf(1, mustWait && _suspects[0].Deaths % 2 == 0 ? 2 * TrialTime : TrialTime);
    }

    private void BeginHalf(int half, TimeSpan lasts)
    {
        _half = half;
        _halfBegan = _clock.GetTimestamp();
        _halfLasts = lasts;
        _trialTimer ??= _clock.CreateTimer(static board => ((MessageBoard)board!).OnTrialTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _trialTimer.Change(lasts, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Goes on with the other half, or with everything.</summary>
    private void GoOn()
    {
        if (_half == 1 && _suspects.Exists(static message => message.Half == 2))
        {
            AcquitLeased();
            BeginHalf(2, TrialTime);
        }
        else
        {
            EndTrial();
        }

        OfferWaiting();
    }

    private void EndTrial()
    {
        AcquitLeased();
        foreach (var message in _suspects)
            message.Half = message.Deaths = 0;
        _suspects.Clear();
        _half = 0;
        _trialTimer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The leases on trial have lived through it: the next death is not theirs.</summary>
    private void AcquitLeased()
    {
        foreach (var lease in _leases.Values)
        {
            if (lease.Trial == 0)
                continue;
            lease.Trial = 0;
            if (_journal is null)
                continue;
            var noted = lease.JournalSlot;
            lease.JournalSlot = _journal.Enter(lease.Messages[0].Id, lease.Messages[^1].Id, trial: 0);
            _journal.Leave(noted);
        }
    }

    /// <summary>A suspect is settled or withdrawn. When its half has no other left, nobody waits any longer.</summary>
    private void Acquit(BoardMessage message)
    {
        var half = message.Half;
        message.Attempts += message.Charged;
        message.Half = message.Deaths = 0;
        if (!_suspects.Remove(message) || _half == 0)
            return;
        if (_suspects.Count == 0 || (half == _half && !_suspects.Exists(other => other.Half == half)))
            GoOn();
    }

    private void OfferWaiting()
    {
        var waiting = _queues.Values.SelectMany(static queue => queue.Partitions.Values)
            .Where(static partition => partition.State == PartitionState.Idle && partition.VisibleCount > 0)
            .OrderBy(static partition => partition.Oldest.Id);
        foreach (var partition in waiting.ToArray())
            Offer(partition);
    }

    private void OnTrialTimer()
    {
        lock (Gate)
        {
            if (_disposed || _half == 0)
                return;

            // It may be the ring of a half that has ended early meanwhile, and timers may ring a little before their time.
            var left = _halfLasts - _clock.GetElapsedTime(_halfBegan);
            if (left > TimeSpan.Zero)
                _trialTimer!.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            else
                GoOn();
            Arm(Now);
        }

        Signal();
    }
}
