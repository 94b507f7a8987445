namespace Tributary.Testing;

/// <summary>A native model that was pushed to a system.</summary>
/// <param name="System">The system.</param>
/// <param name="Model">The model, with the ids of that system.</param>
/// <param name="Delivery">The facts of the delivery; <see cref="Delivery.IsNew"/> says whether the system had no record of it before.</param>
public sealed record Push(string System, IFlowEntity Model, Delivery Delivery);

/// <summary>A message that was sent through a <see cref="FlowHarness"/>.</summary>
public sealed class SentMessage
{
    internal SentMessage(string system, string messageId, Func<AdapterFlow, ValueTask> send) => (System, MessageId, Send) = (system, messageId, send);

    /// <summary>The system that sent it.</summary>
    public string System { get; }

    /// <summary>Its id; a second copy has the same.</summary>
    public string MessageId { get; }

    internal Func<AdapterFlow, ValueTask> Send { get; }
}
