namespace Tributary;

/// <summary>
/// The flow of the adapter that is running, for adapters that are not partial classes. It follows the adapter's own execution, fails
/// with a clear error anywhere else, and is never shared between two adapters or two hosts.
/// </summary>
public static class Flow
{
    private static readonly AsyncLocal<AdapterFlow?> s_current = new();

    /// <summary>The changes that others made, as native models of this adapter's system.</summary>
    public static AdapterUpdates Updates => Current("Flow.Updates").Updates;

    /// <summary>Sends a whole record as the system has it.</summary>
    public static ValueTask Send<T>(T entity, CancellationToken cancellationToken = default)
        where T : class, IFlowEntity
        => Current("Flow.Send").Send(entity, cancellationToken);

    /// <summary>Sends only some fields of a record.</summary>
    public static ValueTask Patch<T>(T entity, Fields<T> fields, CancellationToken cancellationToken = default)
        where T : class, IFlowEntity
        => Current("Flow.Patch").Patch(entity, fields, cancellationToken);

    internal static AdapterFlow Current(string call) => s_current.Value ?? throw new InvalidOperationException(
        $"{call} was called outside of an adapter, so there is no system it could speak for. Call it from the ExecuteAsync of a class "
        + "marked [FlowAdapter], or keep the adapter's own Flow property and use that.");

    /// <summary>Makes an adapter current for the execution that starts here.</summary>
    internal static void Enter(AdapterFlow flow) => s_current.Value = flow;
}

/// <summary>Sending, said from the entity.</summary>
public static class FlowEntityExtensions
{
    /// <summary>Sends the record from the adapter that is running. Fails with a clear error outside of an adapter.</summary>
    public static ValueTask Send<T>(this T entity, CancellationToken cancellationToken = default)
        where T : class, IFlowEntity
        => Flow.Current("Send()").Send(entity, cancellationToken);
}
