namespace Tributary.Orchestrations;

/// <summary>An operation whose completion comes from outside.</summary>
internal interface IOperation
{
    HistoryEventKind Kind { get; }

    string Name { get; }

    /// <summary>The queue that the operation's message was sent to, or null when that is the instance's own.</summary>
    string? Queue { get; }

    /// <summary>Takes the completion.</summary>
    void Accept(HistoryEvent completion);

    /// <summary>Gives the operation up.</summary>
    void Cancel();
}

/// <summary>
/// The pending operations of an execution by their dense ids. Ids grow and operations complete roughly in order, so the table is a window
/// that slides: constant time for each, and memory for what is pending only.
/// </summary>
internal sealed class OperationTable
{
    // An array of a value type takes references without asking for the type of each, which an array of an interface does.
    private Cell[] _window = new Cell[8];
    private int _first;

    /// <summary>The id that the next operation gets.</summary>
    public int NextId { get; private set; }

    /// <summary>The pending operations in the order of their ids.</summary>
    public IReadOnlyList<(int Id, IOperation Operation)> Pending
    {
        get
        {
            var pending = new List<(int, IOperation)>();
            for (var id = _first; id < NextId; id++)
            {
                if (_window[Slot(id)].Operation is { } operation)
                    pending.Add((id, operation));
            }

            return pending;
        }
    }

    public void Add(IOperation operation)
    {
        if (NextId - _first == _window.Length)
            Grow();
        _window[Slot(NextId++)].Operation = operation;
    }

    /// <summary>An id for something that has no completion.</summary>
    public int Skip()
    {
        if (NextId == _first)
            _first++;
        else if (NextId - _first == _window.Length)
            Grow();
        return NextId++;
    }

    public bool IsPending(int id) => id >= _first && id < NextId && _window[Slot(id)].Operation is not null;

    /// <summary>Removes a pending operation; null when it is not pending.</summary>
    public IOperation? Take(int id)
    {
        if (id < _first || id >= NextId)
            return null;
        ref var slot = ref _window[Slot(id)].Operation;
        var operation = slot;
        slot = null;
        while (_first < NextId && _window[Slot(_first)].Operation is null)
            _first++;
        return operation;
    }

    private int Slot(int id) => id & (_window.Length - 1);

    private void Grow()
    {
        var larger = new Cell[_window.Length * 2];
        for (var id = _first; id < NextId; id++)
            larger[id & (larger.Length - 1)] = _window[Slot(id)];
        _window = larger;
    }

    private struct Cell
    {
        public IOperation? Operation;
    }
}
