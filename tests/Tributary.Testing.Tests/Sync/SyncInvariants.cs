using Tributary.Store;

namespace Tributary.Testing.Tests.Sync;

/// <summary>What must hold when the systems have come to rest.</summary>
internal sealed class SyncInvariants(Systems systems, FlowSync sync, IFlowStore store)
{
    public async Task CheckAsync()
    {
        await NothingWaitsAsync();
        await NothingIsLostOrDecidedTwiceAsync();
        foreach (var system in systems.Receiving)
            await HasItsViewOfEverythingAsync(system);
        await NothingOfTheDeprecatedSystemAsync();
    }

    private async Task NothingWaitsAsync()
    {
        foreach (var queue in await store.ListQueuesAsync())
        {
            // What the deprecated system says of a child waits for its parent, which is refused: it is parked until its time is over.
            var waiting = (await store.ListMessagesAsync(queue, null, 1_000)).Items
                .Select(static m => m.Address.ToString().Replace('\u001f', '|'))
                .Where(address => !address.StartsWith($"sync.parked:{systems.Legacy.Name}|", StringComparison.Ordinal));
            Require(!waiting.Any(), $"queue '{queue}' is not empty: {string.Join(", ", waiting)}");
            var dead = (await store.ListDeadLettersAsync(queue, null, 5)).Items.Select(static d => $"{d.Reason} {d.Detail}");
            Require(!dead.Any(), $"queue '{queue}' has dead letters: {string.Join(", ", dead)}");
        }
    }

    private async Task NothingIsLostOrDecidedTwiceAsync()
    {
        var parked = (await sync.ListParkedAsync(take: 1_000)).Items.Select(static p => p.MessageId).ToHashSet();
        var decisions = (await sync.ReadDecisionsAsync(0, 100_000)).ToLookup(static d => d.MessageId);
        foreach (var system in systems.All)
        {
            foreach (var said in system.Confirmed)
            {
                var (messageId, model) = (said.MessageId, said.Model);
                var final = decisions[messageId].Where(static d => d.Kind is not (DecisionKind.Parked or DecisionKind.Deferred or DecisionKind.Conflict)).ToList();
                Require(final.Count > 0 || parked.Contains(messageId), $"message {messageId} of {system.Name} about {model.Id} has no decision");
                Require(final.Count + (parked.Contains(messageId) ? 1 : 0) == 1, $"message {messageId} of {system.Name} about {model.Id} has {final.Count} decisions: {string.Join(", ", final.Select(static d => d.Kind))}");
            }
        }
    }

    private async Task HasItsViewOfEverythingAsync(ExternalSystem system)
    {
        foreach (var entity in new[] { typeof(SimSite), typeof(SimDevice), typeof(SimSensor) })
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var row in system.Rows.Where(r => r.Entity == entity))
            {
                var canonical = await FindAsync(system.Name, entity, row.Id);
                Require(canonical is not null, $"{row} of {system.Name} is linked to nothing");
                seen.Add(canonical!.Id);
                await IsViewAsync(system, row, canonical);
            }

            var all = (await store.ListDocumentsAsync($"sync.entity/{entity.Name}", null, 1_000)).Items.Select(static d => d.Key.Id);
            var missing = all.Except(seen).ToList();
            Require(missing.Count == 0, $"{system.Name} has no record of {entity.Name} {string.Join(", ", missing)}");
        }
    }

    private async Task IsViewAsync(ExternalSystem system, Row row, IFlowEntity canonical)
    {
        var (parent, name, extra) = Systems.Values(canonical);
        Require(row.Key == Systems.KeyOf(canonical), $"{row} of {system.Name} has another key than its canonical, {Systems.KeyOf(canonical)}");
        Require(row.Name == system.Keep(name), $"{row} of {system.Name} should have the name '{system.Keep(name)}'");
        Require(row.Extra == extra, $"{row} of {system.Name} should have '{extra}' at its end");
        var parentOfRow = row.Parent is null ? null : (await FindAsync(system.Name, Systems.ParentOf(row.Entity)!, row.Parent))?.Id;
        Require(parentOfRow == parent, $"{row} of {system.Name} has the parent '{parentOfRow}', and its canonical has '{parent}'");
    }

    private async Task NothingOfTheDeprecatedSystemAsync()
    {
        foreach (var row in systems.Legacy.Rows)
        {
            var canonical = await FindAsync(systems.Legacy.Name, row.Entity, row.Id);
            Require(canonical is null, $"{row} of the deprecated system became {canonical?.Id}");
        }
    }

    public static async Task<bool> IsLinkedAsync(FlowSync sync, string system, Row row) => await FindAsync(sync, system, row.Entity, row.Id) is not null;

    private Task<IFlowEntity?> FindAsync(string system, Type entity, string nativeId) => FindAsync(sync, system, entity, nativeId);

    private static async Task<IFlowEntity?> FindAsync(FlowSync sync, string system, Type entity, string nativeId) =>
        entity == typeof(SimSite) ? await sync.FindAsync<SimSite>(system, nativeId)
        : entity == typeof(SimDevice) ? await sync.FindAsync<SimDevice>(system, nativeId)
        : await sync.FindAsync<SimSensor>(system, nativeId);

    private static void Require(bool holds, string found)
    {
        if (!holds)
            throw new InvalidOperationException(found);
    }
}
