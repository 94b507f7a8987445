namespace Tributary;

/// <summary>Marks a hosted service as the adapter of a system.</summary>
/// <param name="system">The system: letters, digits, <c>-</c> and <c>_</c>, starting with a letter, at most 64 characters.</param>
/// <param name="adapter">The adapter's name within the system, of the same form.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FlowAdapterAttribute(string system, string adapter) : Attribute
{
    /// <summary>The system.</summary>
    public string System { get; } = system;

    /// <summary>The adapter's name within the system.</summary>
    public string Adapter { get; } = adapter;
}

/// <summary>
/// Implemented by an adapter whose system cannot keep an entity exactly as it is given (it truncates, rounds, trims): the form in
/// which the system gives it back. Echoes are compared after it.
/// </summary>
/// <typeparam name="T">The entity.</typeparam>
public interface IFlowNormalizer<in T>
    where T : class, IFlowEntity
{
    /// <summary>Changes a native model into the form that the system would keep. Pure and idempotent.</summary>
    static abstract void Normalize(T entity);
}
