using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Codec;
using Tributary.Hosting;

namespace Tributary.Orchestrations;

/// <summary>What generated modules call to register the durable pillar's annotated methods and types. Users call <c>AddTributary()</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DurableRegistration
{
    /// <summary>Registers an orchestration with a result.</summary>
    public static TributaryBuilder AddOrchestration<TInput, TResult>(
        this TributaryBuilder builder, OrchestrationDescriptor<TInput, TResult> descriptor, Func<OrchestrationContext, TInput, Durable<TResult>> body)
        => Add(builder, new FlowRegistration<TInput, TResult>(descriptor, body));

    /// <summary>Registers an orchestration without a result.</summary>
    public static TributaryBuilder AddOrchestration<TInput>(
        this TributaryBuilder builder, OrchestrationDescriptor<TInput, Nothing> descriptor, Func<OrchestrationContext, TInput, Durable> body)
        => Add(builder, new FlowRegistration<TInput, Nothing>(descriptor, body));

    /// <summary>Registers an activity.</summary>
    public static TributaryBuilder AddActivity<TInput, TResult>(
        this TributaryBuilder builder, ActivityDescriptor<TInput, TResult> descriptor, ActivityBody<TInput, TResult> body)
        => Add(builder, new ActivityRegistration<TInput, TResult>(descriptor, body));

    /// <summary>Registers an event type.</summary>
    public static TributaryBuilder AddDurableEvent<T>(this TributaryBuilder builder, string name, Codec<T> codec)
        => Add(builder, new ValueRegistration<T>(name, codec));

    /// <summary>Registers a type of keyed state or custom status.</summary>
    public static TributaryBuilder AddDurableState<T>(this TributaryBuilder builder, Codec<T> codec)
        => Add(builder, new ValueRegistration<T>(typeof(T).Name, codec));

    /// <summary>Registers a query type.</summary>
    public static TributaryBuilder AddDurableQuery<TQuery, TResult>(this TributaryBuilder builder, string name, Codec<TQuery> codec, Codec<TResult> result)
        where TQuery : IDurableQuery<TResult>
        => Add(builder, new RequestRegistration<TQuery, TResult>(name, codec, result));

    /// <summary>Registers an update type.</summary>
    public static TributaryBuilder AddDurableUpdate<TUpdate, TResult>(this TributaryBuilder builder, string name, Codec<TUpdate> codec, Codec<TResult> result)
        where TUpdate : IDurableUpdate<TResult>
        => Add(builder, new RequestRegistration<TUpdate, TResult>(name, codec, result));

    private static TributaryBuilder Add(TributaryBuilder builder, DurableRegistrationItem item)
    {
        DurableHosting.AddEngine(builder.Services);
        builder.Services.AddSingleton(item);
        return builder;
    }
}
