using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Store;
using Tributary.Store.InMemory;
using Tributary.Testing.Simulated;
using Tributary.Transport;

namespace Tributary.Testing;

/// <summary>
/// A whole host on virtual time and seeded chance, single-threaded: the simulation decides what happens next, so equal seeds give equal
/// runs. Its process can die at any commit and starts anew over the same store. Not safe for several threads.
/// </summary>
/// <remarks>
/// What the host hosts must do its work inside <c>StartAsync</c>, inside handlers, or on timers of the injected
/// <see cref="TimeProvider"/>. A <c>BackgroundService</c> begins on a thread of its own, which no seed can replay; give the simulation an
/// adapter that implements <c>IHostedService</c> instead.
/// </remarks>
public sealed class Simulation : IAsyncDisposable
{
    private const int MostStarts = 100;
    private static readonly TimeSpan s_horizon = TimeSpan.FromMinutes(10);

    private readonly Action<IServiceCollection> _register;
    private readonly InMemoryFlowStore _medium;
    private readonly List<(string Name, int Weight, Func<ValueTask> Act)> _actions = [];
    private readonly List<string> _trace = [];
    private readonly List<LateMessage> _late = [];
    private SimulatedHost? _host;
    private SimulatedTransport? _transport;

    /// <summary>Creates a simulation. The host starts with <see cref="StartAsync"/>.</summary>
    /// <param name="seed">Decides everything that is left to chance.</param>
    /// <param name="register">
    /// Registers what the host consists of, usually <c>services.AddTributary()</c> and what adapters need. Called for each start of the
    /// process. Clock, chance, store and transport are replaced by simulated ones.
    /// </param>
    /// <param name="faults">What goes wrong; nothing when null.</param>
    public Simulation(ulong seed, Action<IServiceCollection> register, SimulationFaults? faults = null)
    {
        ArgumentNullException.ThrowIfNull(register);
        Seed = seed;
        Chance = new SeededChance(seed, Time);
        _medium = new InMemoryFlowStore(Time);
        _register = register;
        Faults = faults ?? SimulationFaults.None;
    }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>The clock of the run.</summary>
    public VirtualTimeProvider Time { get; } = new();

    /// <summary>The chance of the run; what the scenario draws must come from here too.</summary>
    public SeededChance Chance { get; }

    /// <summary>What was done, one line per action.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>What goes wrong from now on.</summary>
    public SimulationFaults Faults { get; set; }

    /// <summary>How often the process has died.</summary>
    public int Crashes { get; private set; }

    /// <summary>The services of the running process.</summary>
    /// <exception cref="InvalidOperationException">The simulation has not been started.</exception>
    public IServiceProvider Services => Host.Services;

    /// <summary>The store as it is, without faults, for checks.</summary>
    public IFlowStore Store => _medium;

    private SimulatedHost Host => _host ?? throw new InvalidOperationException("Start the simulation first.");

    /// <summary>Adds something that the world around the host does now and then.</summary>
    /// <param name="name">How the trace calls it.</param>
    /// <param name="act">Does it once. A crash that it meets may be left to the simulation.</param>
    /// <param name="weight">How likely it is, compared with the others.</param>
    public void AddAction(string name, Func<ValueTask> act, int weight = 1) => _actions.Add((name, weight, act));

    /// <summary>Adds a line to the trace.</summary>
    public void Note(string what) => _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{_trace.Count,5} {Time.Elapsed:c} {what}"));

    /// <summary>Starts the process.</summary>
    public async ValueTask StartAsync()
    {
        for (var start = 0; start < MostStarts; start++)
        {
            // Chance is handed on: ids and jitter are drawn from the run's own sequence, so they repeat as well.
            var store = new SimulatedStore(_medium, Chance, () => Faults);
            _transport = new SimulatedTransport(new InProcessTransport(), Chance, () => Faults, _late);
            _host = new SimulatedHost(_register, Time, Chance, store, _transport);
            try
            {
                await _host.StartAsync().ConfigureAwait(false);
                Note("start");
                return;
            }
            catch (SimulatedCrashException) when (store.IsCrashed)
            {
                await BuryAsync("while starting").ConfigureAwait(false);
            }
        }

        throw new InvalidOperationException($"The process died {MostStarts} times in a row while it started.");
    }

    /// <summary>The process dies and starts anew over the same store.</summary>
    public async ValueTask CrashAsync()
    {
        Host.Store.Crash("between actions");
        await BuryAsync("between actions").ConfigureAwait(false);
        await StartAsync().ConfigureAwait(false);
    }

    /// <summary>Does a number of actions, each chosen by chance among those that are possible.</summary>
    public async ValueTask RunAsync(int actions)
    {
        for (var i = 0; i < actions; i++)
            await StepAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Lets the host come to rest without further faults: runs turns, and lets time pass while something is due within ten minutes.
    /// What waits longer, such as parked updates, goes on waiting.
    /// </summary>
    /// <param name="most">After so many turns something goes round in circles.</param>
    /// <exception cref="InvalidOperationException">The host does not come to rest.</exception>
    public async ValueTask SettleAsync(int most = 20_000)
    {
        var faults = Faults;
        Faults = SimulationFaults.None;
        for (var turns = 0; turns < most;)
        {
            while (turns < most && await TurnAsync(null).ConfigureAwait(false))
                turns++;
            if (Time.NextDue is not { } due || due > s_horizon)
            {
                Faults = faults;
                return;
            }

            Pass(due);
        }

        throw new InvalidOperationException($"The host does not come to rest: it still has work after {most} turns.");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync().ConfigureAwait(false);
        await _medium.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Runs a piece of the scenario; when the process dies meanwhile, starts it anew.</summary>
    /// <returns>False when the process died.</returns>
    public async ValueTask<bool> TryAsync(Func<ValueTask> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        var thread = Environment.CurrentManagedThreadId;
        var store = Host.Store;
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (SimulatedCrashException) when (store.IsCrashed)
        {
            Note($"in a turn or call after the lease of {Show(store.LastLease)}:");
        }

        if (thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException("Something waited outside of virtual time and went on in another thread, so the run cannot be replayed.");
        if (!store.IsCrashed)
            return true;
        await BuryAsync(store.LastFault!).ConfigureAwait(false);
        await StartAsync().ConfigureAwait(false);
        return false;
    }

    private async ValueTask StepAsync()
    {
        var queues = Host.Dispatcher.Queues.Order(StringComparer.Ordinal).ToList();
        var draw = Chance.Next(100);
        if (draw < 60 && queues.Count > 0)
        {
            var queue = draw < 50 ? null : Chance.Pick(queues);
            if (await TurnAsync(queue).ConfigureAwait(false))
                return;
        }

        if (draw < 90 && _actions.Count > 0)
            await ActAsync().ConfigureAwait(false);
        else if (draw < 93 && _transport!.Late > 0)
            await TryAsync(async () => Note($"late duplicate to {await _transport.DeliverLateAsync().ConfigureAwait(false)}")).ConfigureAwait(false);
        else if (draw < 97 && Time.NextDue is { } due && due < s_horizon)
            Pass(due);
        else
            Pass(TimeSpan.FromMilliseconds(1 + Chance.Next(3_000)));
    }

    private async ValueTask ActAsync()
    {
        var draw = Chance.Next(_actions.Sum(static a => a.Weight));
        foreach (var (name, weight, act) in _actions)
        {
            if ((draw -= weight) >= 0)
                continue;
            Note(name);
            await TryAsync(act).ConfigureAwait(false);
            return;
        }
    }

    private async ValueTask<bool> TurnAsync(string? queue)
    {
        var ran = false;
        var store = Host.Store;
        var alive = await TryAsync(async () =>
        {
            ran = await Host.Dispatcher.RunNextAsync(queue).ConfigureAwait(false);
            if (ran)
                Note($"turn of {Show(store.LastLease)}");
        }).ConfigureAwait(false);
        return ran || !alive;
    }

    // Keys are joined by a control character, which a trace would not show.
    private static string Show(MessageAddress? address) => $"{address}".Replace('\u001f', '|');

    private void Pass(TimeSpan time)
    {
        Time.Advance(time);
        Note($"{time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms pass");
    }

    private async ValueTask BuryAsync(string when)
    {
        Crashes++;
        Note($"the process died {when}");
        // Before the host is taken away, because nobody stops anything in a crash.
        _medium.Crash();
        await Host.DisposeAsync().ConfigureAwait(false);
    }
}
