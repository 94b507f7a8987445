using Microsoft.Extensions.DependencyInjection;
using Tributary.Orchestrations;
using Tributary.Store;

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
    private readonly HarnessProcess _process;
    private Func<Commit, StoreFault>? _faults;

    private DurableHarness(Action<IServiceCollection> register) => _process = new HarnessProcess(
        register,
        static services => new(services.GetRequiredService<DurableEngine>().StartAsync(CancellationToken.None)),
        commit =>
        {
            Commits++;
            return _faults?.Invoke(commit) ?? StoreFault.None;
        });

    /// <summary>The clock.</summary>
    public VirtualTimeProvider Time => _process.Time;

    /// <summary>The client of the running process.</summary>
    public DurableClient Client => Services.GetRequiredService<DurableClient>();

    /// <summary>The services of the running process.</summary>
    public IServiceProvider Services => _process.Services;

    /// <summary>The store as it is, without faults, for checks.</summary>
    public IFlowStore Store => _process.Medium;

    /// <summary>How often the process has died.</summary>
    public int Crashes => _process.Crashes;

    /// <summary>How many commits were made.</summary>
    public int Commits { get; private set; }

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
        await harness._process.StartAsync().ConfigureAwait(false);
        return harness;
    }

    /// <summary>
    /// Runs everything that is ready, without letting time pass: timers and retries go on waiting. An activity that itself waits for the clock
    /// needs <see cref="Advance"/>; this would wait for it forever.
    /// </summary>
    /// <exception cref="InvalidOperationException">It does not come to an end.</exception>
    public async ValueTask Settle() => await _process.SettleAsync().ConfigureAwait(false);

    /// <summary>Lets time pass, also for activities that wait for the clock, and runs what becomes ready at the moment it does.</summary>
    public ValueTask Advance(TimeSpan time) => _process.AdvanceAsync(time);

    /// <summary>The process dies and starts anew over the same store. What it was doing is never heard of again.</summary>
    public ValueTask Crash() => _process.CrashAsync();

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
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
