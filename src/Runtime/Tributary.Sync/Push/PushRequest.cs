using System.Text;

namespace Tributary.Sync;

/// <summary>
/// The body of an outbound message. The address says what is pushed where; the model is made when it is delivered, so pushes of one
/// entity that wait together become one. The only fact to carry is whether the push must happen even if nothing seems to differ.
/// </summary>
internal static class PushRequest
{
    public static ReadOnlyMemory<byte> Usual { get; } = new("u"u8.ToArray());

    /// <summary>The system may or may not have the last push: what it sent crossed it.</summary>
    public static ReadOnlyMemory<byte> Forced { get; } = new("f"u8.ToArray());

    public static bool IsForced(ReadOnlyMemory<byte> body) => body.Span.SequenceEqual(Forced.Span);

    /// <summary>A held push is the address of the outbound partition that it will go to.</summary>
    public static ReadOnlyMemory<byte> Held(Store.MessageAddress target) => Encoding.UTF8.GetBytes(target.Queue + SyncNames.Separator + target.Partition);

    public static Store.MessageAddress Target(ReadOnlyMemory<byte> held)
    {
        var parts = Encoding.UTF8.GetString(held.Span).Split(SyncNames.Separator);
        return new Store.MessageAddress(parts[0], parts[1]);
    }
}
