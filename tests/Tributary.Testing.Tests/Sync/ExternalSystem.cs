namespace Tributary.Testing.Tests.Sync;

/// <summary>One record of an external system, whatever its entity.</summary>
public sealed class Row(string id, Type entity, string key)
{
    public string Id { get; } = id;

    public Type Entity { get; } = entity;

    public string Key { get; } = key;

    public string? Parent { get; set; }

    public string? Name { get; set; }

    /// <summary>A device's floor or a sensor's unit.</summary>
    public string? Extra { get; set; }

    /// <summary>The version of the last delivery that the system took; an older one is late and ignored.</summary>
    public long Version { get; set; }

    /// <summary>Changed by the system itself, or to be echoed, and not sent since.</summary>
    public bool IsDirty { get; set; }

    public override string ToString() => $"{Id} key {Key} parent {Parent} name {Name} extra {Extra}";
}

/// <summary>
/// A system outside of the host: it has ids of its own, survives every crash of the host, and speaks with it through whichever adapter
/// is connected. It takes a delivery once, by its id or version.
/// </summary>
public sealed class ExternalSystem(string name, Systems world, Func<string?, string?> keep, bool matchesByKey, bool echoes)
{
    private readonly Dictionary<string, string> _inserted = new(StringComparer.Ordinal);
    private AdapterFlow? _flow;
    private int _lastId;

    public string Name { get; } = name;

    /// <summary>All records, in the order of their making.</summary>
    public List<Row> Rows { get; } = [];

    /// <summary>What was sent and confirmed, by message id: the record as it was said.</summary>
    public List<(string MessageId, IFlowEntity Model)> Confirmed { get; } = [];

    public IEnumerable<Row> Dirty => Rows.Where(static r => r.IsDirty);

    public void Connected(AdapterFlow flow) => _flow = flow;

    public string? Keep(string? text) => keep(text);

    public Row Add(Type entity, string key)
    {
        var row = new Row($"{Name}-{++_lastId}", entity, key) { IsDirty = true };
        Rows.Add(row);
        return row;
    }

    public Row? Find(string? id) => Rows.Find(r => r.Id == id);

    /// <summary>Sends a record as it is now; it is confirmed when this returns.</summary>
    public async ValueTask SendAsync(Row row, string messageId)
    {
        var model = Systems.ModelOf(row);
        row.IsDirty = false;
        try
        {
            await SendAsync(model, messageId);
        }
        catch (SimulatedCrashException)
        {
            // In doubt: what was said may or may not have arrived, so the record is read and sent anew.
            row.IsDirty = true;
            throw;
        }

        Confirmed.Add((messageId, model));
    }

    /// <summary>Sends the same message once more.</summary>
    public ValueTask RedeliverAsync((string MessageId, IFlowEntity Model) message) => SendAsync(message.Model, message.MessageId);

    public Task<string> Insert(IFlowEntity entity, Delivery delivery)
    {
        var key = Systems.KeyOf(entity);
        var row = _inserted.TryGetValue(delivery.DeliveryId, out var known) ? Find(known)
            : matchesByKey ? Rows.Find(r => r.Entity == entity.GetType() && r.Key == key)
            : null;
        if (row is null)
            Rows.Add(row = new Row($"{Name}-{++_lastId}", entity.GetType(), key));
        _inserted[delivery.DeliveryId] = row.Id;

        // A repeated delivery may carry something newer than the first, so it is laid over the record that the first one made.
        if (delivery.Version >= row.Version)
            Take(row, entity, delivery);
        return Task.FromResult(row.Id);
    }

    public Task Change(IFlowEntity entity, Delivery delivery)
    {
        var row = Find(entity.Id) ?? throw new InvalidOperationException($"{Name} has no record '{entity.Id}'.");
        if (row.Key != Systems.KeyOf(entity))
            throw new InvalidOperationException($"{Name} was told to change the key of {row} to {Systems.KeyOf(entity)}.");
        if (delivery.Version >= row.Version)
            Take(row, entity, delivery);
        return Task.CompletedTask;
    }

    private void Take(Row row, IFlowEntity entity, Delivery delivery)
    {
        Systems.Read(entity, row);
        row.Name = keep(row.Name);
        world.Note($"  {Name} takes {row} v{delivery.Version}");
        row.Version = delivery.Version;
        row.IsDirty |= echoes;
        if (row.Parent is not null && Find(row.Parent) is null)
            throw new InvalidOperationException($"{Name} was given the parent '{row.Parent}', which is no id of its own.");
    }

    private ValueTask SendAsync(IFlowEntity model, string messageId)
    {
        var flow = _flow ?? throw new InvalidOperationException($"{Name} is not connected.");
        var options = new SendOptions { MessageId = messageId };
        return model switch
        {
            SimSite site => flow.Send(site, options),
            SimDevice device => flow.Send(device, options),
            _ => flow.Send((SimSensor)model, options),
        };
    }
}
