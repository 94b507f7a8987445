using System.Text;
using System.Text.Json;
using Tributary.Codec;
using Tributary.Transport;

namespace Tributary.Sync;

/// <summary>Hands a native model to a system's adapter over the transport, and receives it there. The frame carries no source and no foreign id.</summary>
internal sealed class PushSender<T>(EntityModel<T> model, IFlowTransport transport, DeliveryFence<T> fence)
    where T : class, IFlowEntity
{
    /// <summary>The answer that nobody awaits the delivery any more. No id contains it.</summary>
    private static readonly ReadOnlyMemory<byte> s_notAwaited = new([(byte)SyncNames.Separator]);

    private string AddressOf(string system) => $"sync/{system}/{model.Name}";

    /// <summary>Delivers a model.</summary>
    public async ValueTask<DeliveryAnswer> SendAsync(string system, T native, Delivery delivery, CancellationToken cancellationToken)
    {
        var message = new TransportMessage(delivery.DeliveryId, Encode(native, delivery));
        var receipt = await transport.SendAsync(AddressOf(system), message, cancellationToken).ConfigureAwait(false);
        var reply = receipt.Reply.Span;
        if (reply.SequenceEqual(s_notAwaited.Span))
            return new DeliveryAnswer(false, null);
        return new DeliveryAnswer(true, reply.IsEmpty ? null : Encoding.UTF8.GetString(reply));
    }

    /// <summary>Receives the models of a system, as far as they are still awaited.</summary>
    public IDisposable Receive(string system, Func<T, Delivery, CancellationToken, Task<string?>> handler) =>
        transport.Receive(AddressOf(system), async (message, cancellationToken) =>
        {
            var (native, delivery) = Decode(message);
            if (!await fence.AwaitsAsync(system, native, delivery, cancellationToken).ConfigureAwait(false))
                return s_notAwaited;
            var assigned = await handler(native, delivery, cancellationToken).ConfigureAwait(false);
            return assigned is null ? default : Encoding.UTF8.GetBytes(assigned);
        });

    private byte[] Encode(T native, Delivery delivery)
    {
        using var buffer = CodecBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteNumber("v"u8, delivery.Version);
        json.WriteNumber("a"u8, delivery.Attempt);
        json.WriteBoolean("n"u8, delivery.IsNew);
        json.WritePropertyName("m"u8);
        model.Codec.Write(json, native);
        json.WriteEndObject();
        return buffer.ToArray();
    }

    private (T Native, Delivery Delivery) Decode(TransportMessage message)
    {
        var reader = new Utf8JsonReader(message.Body.Span);
        long version = 0;
        var attempt = 1;
        var isNew = false;
        T? native = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
            reader.Read();
            switch (name)
            {
                case (byte)'v': version = reader.GetInt64(); break;
                case (byte)'a': attempt = reader.GetInt32(); break;
                case (byte)'n': isNew = reader.GetBoolean(); break;
                case (byte)'m': native = model.Codec.Read(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return (native ?? throw new JsonException("the frame has no model"), new Delivery(message.MessageId, version, attempt, isNew));
    }
}

/// <summary>What became of a delivery.</summary>
/// <param name="Taken">Whether the system has it; false when it is not awaited any more, so nobody was asked to take it.</param>
/// <param name="NativeId">The id that the adapter gave a new record, or null.</param>
internal readonly record struct DeliveryAnswer(bool Taken, string? NativeId);
