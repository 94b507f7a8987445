using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tributary.Dispatch;
using Tributary.Hosting;
using Tributary.Store;
using Tributary.Transport;

namespace Tributary.Testing.Simulated;

/// <summary>One life of a simulated process: its services, built from the user's registration, over ports that outlive it.</summary>
internal sealed class SimulatedHost : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public SimulatedHost(Action<IServiceCollection> register, TimeProvider time, Chance chance, SimulatedStore store, IFlowTransport transport)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton<IHostApplicationLifetime, Lifetime>();
        register(services);

        // Last, so that they win over what the registration chose for production.
        services.AddSingleton(time);
        services.AddSingleton(chance);
        services.AddSingleton<IFlowStore>(store);
        services.AddSingleton(transport);
        services.Configure<TributaryOptions>(static options => options.SingleThreaded = true);
        Store = store;
        _provider = services.BuildServiceProvider();
    }

    public SimulatedStore Store { get; }

    public IServiceProvider Services => _provider;

    public FlowDispatcher Dispatcher => _provider.GetRequiredService<FlowDispatcher>();

    /// <summary>Validates the options and starts the hosted services in their order, as a host does.</summary>
    public async ValueTask StartAsync()
    {
        _provider.GetService<IStartupValidator>()?.Validate();
        var hosted = _provider.GetServices<IHostedService>().ToList();
        foreach (var service in hosted.OfType<IHostedLifecycleService>())
            await service.StartingAsync(CancellationToken.None).ConfigureAwait(false);
        foreach (var service in hosted)
            await service.StartAsync(CancellationToken.None).ConfigureAwait(false);
        foreach (var service in hosted.OfType<IHostedLifecycleService>())
            await service.StartedAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Takes the process away without stopping anything, as a crash does.</summary>
    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new InvalidOperationException("The simulated host was asked to stop.");
    }
}
