using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tributary.Hosting;
using Tributary.Store;
using Tributary.Store.InMemory;

namespace Tributary;

/// <summary>Chooses the in-memory store.</summary>
public static class InMemoryStoreExtensions
{
    /// <summary>Keeps all state in memory. Replaces a store that was chosen before.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="store">
    /// A store that outlives the host, so that a test can restart the host on it; null for one that lives and ends with the host.
    /// </param>
    public static TributaryBuilder UseInMemoryStore(this TributaryBuilder builder, InMemoryFlowStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.RemoveAll<IFlowStore>();
        if (store is null)
            builder.Services.AddSingleton<IFlowStore>(static services => new InMemoryFlowStore(services.GetRequiredService<TimeProvider>()));
        else
            builder.Services.AddSingleton<IFlowStore>(store);
        return builder;
    }
}
