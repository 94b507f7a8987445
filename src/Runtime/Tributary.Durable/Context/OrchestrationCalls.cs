using System.ComponentModel;
using Tributary.Orchestrations;

namespace Tributary;

/// <summary>
/// The orchestrations that an orchestration can call as its children: <c>await ctx.Orchestrations.Ship(order)</c>. The generator adds one
/// method for each.
/// </summary>
public readonly struct OrchestrationCalls
{
    private readonly OrchestrationContext _context;

    internal OrchestrationCalls(OrchestrationContext context) => _context = context;

    /// <summary>Calls an orchestration with a result. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Durable<TResult> Call<TInput, TResult>(OrchestrationDescriptor<TInput, TResult> orchestration, TInput input, ChildOptions? options) =>
        _context.Execution.CallChild(orchestration, input, options);

    /// <summary>Calls an orchestration without a result. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Durable Run<TInput>(OrchestrationDescriptor<TInput, Nothing> orchestration, TInput input, ChildOptions? options) =>
        _context.Execution.CallChild(orchestration, input, options);
}

/// <summary>
/// The orchestrations that an orchestration can start without waiting for them: <c>ctx.Detached.Notify(order)</c> returns the id of the
/// new instance, which has no parent. The generator adds one method for each.
/// </summary>
public readonly struct DetachedCalls
{
    private readonly OrchestrationContext _context;

    internal DetachedCalls(OrchestrationContext context) => _context = context;

    /// <summary>Starts an orchestration. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public string Start<TInput, TResult>(OrchestrationDescriptor<TInput, TResult> orchestration, TInput input, string? instanceId) =>
        _context.Execution.StartDetached(orchestration, input, instanceId);
}

/// <summary>
/// What an orchestration can go on as, with a new input and an empty history: <c>return await ctx.ContinueAs.Monitor(state);</c>. What is
/// awaited never completes, so no code after it runs. Events that were not consumed and keyed state are carried over. The generator adds
/// one method for each orchestration.
/// </summary>
public readonly struct ContinueCalls
{
    private readonly OrchestrationContext _context;

    internal ContinueCalls(OrchestrationContext context) => _context = context;

    /// <summary>Goes on as an orchestration with a result. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Durable<TResult> As<TInput, TResult>(OrchestrationDescriptor<TInput, TResult> orchestration, TInput input) =>
        _context.Execution.ContinueAs(orchestration, input);

    /// <summary>Goes on as an orchestration without a result. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Durable Run<TInput>(OrchestrationDescriptor<TInput, Nothing> orchestration, TInput input) =>
        _context.Execution.ContinueAs(orchestration, input);
}
