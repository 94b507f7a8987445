namespace Tributary;

/// <summary>Marks a class derived from <see cref="FlowOrchestratorBase"/> as the mediator of updates.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FlowOrchestratorAttribute : Attribute
{
    /// <summary>Whether canonical changes are pushed to the affected systems. When false (the default) nothing outbound exists at all.</summary>
    public bool PushUpdates { get; set; }
}

/// <summary>
/// Marks a method <c>UpdateResult M(ref T proposed, T? current, UpdateMetadata metadata)</c> of a partial orchestrator as the handler
/// of an entity; it is dispatched directly, without a delegate.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnUpdateAttribute : Attribute;
