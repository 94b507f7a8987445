using System.Text.Json;
using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>One call of an activity, as it lies in the activity's queue.</summary>
/// <param name="ReplyTo">The queue of the instance that called.</param>
/// <param name="Instance">The instance that called.</param>
/// <param name="Execution">Its execution.</param>
/// <param name="Id">The operation that waits.</param>
/// <param name="Input">The input as JSON.</param>
/// <param name="Options">What the call wants otherwise, as JSON; empty when nothing.</param>
internal sealed record ActivityWork(string ReplyTo, string Instance, int Execution, int Id, ReadOnlyMemory<byte> Input, ReadOnlyMemory<byte> Options)
{
    public byte[] Encode()
    {
        using var buffer = CodecBuffer.Rent();
        var json = buffer.Writer;
        json.WriteStartObject();
        json.WriteString("reply"u8, ReplyTo);
        json.WriteString("instance"u8, Instance);
        json.WriteNumber("execution"u8, Execution);
        json.WriteNumber("id"u8, Id);
        json.WritePropertyName("input"u8);
        json.WriteRawValue(Input.Span, skipInputValidation: true);
        if (!Options.IsEmpty)
        {
            json.WritePropertyName("options"u8);
            json.WriteRawValue(Options.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
        return buffer.ToArray();
    }

    /// <exception cref="CodecException">The text is no work.</exception>
    public static ActivityWork Decode(ReadOnlyMemory<byte> body)
    {
        var reader = CodecReader.Open(body.Span, new CodecLimits(int.MaxValue, CodecLimits.Default.MaxDepth + 4), typeof(ActivityWork));
        try
        {
            CodecReader.First(ref reader);
            CodecReader.Expect(ref reader, JsonTokenType.StartObject);
            string reply = "", instance = "";
            int execution = 0, id = -1;
            ReadOnlyMemory<byte> input = default, options = default;
            while (CodecReader.NextMember(ref reader))
            {
                var isReply = reader.ValueTextEquals("reply"u8);
                var isInstance = reader.ValueTextEquals("instance"u8);
                var isExecution = reader.ValueTextEquals("execution"u8);
                var isId = reader.ValueTextEquals("id"u8);
                var isInput = reader.ValueTextEquals("input"u8);
                var isOptions = reader.ValueTextEquals("options"u8);
                reader.Read();
                if (isReply)
                    reply = CodecReader.GetString(ref reader);
                else if (isInstance)
                    instance = CodecReader.GetString(ref reader);
                else if (isExecution)
                    execution = reader.GetInt32();
                else if (isId)
                    id = reader.GetInt32();
                else if (isInput || isOptions)
                {
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    if (isInput)
                        input = body[start..(int)reader.BytesConsumed];
                    else
                        options = body[start..(int)reader.BytesConsumed];
                }
                else
                {
                    reader.Skip();
                }
            }

            return new ActivityWork(reply, instance, execution, id, input, options);
        }
        catch (Exception e) when (CodecReader.IsFormatFault(e))
        {
            throw new CodecException(typeof(ActivityWork), reader.TokenStartIndex, "$", e.Message, e);
        }
    }
}
