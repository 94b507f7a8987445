using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Store;

namespace Tributary.Hosting;

/// <summary>What <c>services.AddTributary()</c> returns: the place where stores, transports and pillars add themselves.</summary>
public sealed class TributaryBuilder
{
    /// <summary>Creates a builder over a service collection.</summary>
    public TributaryBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Whether the host, or an earlier call, has chosen a store; the generated default then stays away.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool HasStore => Services.Any(static service =>
        service.ServiceType == typeof(IFlowStore) && !service.IsKeyedService && !ReferenceEquals(service.ImplementationFactory, NoStore));

    /// <summary>What stands in for a store until one is chosen.</summary>
    internal static Func<IServiceProvider, IFlowStore> NoStore { get; } = static _ => throw new InvalidOperationException(
        "Tributary has no store. Call UseSqlite(...) or UseInMemoryStore() on what AddTributary() returns.");

    /// <summary>Registers what an assembly contributes. Adding the module of the same assembly again changes nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TributaryBuilder AddModule(ITributaryModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var type = module.GetType();
        if (Services.Any(service => service.ServiceType == type))
            return this;
        Services.Add(new ServiceDescriptor(type, module));
        module.Register(this);
        return this;
    }
}
