using System.Globalization;
using Tributary.Store;

namespace Tributary.Choreographies;

/// <summary>
/// What a durable endpoint writes down: the messages that it took, the results of its local actions, and how guarded parts ended. After a
/// restart its part runs again from the start, gets the same from here, and comes to the same place.
/// </summary>
internal sealed class EndpointJournal
{
    private const byte TakenKind = 1, ResultKind = 2, ProgressKind = 3, OutcomeKind = 4;
    private const int Page = 1_000;
    private readonly IFlowStore _store;
    private readonly string _log;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _oneFlush = new(1);
    private readonly Dictionary<int, int> _taken = [];
    private readonly List<(int From, Frame Frame)> _frames = [];
    private readonly Dictionary<int, Queue<ReadOnlyMemory<byte>>> _results = [];
    private readonly Dictionary<GuardPath, (int Steps, bool? Completed)> _parts = [];
    private List<ReadOnlyMemory<byte>> _pending = [];
    private long _position;

    private EndpointJournal(IFlowStore store, string log) => (_store, _log) = (store, log);

    /// <summary>The messages that were taken before, in their order.</summary>
    public IReadOnlyList<(int From, Frame Frame)> Frames => _frames;

    /// <summary>For each sender, the number of the last message that is written down.</summary>
    public IReadOnlyDictionary<int, int> Taken { get; private set; } = new Dictionary<int, int>();

    /// <summary>Opens the journal of a role in a session, and reads what is there.</summary>
    public static async Task<EndpointJournal> OpenAsync(IFlowStore store, string sessionId, int role, int member, CancellationToken cancellationToken)
    {
        var journal = new EndpointJournal(store, string.Create(CultureInfo.InvariantCulture, $"choreography.session/{sessionId}/{role}.{member}"));
        while (true)
        {
            var entries = await store.ReadLogAsync(journal._log, journal._position, Page, cancellationToken).ConfigureAwait(false);
            foreach (var entry in entries)
                journal.Read(entry.Body);
            if (entries.Count > 0)
                journal._position = entries[^1].Position + 1;
            if (entries.Count >= Page)
                continue;
            journal.Taken = new Dictionary<int, int>(journal._taken);
            return journal;
        }
    }

    /// <summary>Keeps a message that was taken.</summary>
    public void Take(int from, in Frame frame, ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (frame.Number <= _taken.GetValueOrDefault(from))
                return;
            _taken[from] = frame.Number;
            _pending.Add(new MessageWriter((MessageKind)TakenKind).Number(from).Number(frame.Number).Number(frame.Step).Path(frame.Path).Rest(payload).ToArray());
        }
    }

    /// <summary>The result of the next run of an action, if it ran before.</summary>
    public bool TryRecall(int action, out ReadOnlyMemory<byte> result)
    {
        lock (_lock)
        {
            result = default;
            return _results.TryGetValue(action, out var results) && results.TryDequeue(out result);
        }
    }

    /// <summary>Keeps the result of an action.</summary>
    public void Record(int action, ReadOnlySpan<byte> result)
    {
        lock (_lock)
            _pending.Add(new MessageWriter((MessageKind)ResultKind).Number(action).Rest(result).ToArray());
    }

    /// <summary>How far a guarded part came, and how it ended if it did.</summary>
    public (int Steps, bool? Completed) Of(GuardPath part)
    {
        lock (_lock)
            return _parts.GetValueOrDefault(part);
    }

    /// <summary>Keeps that a guarded part came so far that it sends: it must come there again before it may be given up.</summary>
    public void Progress(GuardPath part, int steps)
    {
        lock (_lock)
        {
            if (_parts.GetValueOrDefault(part).Steps >= steps)
                return;
            _parts[part] = (steps, null);
            _pending.Add(new MessageWriter((MessageKind)ProgressKind).Path(part).Number(steps).ToArray());
        }
    }

    /// <summary>Keeps how a guarded part ended, and after how many steps.</summary>
    public void End(GuardPath part, bool completed, int steps)
    {
        lock (_lock)
        {
            if (_parts.GetValueOrDefault(part).Completed is not null)
                return;
            _parts[part] = (steps, completed);
            _pending.Add(new MessageWriter((MessageKind)OutcomeKind).Path(part).Number(steps).Number(completed ? 1 : 0).ToArray());
        }
    }

    /// <summary>Writes down what is not yet.</summary>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="InvalidOperationException">Another process runs the same endpoint.</exception>
    public async ValueTask<bool> FlushAsync()
    {
        await _oneFlush.WaitAsync().ConfigureAwait(false);
        try
        {
            List<ReadOnlyMemory<byte>> entries;
            Dictionary<int, int> taken;
            lock (_lock)
            {
                if (_pending.Count == 0)
                    return false;
                (entries, _pending) = (_pending, []);
                taken = new(_taken);
            }

            var result = await _store.CommitAsync(new Commit().Append(_log, _position, entries)).ConfigureAwait(false);
            if (!result.Succeeded)
                throw new InvalidOperationException($"The journal {_log} was written by somebody else: the endpoint runs in another process, too.");
            _position += entries.Count;
            Taken = taken;
            return true;
        }
        finally
        {
            _oneFlush.Release();
        }
    }

    private void Read(ReadOnlyMemory<byte> entry)
    {
        var reader = new MessageReader(entry);
        switch ((byte)reader.Kind)
        {
            case TakenKind:
                var (from, number, step, path) = (reader.Int(), reader.Int(), reader.Int(), reader.Path());
                _taken[from] = number;
                _frames.Add((from, new Frame(number, step, path, Parcel.OfBytes(reader.Rest))));
                break;
            case ResultKind:
                var action = (int)reader.Long();
                if (!_results.TryGetValue(action, out var results))
                    _results[action] = results = new();
                results.Enqueue(reader.Rest);
                break;
            case ProgressKind:
                _parts[reader.Path()!] = (reader.Int(), null);
                break;
            default:
                _parts[reader.Path()!] = (reader.Int(), reader.Flag());
                break;
        }
    }
}
