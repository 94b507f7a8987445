using System.Text;
using System.Text.Json;
using Tributary.Codec;
using Tributary.Transport;

namespace Tributary.Sync;

/// <summary>Hands a native model to a system's adapter over the transport, and receives it there. The frame carries no source and no foreign id.</summary>
internal sealed class PushSender<T>(EntityModel<T> model, IFlowTransport transport)
    where T : class, IFlowEntity
{
    private string AddressOf(string system) => $"sync/{system}/{model.Name}";

    /// <summary>Delivers a model; returns the native id that the adapter assigned, or null.</summary>
    public async ValueTask<string?> SendAsync(string system, T native, Delivery delivery, CancellationToken cancellationToken)
    {
        var message = new TransportMessage(delivery.DeliveryId, Encode(native, delivery));
        var receipt = await transport.SendAsync(AddressOf(system), message, cancellationToken).ConfigureAwait(false);
        return receipt.Reply.IsEmpty ? null : Encoding.UTF8.GetString(receipt.Reply.Span);
    }

    /// <summary>Receives the models of a system.</summary>
    public IDisposable Receive(string system, Func<T, Delivery, CancellationToken, Task<string?>> handler) =>
        transport.Receive(AddressOf(system), async (message, cancellationToken) =>
        {
            var (native, delivery) = Decode(message);
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
