using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tributary.Dispatch;
using Tributary.Events;
using Tributary.Transport;

namespace Tributary.Hosting;

/// <summary>Registers the kernel. The generated <c>AddTributary()</c> calls this; users call that.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TributaryHosting
{
    /// <summary>
    /// Registers the kernel's services where the host has not registered its own, and the hosted service that opens the store and runs the
    /// dispatcher. Calling it again changes nothing.
    /// </summary>
    public static TributaryBuilder AddTributaryCore(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = new TributaryBuilder(services);
        if (services.Any(static service => service.ServiceType == typeof(TributaryHost)))
            return builder;

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Chance>(static provider => new SystemChance(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IFlowEvents, FlowEvents>();
        services.TryAddSingleton<IFlowTransport, InProcessTransport>();
        services.TryAddSingleton(TributaryBuilder.NoStore);
        services.TryAddSingleton<FlowDispatcher>();

        services.AddOptions<TributaryOptions>()
            .Configure<IServiceProvider>(static (options, provider) =>
                provider.GetService<IConfiguration>()?.GetSection(TributaryOptions.Section).Bind(options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TributaryOptions>, TributaryOptionsValidator>());

        services.AddSingleton<TributaryHost>();
        services.AddHostedService(static provider => provider.GetRequiredService<TributaryHost>());
        services.AddHealthChecks().AddCheck<TributaryHealthCheck>(TributaryHealthCheck.Name);
        return builder;
    }
}
