using Microsoft.Extensions.DependencyInjection;
using Tributary.Codec;
using Tributary.Hosting;
using Tributary.Testing;

namespace Tributary.Orchestrations.Tests;

/// <summary>What the tests share: hosts with hand-written registrations, and the activities they call.</summary>
internal static class Support
{
    /// <summary>How long a test waits in real time for what should be there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static readonly ActivityDescriptor<int, int> Twice = Activity("Double");

    public static ActivityDescriptor<int, int> Activity(string name, ActivitySettings? settings = null) =>
        new(name, Codecs.Int32, Codecs.Int32, settings ?? ActivitySettings.Default);

    public static OrchestrationDescriptor<int, int> Flow(string name, int version = 1) => new(name, version, Codecs.Int32, Codecs.Int32);

    public static OrchestrationDescriptor<int, string> TextFlow(string name, int version = 1) => new(name, version, Codecs.Int32, Codecs.String);

    public static ValueTask<DurableHarness> StartAsync(Action<TributaryBuilder> add, Action<DurableOptions>? configure = null) =>
        DurableHarness.StartAsync(services =>
        {
            services.AddTributary();
            services.Configure<DurableOptions>(options => configure?.Invoke(options));
            add(services.AddTributaryCore().AddActivity(Twice, static (_, input, _) => new(input * 2)));
        });

    public static TributaryBuilder AddActivity(this TributaryBuilder builder, ActivityDescriptor<int, int> activity, Func<int, ActivityContext, int> body) =>
        builder.AddActivity(activity, (_, input, context) => new(body(input, context)));

    public static async Task<OrchestrationFailedException> FailsAsync<T>(OrchestrationHandle<T> handle) =>
        await Assert.ThrowsAsync<OrchestrationFailedException>(() => handle.ResultAsync());

    /// <summary>The result of an instance that should have ended by now: virtual time stands still meanwhile, so waiting longer is of no use.</summary>
    public static Task<T> ResultAsync<T>(this OrchestrationHandle<T> handle) => handle.WaitAsync().WaitAsync(Patience);

    /// <summary>The messages that still wait anywhere.</summary>
    public static async Task<long> PendingAsync(DurableHarness host)
    {
        long pending = 0;
        foreach (var queue in await host.Store.ListQueuesAsync())
            pending += (await host.Store.CountAsync(queue)).Pending;
        return pending;
    }

    public static async Task<List<string>> KindsAsync(DurableHarness host, string instance) =>
        [.. (await host.Client.ReadHistoryAsync(instance)).Events.Select(e => e.Kind.ToString())];
}
