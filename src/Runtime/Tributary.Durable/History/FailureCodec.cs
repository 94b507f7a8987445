using System.Text.Json;
using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>Failures as JSON.</summary>
internal static class FailureCodec
{
    public static void Write(Utf8JsonWriter json, FailureDetails failure)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, failure.Type);
        json.WriteString("message"u8, failure.Message);
        if (failure.Stack is not null)
            json.WriteString("stack"u8, failure.Stack);
        if (failure.Bases.Count > 0)
        {
            json.WriteStartArray("bases"u8);
            foreach (var name in failure.Bases)
                json.WriteStringValue(name);
            json.WriteEndArray();
        }

        if (failure.Cause is not null)
        {
            json.WritePropertyName("cause"u8);
            Write(json, failure.Cause);
        }

        json.WriteEndObject();
    }

    public static FailureDetails Read(ref Utf8JsonReader reader)
    {
        CodecReader.Expect(ref reader, JsonTokenType.StartObject);
        string type = "", message = "";
        string? stack = null;
        FailureDetails? cause = null;
        var bases = new List<string>();
        while (CodecReader.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = CodecReader.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                message = CodecReader.GetString(ref reader);
            }
            else if (reader.ValueTextEquals("stack"u8))
            {
                reader.Read();
                stack = reader.GetString();
            }
            else if (reader.ValueTextEquals("cause"u8))
            {
                reader.Read();
                cause = Read(ref reader);
            }
            else if (reader.ValueTextEquals("bases"u8))
            {
                reader.Read();
                CodecReader.Expect(ref reader, JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    bases.Add(CodecReader.GetString(ref reader));
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new FailureDetails(type, message, stack, cause, bases);
    }
}
