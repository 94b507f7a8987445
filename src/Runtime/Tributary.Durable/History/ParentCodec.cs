using System.Text.Json;
using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>References to parents as JSON.</summary>
internal static class ParentCodec
{
    public static void Write(Utf8JsonWriter json, ParentReference parent)
    {
        json.WriteStartObject();
        json.WriteString("queue"u8, parent.Queue);
        json.WriteString("instance"u8, parent.Instance);
        json.WriteNumber("execution"u8, parent.Execution);
        json.WriteNumber("id"u8, parent.Id);
        json.WriteEndObject();
    }

    public static ParentReference Read(ref Utf8JsonReader reader)
    {
        CodecReader.Expect(ref reader, JsonTokenType.StartObject);
        string queue = "", instance = "";
        int execution = 0, id = -1;
        while (CodecReader.NextMember(ref reader))
        {
            var isQueue = reader.ValueTextEquals("queue"u8);
            var isInstance = reader.ValueTextEquals("instance"u8);
            var isExecution = reader.ValueTextEquals("execution"u8);
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isQueue)
                queue = CodecReader.GetString(ref reader);
            else if (isInstance)
                instance = CodecReader.GetString(ref reader);
            else if (isExecution)
                execution = reader.GetInt32();
            else if (isId)
                id = reader.GetInt32();
            else
                reader.Skip();
        }

        return new ParentReference(queue, instance, execution, id);
    }
}
