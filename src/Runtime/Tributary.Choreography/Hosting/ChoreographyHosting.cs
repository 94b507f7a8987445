using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tributary.Events;
using Tributary.Hosting;

namespace Tributary.Choreographies;

/// <summary>Registers the choreography pillar. The generated <c>AddTributary()</c> calls this; users call that.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ChoreographyHosting
{
    /// <summary>The name of the pillar's health check.</summary>
    internal const string HealthCheck = "tributary.choreography";

    /// <summary>
    /// Registers the sessions of the host (<see cref="SessionHub"/>, <see cref="ISessions"/>), and the server that exposes them if
    /// <see cref="ChoreographyOptions.Listen"/> is set. Calling it again changes nothing.
    /// </summary>
    public static TributaryBuilder AddChoreography(this TributaryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(static service => service.ServiceType == typeof(SessionHub)))
            return builder;
        services.AddOptions<ChoreographyOptions>()
            .Configure<IServiceProvider>(static (options, provider) =>
                provider.GetService<IConfiguration>()?.GetSection(ChoreographyOptions.Section).Bind(options))
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChoreographyOptions>, ChoreographyOptionsValidator>());
        services.AddSingleton(static provider => new SessionHub(
            provider.GetRequiredService<IOptions<ChoreographyOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Chance>(),
            provider.GetRequiredService<IFlowEvents>()));
        services.TryAddSingleton<ISessions>(static provider => provider.GetRequiredService<SessionHub>());
        services.AddSingleton<ChoreographyHost>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<ChoreographyHost>());
        services.AddHealthChecks().AddCheck<ChoreographyHealthCheck>(HealthCheck);
        return builder;
    }
}
