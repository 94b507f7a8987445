using Tributary.Generators.Codec;
using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Durable;

/// <summary>Writes the statements that register marked types.</summary>
internal static class DurableTypeEmitter
{
    private const string Registration = "global::Tributary.Orchestrations.DurableRegistration.";

    public static string Event(DurableTypeShape type) => $"{Registration}AddDurableEvent(builder, {CSharpText.Literal(type.Name)}, {CodecText.CodecOf(type.Codec)});";

    public static string State(DurableTypeShape type) => $"{Registration}AddDurableState(builder, {CodecText.CodecOf(type.Codec)});";

    public static string Query(DurableTypeShape type) => Request("AddDurableQuery", type);

    public static string Update(DurableTypeShape type) => Request("AddDurableUpdate", type);

    private static string Request(string method, DurableTypeShape type)
        => $"{Registration}{method}<{type.FullName}, {type.ResultName}>(builder, {CSharpText.Literal(type.Name)}, {CodecText.CodecOf(type.Codec)}, {CodecText.CodecOf(type.Result!)});";
}
