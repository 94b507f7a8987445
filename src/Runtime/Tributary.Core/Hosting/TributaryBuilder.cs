using Microsoft.Extensions.DependencyInjection;

namespace Tributary.Hosting;

/// <summary>What <c>services.AddTributary()</c> returns: the place where stores, transports and pillars add themselves.</summary>
public sealed class TributaryBuilder
{
    /// <summary>Creates a builder over a service collection.</summary>
    public TributaryBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }
}
