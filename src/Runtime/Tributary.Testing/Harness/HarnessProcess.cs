using Microsoft.Extensions.DependencyInjection;
using Tributary.Store;
using Tributary.Store.InMemory;
using Tributary.Testing.Simulated;
using Tributary.Transport;

namespace Tributary.Testing;

/// <summary>
/// What the harnesses have in common: one process at a time over a store that outlives it, on virtual time, run turn by turn on the thread
/// that asks for it. Not safe for several threads.
/// </summary>
internal sealed class HarnessProcess : IAsyncDisposable
{
    private const int MostTurns = 1_000_000;

    private readonly Action<IServiceCollection> _register;
    private readonly Func<IServiceProvider, ValueTask> _begin;
    private readonly Func<Commit, StoreFault> _fault;
    private SimulatedHost? _host;
    private Task? _settling;
    private object? _run;

    /// <param name="register">Registers the host; called again after each crash.</param>
    /// <param name="begin">Starts what listens in a new process.</param>
    /// <param name="fault">What happens to a commit.</param>
    public HarnessProcess(Action<IServiceCollection> register, Func<IServiceProvider, ValueTask> begin, Func<Commit, StoreFault> fault)
    {
        (_register, _begin, _fault) = (register, begin, fault);
        Medium = new InMemoryFlowStore(Time);
        Chance = new SeededChance(1, Time);
    }

    public VirtualTimeProvider Time { get; } = new();

    /// <summary>The store as it is, without faults.</summary>
    public InMemoryFlowStore Medium { get; }

    public SeededChance Chance { get; }

    public IServiceProvider Services => Host.Services;

    public int Crashes { get; private set; }

    private SimulatedHost Host => _host ?? throw new InvalidOperationException("The harness was disposed.");

    public async ValueTask StartAsync()
    {
        var store = new SimulatedStore(Medium, _fault);
        _host = new SimulatedHost(_register, Time, Chance, store, new InProcessTransport());
        await store.OpenAsync().ConfigureAwait(false);
        await _begin(_host.Services).ConfigureAwait(false);
    }

    /// <summary>Runs everything that is ready, without letting time pass.</summary>
    public Task SettleAsync() => GoOn();

    /// <summary>Lets time pass, also for what waits for the clock within a turn, and runs what becomes ready at the moment it does.</summary>
    public async ValueTask AdvanceAsync(TimeSpan time)
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
                // It waits for a time after the end; the next call goes on with it.
                return;
            }

            OnThisThread(() => Time.Advance(isDue ? Time.NextDue ?? TimeSpan.Zero : end - Time.Elapsed));
        }
    }

    /// <summary>Runs something; false when the process died of it and was started anew.</summary>
    public async ValueTask<bool> TryAsync(Func<ValueTask> act)
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

    /// <summary>The process dies and starts anew over the same store. What it was doing is never heard of again.</summary>
    public async ValueTask CrashAsync()
    {
        _run = null;
        _settling = null;
        Host.Store.Crash("between turns");
        await BuryAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync().ConfigureAwait(false);
        await Medium.DisposeAsync().ConfigureAwait(false);
    }

    private Task GoOn()
    {
        if (_settling is { IsCompleted: false })
            return _settling;
        OnThisThread(() => _settling = RunAllAsync(_run = new object()));
        return _settling!;
    }

    private async Task RunAllAsync(object run)
    {
        for (var turns = 0; _run == run; turns++)
        {
            if (turns == MostTurns)
                throw new InvalidOperationException($"The host does not come to rest: it still has work after {MostTurns} turns.");
            var ran = false;
            if (await TryAsync(async () => ran = await Host.Dispatcher.RunNextAsync().ConfigureAwait(false)).ConfigureAwait(false) && !ran)
                return;
        }
    }

    // Under a synchronization context, that of a test framework for example, an await goes on on a thread of its choice, and time would pass
    // meanwhile. Without one it goes on at once, on the thread that completed what was awaited.
    private static void OnThisThread(Action act)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            act();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private async ValueTask BuryAsync()
    {
        Crashes++;
        await Host.DisposeAsync().ConfigureAwait(false);
        Medium.Crash();
        await StartAsync().ConfigureAwait(false);
    }
}
