using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tributary.Hosting;
using Tributary.Orchestrations;

namespace Tributary.Cli.Replay;

/// <summary>Replays a history against the code of a user's assembly.</summary>
internal static class HostReplay
{
    /// <summary>The first difference, or null when the code fits.</summary>
    /// <param name="path">The user's assembly.</param>
    /// <param name="history">The history.</param>
    /// <exception cref="ToolException">The assembly cannot be used, or does not have the orchestration.</exception>
    public static async Task<HistoryDifference?> VerifyAsync(string path, InstanceHistory history)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new ToolException(ExitCode.Usage, $"There is no assembly '{path}'.");
        var host = default(HostAssembly);
        try
        {
            host = new HostAssembly(full);
            await using var provider = Build(host);
            var engine = provider.GetRequiredService<DurableEngine>();
            var code = ReplayCheck.FindCode(engine, history.Instance) ?? throw new ToolException(ExitCode.Refused, Unknown(engine, history.Instance));
            return ReplayCheck.FirstDifference(engine, code, history);
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or MissingMemberException or InvalidOperationException)
        {
            throw new ToolException(ExitCode.Usage,
                $"The assembly '{path}' cannot be used: {e.Message} Name the built assembly of the host, with its dependencies beside it, built against the tool's version of Tributary.", e);
        }
        finally
        {
            host?.Unload();
        }
    }

    private static ServiceProvider Build(HostAssembly host)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        var builder = services.AddTributaryCore().UseInMemoryStore();
        DurableHosting.AddEngine(services);
        foreach (var module in host.LoadModules())
            builder.AddModule(module);
        return services.BuildServiceProvider();
    }

    private static string Unknown(DurableEngine engine, InstanceInfo info)
    {
        var known = string.Join(", ", engine.Flows.Select(static flow => $"{flow.Name} version {flow.Version}").Order(StringComparer.Ordinal));
        return $"The assembly has no orchestration {info.Name} version {info.Version}. {(known.Length == 0 ? "It has none at all." : $"It has {known}.")}";
    }
}
