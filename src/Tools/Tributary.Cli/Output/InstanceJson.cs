using System.Text.Json;
using Tributary.Orchestrations;

namespace Tributary.Cli.Output;

/// <summary>Instances as the JSON that programs read. Payloads are JSON already and stand there as they are.</summary>
internal static class InstanceJson
{
    /// <summary>Writes what a list shows.</summary>
    public static void WriteShort(Utf8JsonWriter json, InstanceInfo info)
    {
        json.WriteStartObject();
        WriteMembers(json, info);
        json.WriteEndObject();
    }

    /// <summary>Writes everything that is known.</summary>
    public static void Write(Utf8JsonWriter json, InstanceInfo info)
    {
        json.WriteStartObject();
        WriteMembers(json, info);
        WriteRaw(json, "input", info.Input);
        WriteRaw(json, "result", info.Result);
        WriteRaw(json, "customStatus", info.CustomStatus);
        json.WritePropertyName("failure"u8);
        if (info.Failure is { } failure)
            FailureCodec.Write(json, failure);
        else
            json.WriteNullValue();
        json.WritePropertyName("difference"u8);
        WriteDifference(json, info.Difference);
        json.WriteEndObject();
    }

    /// <summary>Writes a tree of instances.</summary>
    public static void Write(Utf8JsonWriter json, InstanceTree tree)
    {
        json.WriteStartObject();
        WriteMembers(json, tree.Instance);
        json.WriteStartArray("children"u8);
        foreach (var child in tree.Children)
            Write(json, child);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a difference, or null.</summary>
    public static void WriteDifference(Utf8JsonWriter json, HistoryDifference? difference)
    {
        if (difference is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("index"u8, difference.Index);
        json.WriteString("expected"u8, difference.Expected);
        json.WriteString("actual"u8, difference.Actual);
        json.WriteString("frame"u8, difference.Frame);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, InstanceInfo info)
    {
        json.WriteString("id"u8, info.Id);
        json.WriteString("name"u8, info.Name);
        json.WriteNumber("version"u8, info.Version);
        json.WriteNumber("execution"u8, info.Execution);
        json.WriteString("status"u8, info.Status.ToString());
        json.WriteString("createdAt"u8, info.CreatedAt);
        json.WriteString("updatedAt"u8, info.UpdatedAt);
        json.WriteString("parent"u8, info.Parent?.Instance);
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> value)
    {
        json.WritePropertyName(name);
        if (value.IsEmpty)
            json.WriteNullValue();
        else
            json.WriteRawValue(value.Span);
    }
}
