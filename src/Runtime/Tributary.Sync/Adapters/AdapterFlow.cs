using System.ComponentModel;

namespace Tributary;

/// <summary>
/// An adapter's side of the flow: sends native models and receives native models. Safe to call from any thread. A partial adapter has
/// it as its own <c>Flow</c> property; a non-partial one reaches it through the static <see cref="Flow"/>.
/// </summary>
public sealed class AdapterFlow
{
    private readonly Sync.ISyncGateway _gateway;

    internal AdapterFlow(string system, string adapter, Sync.ISyncGateway gateway)
    {
        System = system;
        Adapter = adapter;
        _gateway = gateway;
        Updates = new AdapterUpdates(this, gateway);
    }

    /// <summary>The adapter's system.</summary>
    public string System { get; }

    /// <summary>The adapter's name.</summary>
    public string Adapter { get; }

    /// <summary>The changes that others made, as native models of this system.</summary>
    public AdapterUpdates Updates { get; }

    /// <summary>
    /// Sends a whole record as the system has it. When this returns, the update is durable. Waits while the inbound queue is full.
    /// </summary>
    /// <param name="entity">The native model; it can be changed or reused afterwards.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ValueTask Send<T>(T entity, CancellationToken cancellationToken = default)
        where T : class, IFlowEntity
        => _gateway.SendAsync(this, [entity], null, SendOptions.None, cancellationToken);

    /// <summary>Sends a whole record, with what the system knows of the change.</summary>
    public ValueTask Send<T>(T entity, SendOptions options, CancellationToken cancellationToken = default)
        where T : class, IFlowEntity
        => _gateway.SendAsync(this, [entity], null, options, cancellationToken);

    /// <summary>Sends several whole records, in order, in commits of up to a thousand. When this returns, all are durable.</summary>
    public ValueTask SendMany<T>(IReadOnlyList<T> entities, CancellationToken cancellationToken = default)
        where T : class, IFlowEntity
        => _gateway.SendAsync(this, entities, null, SendOptions.None, cancellationToken);

    /// <summary>
    /// Sends only some fields of a record. The others are absent, which is not null: they overwrite nothing. A named field that is null
    /// does overwrite.
    /// </summary>
    /// <param name="entity">An instance with its id and the named fields set.</param>
    /// <param name="fields">The fields that are sent, for example <c>Sensor.Fields.Unit | Sensor.Fields.Name</c>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ValueTask Patch<T>(T entity, Fields<T> fields, CancellationToken cancellationToken = default)
        where T : class, IFlowEntity
        => _gateway.SendAsync(this, [entity], fields.Mask, SendOptions.None, cancellationToken);

    /// <summary>Sends only some fields of a record, with what the system knows of the change.</summary>
    public ValueTask Patch<T>(T entity, Fields<T> fields, SendOptions options, CancellationToken cancellationToken = default)
        where T : class, IFlowEntity
        => _gateway.SendAsync(this, [entity], fields.Mask, options, cancellationToken);

    /// <summary>The flow of an adapter that was created outside of a host: it fails at the first use.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static AdapterFlow Detached(AdapterFlow? flow, Type adapter) => flow ?? throw new InvalidOperationException(
        $"{adapter.Name} is not attached to a host. Adapters get their Flow from the host that AddTributary() builds; in a test, use FlowHarness.");
}
