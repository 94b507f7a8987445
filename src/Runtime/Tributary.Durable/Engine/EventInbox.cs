using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>
/// Events that were raised and not yet awaited, and waits for events that were not yet raised: first in, first out for each name. No event
/// is lost, and none is taken twice.
/// </summary>
internal sealed class EventInbox
{
    private readonly Dictionary<string, Queue<HistoryEvent>> _raised = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkedList<IEventWait>> _waits = new(StringComparer.Ordinal);

    /// <summary>The names that somebody waits for.</summary>
    public IEnumerable<string> Awaited => _waits.Where(static entry => entry.Value.Count > 0).Select(static entry => entry.Key);

    /// <summary>How many events of a name wait to be taken.</summary>
    public int Count(string name) => _raised.TryGetValue(name, out var queue) ? queue.Count : 0;

    public void Add(HistoryEvent raised)
    {
        if (_waits.TryGetValue(raised.Name!, out var waits) && waits.First is { } first)
        {
            waits.RemoveFirst();
            first.Value.Take(raised);
            return;
        }

        if (!_raised.TryGetValue(raised.Name!, out var queue))
            _raised.Add(raised.Name!, queue = new Queue<HistoryEvent>());
        queue.Enqueue(raised);
    }

    public Durable<T> Wait<T>(string name, Codec<T> codec)
    {
        var wait = new EventWait<T>(this, name, codec);
        if (_raised.TryGetValue(name, out var queue) && queue.TryDequeue(out var raised))
            wait.Take(raised);
        else
            wait.Node = WaitsOf(name).AddLast(wait);
        return wait;
    }

    /// <summary>Everything that nobody has taken, name by name, and forgets it.</summary>
    public IReadOnlyList<HistoryEvent> TakeAll()
    {
        var all = _raised.Values.SelectMany(static queue => queue).ToList();
        _raised.Clear();
        return all;
    }

    public void CancelAll()
    {
        foreach (var wait in _waits.OrderBy(static entry => entry.Key, StringComparer.Ordinal).SelectMany(static entry => entry.Value).ToList())
            wait.Cancel();
    }

    private LinkedList<IEventWait> WaitsOf(string name)
    {
        if (!_waits.TryGetValue(name, out var waits))
            _waits.Add(name, waits = new LinkedList<IEventWait>());
        return waits;
    }

    private interface IEventWait
    {
        void Take(HistoryEvent raised);

        void Cancel();
    }

    private sealed class EventWait<T>(EventInbox inbox, string name, Codec<T> codec) : Durable<T>, IEventWait
    {
        public LinkedListNode<IEventWait>? Node { get; set; }

        public void Take(HistoryEvent raised) => Complete(raised);

        internal override void Cancel()
        {
            if (IsCompleted)
                return;
            inbox.WaitsOf(name).Remove(Node!);
            SetException(new OperationCanceledException($"The wait for event {name} was cancelled."));
        }

        void IEventWait.Cancel() => Cancel();

        private protected override T Decode(HistoryEvent completion) => codec.Decode(completion.Payload.Span);
    }
}
