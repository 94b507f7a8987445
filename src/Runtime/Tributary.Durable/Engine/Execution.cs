namespace Tributary.Orchestrations;

/// <summary>
/// One execution of an instance in memory: its code, suspended where it waits. A turn delivers one event after the other and runs the code
/// to quiescence after each, first in, first out; so a replay of the same events takes the same path. What the code asks for is recorded in
/// a live turn and compared with the record in a replayed one.
/// </summary>
/// <remarks>Used by one thread at a time, under the lease of its instance.</remarks>
internal sealed partial class Execution
{
    [ThreadStatic]
    private static Execution? t_current;

    private readonly IFlowBody _body;
    private readonly Queue<Ready> _ready = new();
    private readonly OperationTable _operations = new();
    private readonly Queue<HistoryEvent> _held = new();
    private List<HistoryEvent>? _replayed;
    private int _cursor;
    private List<HistoryEvent> _recorded = [];
    private Durable? _main;
    private DivergenceException? _divergence;
    private HistoryEvent? _continuation;
    private bool _suspended;

    public Execution(ExecutionIdentity identity, IFlowBody body, EngineSettings settings)
    {
        Identity = identity;
        _body = body;
        Settings = settings;
        Inbox = new EventInbox();
        Context = new OrchestrationContext(this);
    }

    /// <summary>The execution whose turn runs on this thread.</summary>
    /// <exception cref="InvalidOperationException">None does.</exception>
    public static Execution Current => t_current ?? throw new InvalidOperationException(
        "This belongs to the turn of an orchestration and was used outside of one: on another thread, or after the turn had ended.");

    public ExecutionIdentity Identity { get; }

    public EngineSettings Settings { get; }

    public OrchestrationContext Context { get; }

    public EventInbox Inbox { get; }

    public DateTimeOffset Now { get; private set; }

    public bool IsReplaying => _replayed is not null;

    public bool IsCancelRequested { get; private set; }

    public bool IsSuspended => _suspended;

    /// <summary>Whether the code was started.</summary>
    public bool HasBegun => _main is not null;

    /// <summary>The event that ended the execution, or null while it runs.</summary>
    public HistoryEvent? End { get; private set; }

    /// <summary>How many events the history has.</summary>
    public int HistoryLength { get; private set; }

    /// <summary>Which events the code waits for, by name.</summary>
    public IEnumerable<string> AwaitedEvents => Inbox.Awaited;

    /// <summary>The operations that the code gave up in this turn.</summary>
    public List<(int Id, IOperation Operation)> GivenUp { get; } = [];

    /// <summary>The operations that have not completed.</summary>
    public IReadOnlyList<(int Id, IOperation Operation)> Pending => _operations.Pending;

    /// <summary>Throws when the caller is not in a turn of this execution.</summary>
    public void EnsureCurrent()
    {
        if (t_current != this)
        {
            throw new InvalidOperationException(
                $"The context of instance '{Identity.Instance}' was used outside of its turn: on another thread, after an await of something else, or by another orchestration.");
        }
    }

    public void Enqueue(IContinuation continuation) => _ready.Enqueue(new Ready(continuation));

    /// <summary>Runs recorded turns again.</summary>
    /// <exception cref="DivergenceException">The code does not do what is recorded.</exception>
    public void Replay(IEnumerable<HistoryTurn> turns)
    {
        var before = t_current;
        t_current = this;
        try
        {
            foreach (var turn in turns)
                Replay(turn);
        }
        finally
        {
            t_current = before;
            _replayed = null;
        }
    }

    /// <summary>Begins a live turn.</summary>
    public void BeginTurn(DateTimeOffset now)
    {
        _recorded = [];
        SetTime(now);
    }

    /// <summary>Delivers an event in a live turn. One that nobody waits for any more is left out of the record.</summary>
    public void Offer(HistoryEvent next)
    {
        if (End is not null || !IsExpected(next))
            return;
        _recorded.Add(next);
        var before = t_current;
        t_current = this;
        try
        {
            Deliver(next);
        }
        finally
        {
            t_current = before;
        }
    }

    /// <summary>Ends a live turn and returns what is to be recorded.</summary>
    public HistoryTurn EndTurn()
    {
        HistoryLength += _recorded.Count;
        return new HistoryTurn(Now, _recorded);
    }

    /// <summary>Runs something that needs the turn's context but changes nothing: a query's handler or an update's validator.</summary>
    public TResult Inspect<TResult>(Func<TResult> inspect)
    {
        var before = t_current;
        t_current = this;
        try
        {
            return inspect();
        }
        finally
        {
            t_current = before;
        }
    }

    private void Replay(HistoryTurn turn)
    {
        // Every turn that was read or recorded has a list, and the engine asks it several times for each await.
        var events = turn.Events as List<HistoryEvent> ?? [.. turn.Events];
        _replayed = events;
        _cursor = 0;
        SetTime(turn.At);
        while (_cursor < events.Count)
        {
            var next = events[_cursor];
            if (next.Kind.IsIncoming())
            {
                _cursor++;
                Deliver(next);
            }
            else if (next.Kind == HistoryEventKind.Patched)
            {
                // The code no longer asks for this patch, which is how a patch is retired.
                _cursor++;
            }
            else
            {
                throw Diverge(next, null);
            }
        }

        HistoryLength += events.Count;
    }

    /// <summary>Whether a completion is about an operation that is still pending; everything else always is of interest.</summary>
    private bool IsExpected(HistoryEvent next) => next.Kind switch
    {
        HistoryEventKind.ActivityCompleted or HistoryEventKind.ActivityFailed or HistoryEventKind.TimerFired
            or HistoryEventKind.ChildCompleted or HistoryEventKind.ChildFailed =>
            next.Execution == Identity.Number && _operations.IsPending(next.Id),
        HistoryEventKind.Started => _main is null,
        HistoryEventKind.Suspended => !_suspended,
        HistoryEventKind.Resumed => _suspended,
        HistoryEventKind.CancelRequested => !IsCancelRequested,
        _ => true,
    };

    // Clocks of several workers differ; the time that the code sees never goes back.
    private void SetTime(DateTimeOffset now) => Now = now > Now ? now : Now;

    private void Deliver(HistoryEvent next)
    {
        switch (next.Kind)
        {
            case HistoryEventKind.Terminated:
                End = next;
                return;
            case HistoryEventKind.Suspended:
                _suspended = true;
                return;
            case HistoryEventKind.Resumed:
                _suspended = false;
                while (End is null && !_suspended && _held.TryDequeue(out var held))
                    Accept(held);
                return;
            default:
                if (_suspended)
                    _held.Enqueue(next);
                else
                    Accept(next);
                return;
        }
    }

    private void Accept(HistoryEvent next)
    {
        switch (next.Kind)
        {
            case HistoryEventKind.Started:
                Begin(next);
                break;
            case HistoryEventKind.EventRaised:
                Inbox.Add(next);
                break;
            case HistoryEventKind.UpdateAccepted:
                BeginUpdate(next);
                break;
            case HistoryEventKind.CancelRequested:
                // Before the start there is nothing to cancel yet; the start does it then.
                IsCancelRequested = true;
                CancelAll();
                break;
            default:
                _operations.Take(next.Id)?.Accept(next);
                break;
        }

        Drain();
    }

    private void Begin(HistoryEvent started)
    {
        if (started.Carried is { } carried)
        {
            Context.State.Restore(carried.State);
            // What arrived before the start of this execution came later than what the last one left.
            var early = Inbox.TakeAll();
            foreach (var unconsumed in carried.Events.Concat(early))
                Inbox.Add(unconsumed);
        }

        try
        {
            _main = _body.Begin(Context, started.Payload);
        }
        catch (Exception e) when (e is not OrchestrationControlException)
        {
            // Not an async method, or its input cannot be decoded.
            _main = FailedMain(e);
        }

        if (IsCancelRequested)
            CancelAll();
    }

    private static Durable<Nothing> FailedMain(Exception error)
    {
        var failed = new Durable<Nothing>();
        failed.SetException(error);
        return failed;
    }

    /// <summary>Runs everything that can run. The code may have swallowed the exception of a divergence, so that is looked at here.</summary>
    private void Drain()
    {
        while (_divergence is null && _ready.TryDequeue(out var ready))
            ready.Continuation.Run();
        if (_divergence is not null)
            throw _divergence;
        if (End is null && (_continuation is not null || _main is { IsCompleted: true }))
            Finish(_main!);
        if (_divergence is not null)
            throw _divergence;
    }

    private void Finish(Durable main)
    {
        if (_continuation is { } continuation)
        {
            var carried = new CarriedState(
                [.. Inbox.TakeAll(), .. _held.Where(static held => held.Kind == HistoryEventKind.EventRaised)], Context.State.Snapshot());
            End = Record(continuation with { Carried = carried });
            return;
        }

        if (main.Error is null)
        {
            End = Completed(main);
            return;
        }

        if (main.Error is OrchestrationControlException)
            throw main.Error;
        var kind = IsCancelRequested && main.Error is OperationCanceledException ? HistoryEventKind.Cancelled : HistoryEventKind.Failed;
        End = Record(new HistoryEvent(kind) { Failure = FailureDetails.From(main.Error) });
    }

    private HistoryEvent Completed(Durable main)
    {
        try
        {
            var result = _body.EncodeResult(main);
            Settings.CheckSize($"The result of instance '{Identity.Instance}'", result.Length);
            return Record(new HistoryEvent(HistoryEventKind.Completed) { Payload = result });
        }
        catch (Exception e) when (e is not OrchestrationControlException)
        {
            return Record(new HistoryEvent(HistoryEventKind.Failed) { Failure = FailureDetails.From(e) });
        }
    }

    private void CancelAll()
    {
        foreach (var (_, pending) in _operations.Pending)
            pending.Cancel();
        Inbox.CancelAll();
    }

    /// <summary>Records what the code did; in a replay, checks that the record says the same.</summary>
    private HistoryEvent Record(HistoryEvent made)
    {
        if (_replayed is not null)
            return Expect(made.Kind, made.Id, made.Name, made.Version, made.Instance);
        _recorded.Add(made);
        return made;
    }

    /// <summary>Takes the next event of the record, which must be this one.</summary>
    private HistoryEvent Expect(HistoryEventKind kind, int id, string? name, int version, string? instance)
    {
        if (TryExpect(kind, id, name, version, instance) is { } expected)
            return expected;
        _cursor = AfterPatches(kind);
        var next = _cursor < _replayed!.Count ? _replayed[_cursor] : null;
        throw Diverge(
            next is null || next.Kind.IsIncoming() ? null : next, new HistoryEvent(kind) { Id = id, Name = name, Version = version, Instance = instance });
    }

    /// <summary>Takes the next event of the record if it is this one; otherwise returns null and takes nothing.</summary>
    private HistoryEvent? TryExpect(HistoryEventKind kind, int id, string? name, int version, string? instance)
    {
        var at = AfterPatches(kind);
        if (at >= _replayed!.Count)
            return null;
        var next = _replayed[at];
        if (next.Kind != kind || next.Id != id || next.Version != version || next.Name != name || next.Instance != instance)
            return null;
        _cursor = at + 1;
        return next;
    }

    // Markers that the code no longer asks for are passed over.
    private int AfterPatches(HistoryEventKind kind)
    {
        var at = _cursor;
        while (at < _replayed!.Count && _replayed[at].Kind == HistoryEventKind.Patched && kind != HistoryEventKind.Patched)
            at++;
        return at;
    }

    private DivergenceException Diverge(HistoryEvent? expected, HistoryEvent? actual)
    {
        var difference = new HistoryDifference(
            HistoryLength + _cursor, Describe(expected), Describe(actual), actual is null ? null : UserFrame.Find(Environment.StackTrace));
        // The code may catch the exception and go on; what it does then differs as well, but the first difference is the cause.
        return _divergence ??= new DivergenceException(Identity.Instance, difference);

        static string Describe(HistoryEvent? e) => e is null ? "nothing more in this turn" : HistoryText.Describe(e);
    }

    // An array of a value type takes references without asking for the type of each, which an array of an interface does.
    private readonly record struct Ready(IContinuation Continuation);
}
