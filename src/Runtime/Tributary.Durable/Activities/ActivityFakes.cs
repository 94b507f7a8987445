using System.ComponentModel;
using Tributary.Orchestrations;

namespace Tributary;

/// <summary>
/// Stand-ins for activities in tests: <c>fakes.Charge(order => new Receipt())</c>. The generator adds one method for each activity. Register the
/// object as a service, or hand it to the harness of <c>Tributary.Testing</c>; an activity without a stand-in runs as it is. Set the stand-ins
/// before the host starts.
/// </summary>
public sealed class ActivityFakes
{
    private readonly Dictionary<string, object> _bodies = new(StringComparer.Ordinal);

    /// <summary>Sets a stand-in. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Set<TInput, TResult>(ActivityDescriptor<TInput, TResult> activity, Func<TInput, TResult> fake)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(fake);
        _bodies[activity.Name] = new ActivityBody<TInput, TResult>((_, input, _) => new(fake(input)));
    }

    internal ActivityBody<TInput, TResult>? Find<TInput, TResult>(ActivityDescriptor<TInput, TResult> activity) =>
        _bodies.TryGetValue(activity.Name, out var body) ? (ActivityBody<TInput, TResult>)body : null;
}
