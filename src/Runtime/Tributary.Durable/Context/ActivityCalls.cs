using System.ComponentModel;
using Tributary.Orchestrations;

namespace Tributary;

/// <summary>The activities that an orchestration can call: <c>await ctx.Activities.Charge(order)</c>. The generator adds one method for each.</summary>
public readonly struct ActivityCalls
{
    private readonly OrchestrationContext _context;

    internal ActivityCalls(OrchestrationContext context) => _context = context;

    /// <summary>Calls an activity with a result. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Durable<TResult> Call<TInput, TResult>(ActivityDescriptor<TInput, TResult> activity, TInput input, ActivityOptions? options) =>
        _context.Execution.CallActivity(activity, input, options);

    /// <summary>Calls an activity without a result. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Durable Run<TInput>(ActivityDescriptor<TInput, Nothing> activity, TInput input, ActivityOptions? options) =>
        _context.Execution.CallActivity(activity, input, options);
}
