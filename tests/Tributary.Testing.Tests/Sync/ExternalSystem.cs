using Tributary.Codec;

namespace Tributary.Testing.Tests.Sync;

/// <summary>How a system says when something changed.</summary>
public enum Ordering
{
    None,
    Timestamp,

    /// <summary>By a number of its own; its adapter may send an older number after a newer one.</summary>
    Sequence,
}

/// <summary>
/// A system outside of the host: it has ids of its own, survives every crash of the host, and speaks with it through whichever adapter
/// is connected. It takes a delivery whose id it does not know, or knows with a lower version.
/// </summary>
public sealed class ExternalSystem(string name, Systems world, Func<string?, string?> keep, bool matchesByKey, bool echoes, Ordering ordering)
{
    private readonly Dictionary<string, string> _inserted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _taken = new(StringComparer.Ordinal);
    private AdapterFlow? _flow;
    private int _lastId;
    private long _lastSequence;

    public string Name { get; } = name;

    /// <summary>All records, in the order of their making.</summary>
    public List<Row> Rows { get; } = [];

    /// <summary>What was sent and confirmed.</summary>
    public List<Said> Confirmed { get; } = [];

    /// <summary>What was said and is sent later, in any order.</summary>
    public List<Said> Delayed { get; } = [];

    public IEnumerable<Row> Dirty => Rows.Where(static r => r.IsDirty);

    public bool MayDelay => ordering == Ordering.Sequence;

    public void Connected(AdapterFlow flow) => _flow = flow;

    public string? Keep(string? text) => keep(text);

    public Row Add(Type entity, string key)
    {
        var row = new Row($"{Name}-{++_lastId}", entity, key) { Unsent = Changes.Whole };
        Rows.Add(row);
        return row;
    }

    public Row? Find(string? id) => Rows.Find(r => r.Id == id);

    /// <summary>Says what is unsent of a record.</summary>
    /// <param name="row">The record.</param>
    /// <param name="patch">Whether only what was changed is said, where that is known.</param>
    /// <param name="messageId">The id of the message.</param>
    /// <param name="now">The time.</param>
    public Said Say(Row row, bool patch, string messageId, DateTimeOffset now)
    {
        var fields = patch && !row.Unsent.HasFlag(Changes.Whole) ? row.Unsent : Changes.Whole;
        row.Unsent = Changes.None;
        row.IsKnown = true;
        return new Said(messageId, row, Systems.ModelOf(row), fields, new SendOptions
        {
            MessageId = messageId,
            Sequence = ordering == Ordering.Sequence ? ++_lastSequence : null,
            Timestamp = ordering == Ordering.Timestamp ? now : null,
        })
        { Deliveries = row.Deliveries };
    }

    /// <summary>Sends what was said; it is confirmed when this returns.</summary>
    public async ValueTask SendAsync(Said said)
    {
        if (said.Deliveries != said.Row.Deliveries)
        {
            // Overtaken by a delivery, so it is not what the system has; the record is read and sent anew.
            said.Row.Unsent |= Changes.Whole;
            return;
        }

        try
        {
            await DeliverAsync(said);
        }
        catch (SimulatedCrashException)
        {
            // In doubt: what was said may or may not have arrived, so the record is read and sent anew.
            said.Row.Unsent |= Changes.Whole;
            throw;
        }

        Confirmed.Add(said);
    }

    /// <summary>Sends the same message once more.</summary>
    public ValueTask RedeliverAsync(Said said) => DeliverAsync(said);

    public Task<string> Insert(IFlowEntity entity, Delivery delivery)
    {
        var key = Systems.KeyOf(entity);
        var row = _inserted.TryGetValue(delivery.DeliveryId, out var known) ? Find(known)
            : matchesByKey ? Rows.Find(r => r.Entity == entity.GetType() && r.Key == key)
            : null;
        if (known is null && row is { IsKnown: true } && world.KeysChange)
            throw new InvalidOperationException($"{Name} has {row}, and the key must be unique.");
        if (row is null)
            Rows.Add(row = new Row($"{Name}-{++_lastId}", entity.GetType(), key));
        _inserted[delivery.DeliveryId] = row.Id;
        Take(row, entity, delivery);
        return Task.FromResult(row.Id);
    }

    public Task Change(IFlowEntity entity, Delivery delivery)
    {
        var row = Find(entity.Id) ?? throw new InvalidOperationException($"{Name} has no record '{entity.Id}'.");
        if (!world.KeysChange && row.Key != Systems.KeyOf(entity))
            throw new InvalidOperationException($"{Name} was told to change the key of {row} to {Systems.KeyOf(entity)}.");
        Take(row, entity, delivery);
        return Task.CompletedTask;
    }

    private void Take(Row row, IFlowEntity entity, Delivery delivery)
    {
        if (_taken.TryGetValue(delivery.DeliveryId, out var version) && version >= delivery.Version)
        {
            world.Note($"  {Name} knows {delivery.DeliveryId} v{delivery.Version}");
            return;
        }

        _taken[delivery.DeliveryId] = delivery.Version;
        Systems.Read(entity, row);
        row.Name = keep(row.Name);
        row.IsKnown = true;
        row.Deliveries++;
        world.Note($"  {Name} takes {row} v{delivery.Version}");
        if (echoes)
            row.Unsent |= Changes.Whole;
        if (row.Parent is not null && Find(row.Parent) is null)
            throw new InvalidOperationException($"{Name} was given the parent '{row.Parent}', which is no id of its own.");
    }

    private ValueTask DeliverAsync(Said said)
    {
        var flow = _flow ?? throw new InvalidOperationException($"{Name} is not connected.");
        return said.Model switch
        {
            SimSite site => DeliverAsync(flow, site, said, [(Changes.Key, SimSite.Fields.Code), (Changes.Name, SimSite.Fields.Name)]),
            SimDevice device => DeliverAsync(flow, device, said,
            [
                (Changes.Key, SimDevice.Fields.Serial), (Changes.Parent, SimDevice.Fields.SiteId),
                (Changes.Name, SimDevice.Fields.Name), (Changes.Extra, SimDevice.Fields.Floor),
            ]),
            _ => DeliverAsync(flow, (SimSensor)said.Model, said,
            [
                (Changes.Key, SimSensor.Fields.Tag), (Changes.Parent, SimSensor.Fields.DeviceId),
                (Changes.Name, SimSensor.Fields.Name), (Changes.Extra, SimSensor.Fields.Unit),
            ]),
        };
    }

    private static ValueTask DeliverAsync<T>(AdapterFlow flow, T entity, Said said, (Changes Change, Fields<T> Field)[] fields)
        where T : class, IFlowEntity
    {
        if (said.Fields == Changes.Whole)
            return flow.Send(entity, said.Options);
        var sent = new Fields<T>(default(FieldMask));
        foreach (var (change, field) in fields)
        {
            if (said.Fields.HasFlag(change))
                sent |= field;
        }

        return flow.Patch(entity, sent, said.Options);
    }
}
