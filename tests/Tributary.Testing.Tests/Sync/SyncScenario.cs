using Microsoft.Extensions.DependencyInjection;

namespace Tributary.Testing.Tests.Sync;

/// <summary>
/// One simulated life of the sync pillar: three systems with overlapping records on three levels and a deprecated fourth, edits on all
/// sides, faults everywhere; then rest, and the question whether all is well.
/// </summary>
internal sealed class SyncScenario : IAsyncDisposable
{
    private static readonly Type[] s_levels = [typeof(SimSite), typeof(SimDevice), typeof(SimSensor)];
    private static readonly string[] s_names = ["Boiler", "Air Handling Unit 7", "AHU-7", "Chiller", "Pump room north", "Pump"];
    private static readonly string?[] s_units = ["C", "Celsius", "Pa", null];

    private readonly Systems _systems;
    private readonly Simulation _simulation;
    private int _lastKey;

    private SyncScenario(ulong seed, SimulationFaults faults)
    {
        _systems = new Systems(keysChange: seed % 2 == 1);
        _simulation = new Simulation(
            seed,
            services =>
            {
                services.AddSingleton(_systems);
                services.AddTributary();
            },
            faults);
        _systems.Note = _simulation.Note;
    }

    public static SimulationFaults Harsh { get; } = new()
    {
        CrashBeforeCommit = 0.01,
        CrashAfterCommit = 0.01,
        LoseLease = 0.02,
        Reorder = 0.2,
        DuplicateDelivery = 0.05,
        LoseReply = 0.04,
        FailDelivery = 0.04,
        LateDuplicate = 0.04,
    };

    private FlowSync Sync => _simulation.Services.GetRequiredService<FlowSync>();

    public static async Task RunAsync(ulong seed, SimulationFaults faults, int actions = 120)
    {
        await using var scenario = new SyncScenario(seed, faults);
        try
        {
            await scenario.LiveAsync(actions);
            await scenario.RestAsync();
            await new SyncInvariants(scenario._systems, scenario.Sync, scenario._simulation.Store).CheckAsync();
        }
        catch (Exception e)
        {
            throw new SimulationException(seed, scenario._simulation.Trace, e);
        }
    }

    public static async Task<IReadOnlyList<string>> TraceAsync(ulong seed)
    {
        await using var scenario = new SyncScenario(seed, Harsh);
        await scenario.LiveAsync(120);
        await scenario.RestAsync();
        return [.. scenario._simulation.Trace];
    }

    public ValueTask DisposeAsync() => _simulation.DisposeAsync();

    private async Task LiveAsync(int actions)
    {
        foreach (var system in _systems.All)
            Populate(system);
        await _simulation.StartAsync();
        foreach (var system in _systems.All)
        {
            _simulation.AddAction($"{system.Name} sends", () => SendAsync(system), 6);
            _simulation.AddAction($"{system.Name} edits", () => EditAsync(system), 2);
            _simulation.AddAction($"{system.Name} repeats a message", () => RedeliverAsync(system));
            if (system.MayDelay)
                _simulation.AddAction($"{system.Name} sends late", () => SendDelayedAsync(system));
        }

        await _simulation.RunAsync(actions);
    }

    /// <summary>No more faults: what is unsent is sent, dead letters are requeued, until everything is quiet.</summary>
    private async Task RestAsync()
    {
        _simulation.Faults = SimulationFaults.None;
        for (var round = 0; round < 50; round++)
        {
            await _simulation.SettleAsync();
            await RequeueAsync();
            await _simulation.SettleAsync();
            if (!_systems.All.Any(static s => s.Dirty.Any() || s.Delayed.Count > 0))
                return;
            foreach (var system in _systems.All)
            {
                while (system.Delayed.Count > 0)
                    await SendDelayedAsync(system);
                while (system.Dirty.Any())
                    await SendAsync(system);
            }
        }

        throw new InvalidOperationException("The systems go on answering each other after 50 rounds.");
    }

    private async Task RequeueAsync()
    {
        foreach (var queue in (await Sync.CountQueuesAsync()).Where(static q => q.Value.Dead > 0))
        {
            foreach (var letter in (await Sync.ListDeadLettersAsync(queue.Key)).Items)
            {
                _simulation.Note($"requeue {letter.Message.Address}: {letter.Reason} {letter.Detail}");
                await Sync.RequeueAsync(letter.Message.Id);
            }
        }
    }

    private void Populate(ExternalSystem system)
    {
        var chance = _simulation.Chance;
        foreach (var level in s_levels)
        {
            var count = level == typeof(SimSite) ? 2 : level == typeof(SimDevice) ? 3 : 4;
            for (var i = 0; i < count; i++)
            {
                var key = $"{level.Name[3..]} {i}";
                if (!chance.Happens(0.6))
                    continue;
                var row = system.Add(level, key);
                row.Parent = ParentFor(system, level);
                (row.Name, row.Extra) = (system.Keep(chance.Pick(s_names)), ExtraFor(level));
                _simulation.Note($"{system.Name} has {row}");
            }
        }
    }

    private string? ParentFor(ExternalSystem system, Type level)
    {
        var parents = system.Rows.Where(r => r.Entity == Systems.ParentOf(level)).ToList();
        return parents.Count == 0 || _simulation.Chance.Happens(0.1) ? null : _simulation.Chance.Pick(parents).Id;
    }

    private string? ExtraFor(Type level) =>
        level == typeof(SimSensor) ? _simulation.Chance.Pick(s_units)
        : level == typeof(SimDevice) && _simulation.Chance.Happens(0.8) ? $"{_simulation.Chance.Next(9)}"
        : null;

    private async ValueTask SendAsync(ExternalSystem system)
    {
        var dirty = system.Dirty.ToList();
        if (dirty.Count == 0)
            return;

        // Any order: children go before their parents often enough.
        var row = _simulation.Chance.Pick(dirty);
        var chance = _simulation.Chance;
        var said = system.Say(row, patch: chance.Happens(0.5), chance.NewId(), _simulation.Time.GetUtcNow());
        _simulation.Note($"  {said}");
        if (system.MayDelay && _simulation.Faults != SimulationFaults.None && chance.Happens(0.2))
            system.Delayed.Add(said);
        else
            await system.SendAsync(said);
    }

    private async ValueTask SendDelayedAsync(ExternalSystem system)
    {
        if (system.Delayed.Count == 0)
            return;
        var said = _simulation.Chance.Pick(system.Delayed);
        system.Delayed.Remove(said);
        _simulation.Note($"  {said}");
        await system.SendAsync(said);
    }

    private async ValueTask RedeliverAsync(ExternalSystem system)
    {
        if (system.Confirmed.Count == 0)
            return;
        var message = _simulation.Chance.Pick(system.Confirmed);
        _simulation.Note($"  {message}");
        await system.RedeliverAsync(message);
    }

    private async ValueTask EditAsync(ExternalSystem system)
    {
        if (system.Rows.Count == 0)
            return;
        var chance = _simulation.Chance;
        var row = chance.Pick(system.Rows);
        switch (chance.Next(_systems.KeysChange ? 6 : 5))
        {
            case 0:
                row.Extra = ExtraFor(row.Entity);
                row.Unsent |= Changes.Extra;
                break;
            case 1:
                row.Parent = ParentFor(system, row.Entity);
                row.Unsent |= Changes.Parent;
                break;
            case 5:
                // A record that gets another key before anybody knows it is another record.
                if (!await SyncInvariants.IsLinkedAsync(Sync, system.Name, row))
                    return;
                row.Key = $"{row.Entity.Name[3..]} new {++_lastKey}";
                row.Unsent |= Changes.Key;
                break;
            default:
                row.Name = system.Keep(chance.Happens(0.1) ? null : chance.Pick(s_names));
                row.Unsent |= Changes.Name;
                break;
        }

        _simulation.Note($"  now {row}");
    }
}
