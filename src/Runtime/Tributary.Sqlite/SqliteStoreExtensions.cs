using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tributary.Hosting;
using Tributary.Store;

namespace Tributary.Sqlite;

/// <summary>Chooses the SQLite store.</summary>
public static class SqliteStoreExtensions
{
    /// <summary>
    /// Keeps all state in one SQLite file. Replaces a store that was chosen before. Settings come from the section
    /// <c>Tributary:Store</c> and are checked when the host starts.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">The file; null for the configured one.</param>
    /// <param name="configure">Further settings, over the configured ones.</param>
    public static TributaryBuilder UseSqlite(this TributaryBuilder builder, string? path = null, Action<SqliteStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStoreOptions>, SqliteStoreOptionsValidator>());
        services.AddOptions<SqliteStoreOptions>()
            .Configure<IServiceProvider>(static (options, provider) =>
                provider.GetService<IConfiguration>()?.GetSection(SqliteStoreOptions.SectionName).Bind(options))
            .Configure(options =>
            {
                options.Path = path ?? options.Path;
                configure?.Invoke(options);
            })
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.RemoveAll<IFlowStore>();
        services.AddSingleton<IFlowStore, SqliteFlowStore>();
        return builder;
    }
}
