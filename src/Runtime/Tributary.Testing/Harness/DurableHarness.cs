using Microsoft.Extensions.DependencyInjection;
using Tributary.Orchestrations;
using Tributary.Store;
using Tributary.Store.InMemory;
using Tributary.Testing.Simulated;
using Tributary.Transport;

namespace Tributary.Testing;

/// <summary>
/// Runs a host's orchestrations and activities for a test, on virtual time and in memory, single-threaded: a timer of thirty days takes no
/// time. The process can be killed at any commit and goes on over the same store. Not safe for several threads.
/// </summary>
/// <example>
/// <code>
/// await using var durable = await DurableHarness.StartAsync(services => services.AddTributary());
/// var order = await durable.Client.ProcessOrder.StartAsync(new Order());
/// await durable.Advance(TimeSpan.FromDays(30));
/// Assert.Equal(expected, await order.WaitAsync());
/// </code>
/// </example>
public sealed class DurableHarness : IAsyncDisposable
{
    private const int MostTurns = 1_000_000;

    private readonly Action<IServiceCollection> _register;
    private readonly InMemoryFlowStore _medium;
    private readonly SeededChance _chance;
    private SimulatedHost? _host;
    private Func<Commit, StoreFault>? _faults;
    private Task? _settling;

    private DurableHarness(Action<IServiceCollection> register)
    {
        _register = register;
        _medium = new InMemoryFlowStore(Time);
        _chance = new SeededChance(1, Time);
    }

    /// <summary>The clock.</summary>
    public VirtualTimeProvider Time { get; } = new();

    /// <summary>The client of the running process.</summary>
    public DurableClient Client => Services.GetRequiredService<DurableClient>();

    /// <summary>The services of the running process.</summary>
    public IServiceProvider Services => Host.Services;

    /// <summary>The store as it is, without faults, for checks.</summary>
    public IFlowStore Store => _medium;

    /// <summary>How often the process has died.</summary>
    public int Crashes { get; private set; }

    /// <summary>How many commits were made.</summary>
    public int Commits { get; private set; }

    private SimulatedHost Host => _host ?? throw new InvalidOperationException("The harness was disposed.");

    /// <summary>Starts a host.</summary>
    /// <param name="register">Registers it, usually <c>services => services.AddTributary()</c>. Called again after each crash.</param>
    /// <param name="fake">Sets stand-ins for activities, for example <c>fakes => fakes.Charge(order => new Receipt())</c>.</param>
    public static async ValueTask<DurableHarness> StartAsync(Action<IServiceCollection> register, Action<ActivityFakes>? fake = null)
    {
        ArgumentNullException.ThrowIfNull(register);
        var fakes = new ActivityFakes();
        fake?.Invoke(fakes);
        var harness = new DurableHarness(services =>
        {
            services.AddSingleton(fakes);
            register(services);
        });
        await harness.StartHostAsync().ConfigureAwait(false);
        return harness;
    }

    /// <summary>
    /// Runs everything that is ready, without letting time pass: timers and retries go on waiting. An activity that itself waits for the clock
    /// needs <see cref="Advance"/>; this would wait for it forever.
    /// </summary>
    /// <exception cref="InvalidOperationException">It does not come to an end.</exception>
    public async ValueTask Settle() => await GoOn().ConfigureAwait(false);

    /// <summary>Lets time pass, also for activities that wait for the clock, and runs what becomes ready at the moment it does.</summary>
    public async ValueTask Advance(TimeSpan time)
    {
        var end = Time.Elapsed + time;
        while (true)
        {
            var settling = GoOn();
            var isDue = Time.NextDue is { } due && Time.Elapsed + due <= end;
            if (settling.IsCompleted)
            {
                await settling.ConfigureAwait(false);
                if (!isDue && Time.Elapsed == end)
                    return;
            }
            else if (Time.NextDue is null)
            {
                // It waits for another thread, not for the clock.
                await Task.Yield();
                continue;
            }
            else if (!isDue && Time.Elapsed == end)
            {
                // An activity waits for a time after the end; the next call goes on with it.
                return;
            }

            Time.Advance(isDue ? Time.NextDue ?? TimeSpan.Zero : end - Time.Elapsed);
        }
    }

    /// <summary>The process dies and starts anew over the same store.</summary>
    public async ValueTask Crash()
    {
        Host.Store.Crash("between turns");
        await BuryAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// The process dies at a commit, which is either lost or applied without the process learning of it, and starts anew over the same store.
    /// </summary>
    /// <param name="commit">At which commit from now on, counted from 1.</param>
    /// <param name="applied">Whether the commit is applied.</param>
    public void CrashAt(int commit, bool applied)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(commit);
        var left = commit;
        _faults = _ => --left == 0 ? applied ? StoreFault.CrashAfter : StoreFault.CrashBefore : StoreFault.None;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync().ConfigureAwait(false);
        await _medium.DisposeAsync().ConfigureAwait(false);
    }

    private Task GoOn() => _settling is { IsCompleted: false } ? _settling : _settling = RunAllAsync();

    private async Task RunAllAsync()
    {
        for (var turns = 0; ; turns++)
        {
            if (turns == MostTurns)
                throw new InvalidOperationException($"The host does not come to rest: it still has work after {MostTurns} turns.");
            var ran = false;
            if (await TryAsync(async () => ran = await Host.Dispatcher.RunNextAsync().ConfigureAwait(false)).ConfigureAwait(false) && !ran)
                return;
        }
    }

    private async ValueTask StartHostAsync()
    {
        var store = new SimulatedStore(_medium, commit =>
        {
            Commits++;
            return _faults?.Invoke(commit) ?? StoreFault.None;
        });
        _host = new SimulatedHost(_register, Time, _chance, store, new InProcessTransport());
        await store.OpenAsync().ConfigureAwait(false);
        await _host.Services.GetRequiredService<DurableEngine>().StartAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Runs something; false when the process died of it and was started anew.</summary>
    private async ValueTask<bool> TryAsync(Func<ValueTask> act)
    {
        var store = Host.Store;
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (SimulatedCrashException) when (store.IsCrashed)
        {
            // Buried below, as a crash is that nobody saw.
        }

        if (!store.IsCrashed)
            return true;
        if (Host.Store == store)
            await BuryAsync().ConfigureAwait(false);
        return false;
    }

    private async ValueTask BuryAsync()
    {
        Crashes++;
        await Host.DisposeAsync().ConfigureAwait(false);
        _medium.Crash();
        await StartHostAsync().ConfigureAwait(false);
    }
}
