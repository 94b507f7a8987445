using Microsoft.Extensions.DependencyInjection;
using Tributary.Orchestrations;
using Tributary.Store.InMemory;
using Tributary.Testing.Simulated;
using Tributary.Transport;

namespace Tributary.Testing;

/// <summary>
/// Checks that today's code still fits the history of an instance that ran on yesterday's: the replay test of a deployment. Take histories from
/// <see cref="DurableClient.ReadHistoryAsync"/> or from the command-line tool, keep them beside the tests, and verify each.
/// </summary>
/// <example>
/// <code>
/// var history = InstanceHistory.Import(File.ReadAllBytes("order-17.json"));
/// Assert.Null(await ReplayVerifier.VerifyAsync(history, services => services.AddTributary()));
/// </code>
/// </example>
public static class ReplayVerifier
{
    /// <summary>Replays a history. No activity runs, and nothing is stored.</summary>
    /// <param name="history">The history.</param>
    /// <param name="register">
    /// Registers the orchestrations, usually <c>services => services.AddTributary()</c>. Whether a changed input is a difference is decided by the
    /// <see cref="DurableOptions.InputCheck"/> that it configures.
    /// </param>
    /// <returns>The first difference, or null when the code fits.</returns>
    /// <exception cref="Codec.CodecException">The history makes no sense, whatever the code is.</exception>
    public static async ValueTask<HistoryDifference?> VerifyAsync(InstanceHistory history, Action<IServiceCollection> register)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(register);
        var time = new VirtualTimeProvider();
        var medium = new InMemoryFlowStore(time);
        await using var closingMedium = medium.ConfigureAwait(false);
        var store = new SimulatedStore(medium, static _ => StoreFault.None);
        var host = new SimulatedHost(register, time, new SeededChance(1, time), store, new InProcessTransport());
        await using var closingHost = host.ConfigureAwait(false);
        var engine = host.Services.GetRequiredService<DurableEngine>();
        var info = history.Instance;
        return ReplayCheck.FindCode(engine, info) is { } code
            ? ReplayCheck.FirstDifference(engine, code, history)
            : new HistoryDifference(-1, $"orchestration {info.Name} v{info.Version}", "no orchestration of this name and version", null);
    }
}
