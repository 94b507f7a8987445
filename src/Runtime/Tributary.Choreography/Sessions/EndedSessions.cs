namespace Tributary.Choreographies;

/// <summary>The last sessions that are over, so that whoever comes too late is told so.</summary>
internal sealed class EndedSessions(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SessionInfo> _byId = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Add(SessionInfo session)
    {
        lock (_lock)
        {
            if (!_byId.TryAdd(session.Id, session))
                return;
            _order.Enqueue(session.Id);
            if (_order.Count > capacity)
                _byId.Remove(_order.Dequeue());
        }
    }

    public SessionInfo? Find(string id)
    {
        lock (_lock)
            return _byId.GetValueOrDefault(id);
    }
}
