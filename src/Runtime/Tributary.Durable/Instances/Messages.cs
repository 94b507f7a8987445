using Tributary.Codec;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>What lies in the queues of instances: single events.</summary>
internal static class Messages
{
    /// <summary>The event of a message, or null when it cannot be read.</summary>
    public static HistoryEvent? TryDecode(StoredMessage message)
    {
        try
        {
            return HistoryCodec.DecodeEvent(message.Body);
        }
        catch (CodecException)
        {
            return null;
        }
    }

    public static OutgoingMessage To(string queue, string instance, HistoryEvent content) =>
        new(new MessageAddress(queue, instance), HistoryCodec.Encode(content));
}
