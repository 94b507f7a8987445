using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Tributary.Hosting;

namespace Tributary.Sync;

/// <summary>What generated modules call to register the sync pillar's annotated types. Users call <c>AddTributary()</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SyncRegistration
{
    /// <summary>Registers an entity.</summary>
    public static TributaryBuilder AddEntity<T>(this TributaryBuilder builder, EntityModel<T> model)
        where T : class, IFlowEntity
        => throw new NotImplementedException();

    /// <summary>Registers an orchestrator.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="pushUpdates">Whether it pushes.</param>
    public static TributaryBuilder AddOrchestrator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this TributaryBuilder builder, bool pushUpdates)
        where T : FlowOrchestratorBase
        => throw new NotImplementedException();

    /// <summary>Registers an adapter and hosts it.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="system">Its system.</param>
    /// <param name="adapter">Its name.</param>
    /// <param name="describe">Says what it receives and how its system keeps things.</param>
    public static TributaryBuilder AddAdapter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this TributaryBuilder builder, string system, string adapter, Action<AdapterDescription>? describe = null)
        where T : class, IHostedService
        => throw new NotImplementedException();
}

/// <summary>What is known of an adapter before it runs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AdapterDescription
{
    /// <summary>The adapter has handlers for pushes of an entity.</summary>
    /// <param name="on">Whether it handles changes.</param>
    /// <param name="onNew">Whether it takes new records.</param>
    public AdapterDescription Receives<T>(bool on, bool onNew)
        where T : class, IFlowEntity
        => throw new NotImplementedException();

    /// <summary>The adapter's system keeps an entity in another form than it is given.</summary>
    public AdapterDescription Normalizes<T>(Action<T> normalize)
        where T : class, IFlowEntity
        => throw new NotImplementedException();
}
