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
        new(new MessageAddress(queue, instance), HistoryCodec.Encode(content)) { TraceParent = System.Diagnostics.Activity.Current?.Id };

    /// <summary>A call of an activity.</summary>
    public static OutgoingMessage Of(string queue, string call, ActivityWork work) =>
        new(new MessageAddress(queue, call), work.Encode()) { TraceParent = System.Diagnostics.Activity.Current?.Id };
}
