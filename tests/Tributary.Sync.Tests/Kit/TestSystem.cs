namespace Tributary.Sync.Tests;

/// <summary>One external system with its own storage and its own ids; its adapter keeps the two in step.</summary>
public sealed class TestSystem
{
    private readonly Dictionary<(Type, string), IFlowEntity> _rows = [];
    private readonly Dictionary<string, string> _deliveries = [];
    private int _next;

    internal TestSystem(AdapterFlow flow)
    {
        Flow = flow;
    }

    public AdapterFlow Flow { get; }

    public string Name => Flow.System;

    /// <summary>Every delivery that arrived, in order.</summary>
    public List<(object Model, Delivery Delivery)> Deliveries { get; } = [];

    /// <summary>Runs when a delivery arrives, before it is stored.</summary>
    public Func<object, Task>? OnDelivery { get; set; }

    public TestSystem Receives<T>(Func<T, T> copy, Action<T>? keep = null)
        where T : class, IFlowEntity
    {
        Flow.Updates.On<T>(async (entity, delivery, _) =>
        {
            Deliveries.Add((copy(entity), delivery));
            if (OnDelivery is not null)
                await OnDelivery(entity);
            var row = copy(entity);
            keep?.Invoke(row);
            _rows[(typeof(T), entity.Id)] = row;
        });
        Flow.Updates.OnNew<T>(async (entity, delivery, _) =>
        {
            Deliveries.Add((copy(entity), delivery));
            if (OnDelivery is not null)
                await OnDelivery(entity);
            if (!_deliveries.TryGetValue(delivery.DeliveryId, out var id))
                _deliveries[delivery.DeliveryId] = id = $"{Name}{typeof(T).Name[0]}{++_next}";
            var row = copy(entity);
            row.Id = id;
            keep?.Invoke(row);
            _rows[(typeof(T), id)] = row;
            return id;
        });
        return this;
    }

    public T Row<T>(string id) => (T)_rows[(typeof(T), id)];

    public IReadOnlyList<T> Rows<T>() => [.. _rows.Values.OfType<T>()];

    public void Store<T>(T row)
        where T : class, IFlowEntity
        => _rows[(typeof(T), row.Id)] = row;
}
