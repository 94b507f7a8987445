using Microsoft.Extensions.Logging;
using Tributary.Orchestrations;

namespace Tributary;

/// <summary>
/// What an orchestration may touch: everything here gives the same answers when the code is replayed. The context belongs to the turns of
/// its instance; using it on another thread, or after something else was awaited, throws an <see cref="InvalidOperationException"/>.
/// </summary>
public sealed partial class OrchestrationContext
{
    private long _guids;
    private Random? _random;
    private ReplaySilentLogger? _logger;

    internal OrchestrationContext(Execution execution)
    {
        Execution = execution;
        State = new StateMap(execution);
    }

    /// <summary>The id of this instance.</summary>
    public string InstanceId => Execution.Identity.Instance;

    /// <summary>The number of this execution, from 1; <see cref="ContinueAs"/> begins the next.</summary>
    public int ExecutionNumber => Execution.Identity.Number;

    /// <summary>The version of the code that this instance runs on.</summary>
    public int Version => Execution.Identity.Version;

    /// <summary>The time of this turn. It stands still within a turn and never goes back.</summary>
    public DateTimeOffset UtcNow
    {
        get
        {
            Execution.EnsureCurrent();
            return Execution.Now;
        }
    }

    /// <summary>
    /// Whether the code is running through what has happened already. For diagnostics: an orchestration that does something else on replay
    /// has no history any more.
    /// </summary>
    public bool IsReplaying => Execution.IsReplaying;

    /// <summary>Whether somebody asked this instance to end. What it awaited at that moment threw an <see cref="OperationCanceledException"/>.</summary>
    public bool IsCancelRequested => Execution.IsCancelRequested;

    /// <summary>How many events the history of this execution has.</summary>
    public int HistoryLength => Execution.HistoryLength;

    /// <summary>Whether the history is so long that it is time to <see cref="ContinueAs"/>.</summary>
    public bool ShouldContinueAsNew => Execution.HistoryLength >= Execution.Settings.SuggestContinueAfter;

    /// <summary>Random numbers that a replay draws again. Not for secrets.</summary>
    public Random Random
    {
        get
        {
            Execution.EnsureCurrent();
            return _random ??= new Random(Names.Seed(InstanceId, ExecutionNumber));
        }
    }

    /// <summary>A logger that is silent while the code is replayed.</summary>
    public ILogger Logger => _logger ??= new ReplaySilentLogger(Execution, Execution.Settings.Logger);

    /// <summary>The activities.</summary>
    public ActivityCalls Activities => new(this);

    /// <summary>The orchestrations to call as children.</summary>
    public OrchestrationCalls Orchestrations => new(this);

    /// <summary>The orchestrations to start without waiting for them.</summary>
    public DetachedCalls Detached => new(this);

    /// <summary>The orchestrations to go on as, with an empty history.</summary>
    public ContinueCalls ContinueAs => new(this);

    /// <summary>Values by key that survive <see cref="ContinueAs"/>.</summary>
    public StateMap State { get; }

    internal Execution Execution { get; }

    /// <summary>The custom status as JSON, or empty; the host reads it at the end of a turn.</summary>
    internal ReadOnlyMemory<byte> Status { get; private set; }

    /// <summary>A new id that a replay makes again: name-based (RFC 9562, version 5) from the instance, the execution and a counter.</summary>
    public Guid NewGuid()
    {
        Execution.EnsureCurrent();
        return Names.Guid(InstanceId, ExecutionNumber, _guids++);
    }

    /// <summary>Waits. The time is counted from <see cref="UtcNow"/>; any length is fine, and nothing is kept in memory for it.</summary>
    public Durable CreateTimer(TimeSpan delay) =>
        Execution.CreateTimer(delay < DateTimeOffset.MaxValue - Execution.Now ? Execution.Now + delay : DateTimeOffset.MaxValue);

    /// <summary>Waits until a time.</summary>
    public Durable CreateTimer(DateTimeOffset due) => Execution.CreateTimer(due);

    /// <summary>
    /// Waits for an event that is raised from outside. Events are kept until somebody waits for them, also before the start and over
    /// <see cref="ContinueAs"/>, and are handed out in the order of their arrival.
    /// </summary>
    /// <typeparam name="T">A type marked with <see cref="DurableEventAttribute"/>, or a simple one such as <see cref="string"/>.</typeparam>
    /// <param name="name">Tells several kinds of events of one type apart; the type's name when null.</param>
    public Durable<T> WaitForEvent<T>(string? name = null)
    {
        Execution.EnsureCurrent();
        var (typeName, codec) = Execution.Settings.Values.Find<T>();
        return Execution.Inbox.Wait(name ?? typeName, codec);
    }

    /// <summary>All events of a type, one after the other: <c>await foreach (var order in ctx.Events&lt;Order&gt;())</c>. Ends never by itself.</summary>
    /// <param name="name">Tells several kinds of events of one type apart; the type's name when null.</param>
    public DurableEvents<T> Events<T>(string? name = null) => new(this, name);

    /// <summary>Raises an event to another instance. When there is none, the event is dropped and that is logged.</summary>
    public void RaiseEvent<T>(string instanceId, T content, string? name = null) => Execution.SendEvent(instanceId, content, name);

    /// <summary>
    /// Whether a change of the code applies to this instance: true for what happens from now on, and for what happened after the change was
    /// deployed; false while a history from before is replayed. Keep the old path until no such instance is left.
    /// </summary>
    /// <param name="patch">Names the change, uniquely within the orchestration.</param>
    public bool Patched(string patch) => Execution.Patched(patch);

    /// <summary>Shows something to whoever looks at this instance from outside. Written when the turn ends.</summary>
    /// <typeparam name="T">A type marked with <see cref="DurableStateAttribute"/>, or a simple one such as <see cref="string"/>.</typeparam>
    public void SetStatus<T>(T status)
    {
        Execution.EnsureCurrent();
        Status = Execution.Settings.Values.Find<T>().Codec.Encode(status);
    }

    /// <summary>Answers a query from now on. The answer must not change anything nor call anything durable.</summary>
    public void OnQuery<TQuery, TResult>(Func<TQuery, TResult> answer)
        where TQuery : IDurableQuery<TResult>
        => Execution.OnQuery(answer);

    /// <summary>Takes an update from now on.</summary>
    /// <param name="handle">Carries it out; may wait for anything that an orchestration can wait for.</param>
    /// <param name="refuse">Says why an update is refused, or null to accept it. Must not change anything. Accepts all when it is null.</param>
    public void OnUpdate<TUpdate, TResult>(Func<TUpdate, Durable<TResult>> handle, Func<TUpdate, string?>? refuse = null)
        where TUpdate : IDurableUpdate<TResult>
        => Execution.OnUpdate(handle, refuse);
}
