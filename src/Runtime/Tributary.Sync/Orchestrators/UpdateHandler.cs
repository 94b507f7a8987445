namespace Tributary;

/// <summary>
/// Decides one update. It may run again when the canonical changed meanwhile, so it must have no effect but on
/// <paramref name="proposed"/> and its result.
/// </summary>
/// <typeparam name="T">The entity.</typeparam>
/// <param name="proposed">The canonical as it would become; edit it in place or replace it.</param>
/// <param name="current">A copy of the canonical as it is, or null when the entity is new.</param>
/// <param name="metadata">Where the update came from.</param>
public delegate UpdateResult UpdateHandler<T>(ref T proposed, T? current, UpdateMetadata metadata)
    where T : class, IFlowEntity;

/// <summary>Decides one update asynchronously, for look-ups. It may run again, so it must have no effect but on the context.</summary>
/// <typeparam name="T">The entity.</typeparam>
public delegate ValueTask<UpdateResult> AsyncUpdateHandler<T>(UpdateContext<T> context, CancellationToken cancellationToken)
    where T : class, IFlowEntity;

/// <summary>What an asynchronous handler works on: a by-reference parameter cannot cross an await.</summary>
/// <typeparam name="T">The entity.</typeparam>
public sealed class UpdateContext<T>
    where T : class, IFlowEntity
{
    /// <summary>Creates a context.</summary>
    public UpdateContext(T proposed, T? current, UpdateMetadata metadata) => (Proposed, Current, Metadata) = (proposed, current, metadata);

    /// <summary>The canonical as it would become; edit it in place or replace it.</summary>
    public T Proposed { get; set; }

    /// <summary>A copy of the canonical as it is, or null when the entity is new.</summary>
    public T? Current { get; }

    /// <summary>Where the update came from.</summary>
    public UpdateMetadata Metadata { get; }
}

/// <summary>Implemented by generated code on orchestrators with <see cref="OnUpdateAttribute"/> methods.</summary>
/// <typeparam name="T">The entity.</typeparam>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public interface IUpdateHandler<T>
    where T : class, IFlowEntity
{
    /// <summary>Decides one update.</summary>
    UpdateResult Handle(ref T proposed, T? current, UpdateMetadata metadata);
}
