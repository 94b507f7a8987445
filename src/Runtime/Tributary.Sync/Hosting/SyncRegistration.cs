using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tributary.Hosting;

namespace Tributary.Sync;

/// <summary>What generated modules call to register the sync pillar's annotated types. Users call <c>AddTributary()</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SyncRegistration
{
    /// <summary>Registers an entity.</summary>
    public static TributaryBuilder AddEntity<T>(this TributaryBuilder builder, EntityModel<T> model)
        where T : class, IFlowEntity
    {
        AddEngine(builder).AddSingleton(EntityRegistration.Of(model));
        return builder;
    }

    /// <summary>Registers an orchestrator.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="pushUpdates">Whether it pushes.</param>
    public static TributaryBuilder AddOrchestrator<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this TributaryBuilder builder, bool pushUpdates)
        where T : FlowOrchestratorBase
    {
        var services = AddEngine(builder);
        services.TryAddSingleton<T>();
        services.AddSingleton(new OrchestratorRegistration(static provider => provider.GetRequiredService<T>(), pushUpdates));
        return builder;
    }

    /// <summary>Registers an adapter and hosts it.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="system">Its system.</param>
    /// <param name="adapter">Its name.</param>
    /// <param name="describe">Says what it receives and how its system keeps things.</param>
    public static TributaryBuilder AddAdapter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        this TributaryBuilder builder, string system, string adapter, Action<AdapterDescription>? describe = null)
        where T : class, IHostedService
    {
        var services = AddEngine(builder);
        var description = new AdapterDescription();
        describe?.Invoke(description);
        services.TryAddSingleton<T>();
        services.AddSingleton(new AdapterRegistration(system, adapter, description));
        services.AddSingleton<IHostedService>(provider => new AdapterHost<T>(
            provider.GetRequiredService<T>(), new AdapterFlow(system, adapter, provider.GetRequiredService<SyncEngine>().Gateway)));
        return builder;
    }

    private static IServiceCollection AddEngine(TributaryBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(SyncEngine)))
            return services;
        services.AddSingleton<SyncEngine>();
        services.AddSingleton(static provider => new FlowSync(provider.GetRequiredService<SyncEngine>()));
        services.AddOptions<FlowOrchestrationOptions>().BindConfiguration(FlowOrchestrationOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FlowOrchestrationOptions>, FlowOrchestrationValidator>();
        services.AddHostedService<SyncHost>();
        return services;
    }
}
