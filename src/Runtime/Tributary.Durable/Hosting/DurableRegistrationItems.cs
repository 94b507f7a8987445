using Microsoft.Extensions.DependencyInjection;
using Tributary.Codec;
using Tributary.Dispatch;

namespace Tributary.Orchestrations;

/// <summary>Something that a generated module registered.</summary>
internal abstract class DurableRegistrationItem
{
    /// <summary>Adds the types that it brings.</summary>
    public virtual void AddTo(ValueCatalog values)
    {
    }

    /// <summary>The queues that it handles.</summary>
    public virtual IEnumerable<QueueBinding> Bind(FlowServices services, IServiceProvider provider) => [];
}

/// <summary>An orchestration.</summary>
internal sealed class FlowRegistration<TInput, TResult>(OrchestrationDescriptor<TInput, TResult> descriptor, Func<OrchestrationContext, TInput, Durable> body)
    : DurableRegistrationItem, IFlowBody
{
    public string Name => descriptor.Name;

    public int Version => descriptor.Version;

    public Durable Begin(OrchestrationContext context, ReadOnlyMemory<byte> input) => body(context, descriptor.Input.Decode(input.Span));

    public byte[] EncodeResult(Durable main) => main is Durable<TResult> typed ? descriptor.Result.Encode(typed.GetResult()) : "null"u8.ToArray();

    public override IEnumerable<QueueBinding> Bind(FlowServices services, IServiceProvider provider) =>
        [new(DurableNames.FlowQueue(Name, Version), new FlowTurns(this, services)) { Retry = new RetryPolicy { MaxAttempts = FlowTurns.MaxAttempts + 1 } }];
}

/// <summary>An activity.</summary>
internal sealed class ActivityRegistration<TInput, TResult>(ActivityDescriptor<TInput, TResult> descriptor, ActivityBody<TInput, TResult> body)
    : DurableRegistrationItem
{
    public override IEnumerable<QueueBinding> Bind(FlowServices services, IServiceProvider provider)
    {
        var options = provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<DurableOptions>>().Value;
        if (descriptor.Settings.Tag is { } tag && !options.Tags.Contains(tag))
            return [];
        var fake = provider.GetService<ActivityFakes>()?.Find(descriptor);
        var worker = options.WorkerName ?? Environment.MachineName;
        var turns = new ActivityTurns<TInput, TResult>(descriptor, fake ?? body, services, worker, provider.GetRequiredService<IServiceScopeFactory>());
        var anywhere = new QueueBinding(descriptor.Queue, turns)
        {
            // The activity's own policy decides, in its turn; the dispatcher's would give a message up without telling the instance.
            Retry = new RetryPolicy { MaxAttempts = int.MaxValue },
            MaxConcurrency = options.MaxActivities is { } most && most < descriptor.Settings.MaxConcurrency ? most : descriptor.Settings.MaxConcurrency,
        };
        return [anywhere, anywhere with { Queue = DurableNames.ActivityQueue(descriptor.Name, DurableNames.WorkerTag(worker)) }];
    }
}

/// <summary>A type that is exchanged by type.</summary>
internal sealed class ValueRegistration<T>(string name, Codec<T> codec) : DurableRegistrationItem
{
    public override void AddTo(ValueCatalog values) => values.Add(name, codec);
}

/// <summary>A query or update type.</summary>
internal sealed class RequestRegistration<TRequest, TResult>(string name, Codec<TRequest> codec, Codec<TResult> result) : DurableRegistrationItem
{
    public override void AddTo(ValueCatalog values) => values.Add(typeof(TRequest), new RequestType<TRequest, TResult>(name, codec, result));
}
