using System.Globalization;
using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Durable;

/// <summary>Writes the calls, the client, the descriptor and the registration of an orchestration.</summary>
internal static class OrchestrationEmitter
{
    /// <summary>Writes the extension methods that other orchestrations call: as a child, detached, and to go on as it.</summary>
    public static void WriteCalls(SourceWriter writer, NamedOrchestration named, string descriptors)
    {
        var method = named.Orchestration.Method;
        var payload = method.Payload;
        var returnType = payload.ResultName is null ? "Durable" : $"Durable<{payload.ResultName}>";
        var descriptor = descriptors + "." + DescriptorOf(named);
        var input = PayloadText.Input(payload);

        var receiver = PayloadText.Free("orchestrations", payload);
        var options = PayloadText.Free("options", payload);
        CallText.WriteHead(writer, method, "Calls, as a child, the orchestration", options, "How the child is started.");
        WriteCall(writer, named, returnType, $"this OrchestrationCalls {receiver}", $"ChildOptions? {options} = null",
            $"{receiver}.{(payload.ResultName is null ? "Run" : "Call")}({descriptor}, {input}, {options})");
        writer.Line();

        receiver = PayloadText.Free("detached", payload);
        var instanceId = PayloadText.Free("instanceId", payload);
        CallText.WriteHead(writer, method, "Starts, without waiting for it, the orchestration", instanceId, "The id of the new instance; one is made when it is null.");
        WriteCall(writer, named, "string", $"this DetachedCalls {receiver}", $"string? {instanceId} = null", $"{receiver}.Start({descriptor}, {input}, {instanceId})");
        writer.Line();

        receiver = PayloadText.Free("next", payload);
        CallText.WriteHead(writer, method, "Goes on as the orchestration");
        WriteCall(writer, named, returnType, $"this ContinueCalls {receiver}", null, $"{receiver}.{(payload.ResultName is null ? "Run" : "As")}({descriptor}, {input})");
    }

    /// <summary>Writes the properties by which clients start the orchestrations of a type and find their instances.</summary>
    public static void WriteClient(SourceWriter writer, DurableClass type)
    {
        writer.Open("extension(DurableClient client)");
        for (var i = 0; i < type.Orchestrations.Count; i++)
        {
            var named = type.Orchestrations[i];
            var method = named.Orchestration.Method;
            if (i > 0)
                writer.Line();
            CallText.WriteHead(writer, method, "The instances of the orchestration");
            writer.Line($"{CallText.Access(method)} OrchestrationClient<{PayloadText.TypeArguments(method.Payload)}> {CSharpText.Identifier(named.Member)}")
                .Indent()
                .Line(method.Payload.IsEncodable ? $"=> client.Of({type.RegistrationFullName}.{DescriptorOf(named)});" : $"=> {PayloadText.Throw(method)};")
                .Outdent();
        }

        writer.Close();
    }

    /// <summary>Writes the field with the descriptor.</summary>
    public static void WriteDescriptor(SourceWriter writer, NamedOrchestration named)
    {
        var (method, payload) = (named.Orchestration.Method, named.Orchestration.Method.Payload);
        if (!payload.IsEncodable)
            return;
        writer.Line($"public static readonly OrchestrationDescriptor<{PayloadText.TypeArguments(payload)}> {DescriptorOf(named)} = new(").Indent()
            .Line($"{CSharpText.Literal(method.Name)}, {named.Orchestration.Version.ToString(CultureInfo.InvariantCulture)},")
            .Line(PayloadText.Codecs(payload) + ");")
            .Outdent()
            .Line();
    }

    /// <summary>Writes the statement that registers the orchestration.</summary>
    public static void WriteRegistration(SourceWriter writer, NamedOrchestration named, string type)
    {
        var (method, payload) = (named.Orchestration.Method, named.Orchestration.Method.Payload);
        if (!payload.IsEncodable)
            return;
        var arguments = string.Join(", ", PayloadText.Arguments(payload).Prepend("context"));
        writer.Line($"builder.AddOrchestration({DescriptorOf(named)}, static (context, {(payload.Parameters.Count == 0 ? "_" : "input")}) => {type}.{CSharpText.Identifier(method.Method)}({arguments}));");
    }

    private static void WriteCall(SourceWriter writer, NamedOrchestration named, string returnType, string first, string? last, string call)
    {
        var method = named.Orchestration.Method;
        writer.Line($"{CallText.Access(method)} static {returnType} {CSharpText.Identifier(named.Member)}({PayloadText.Parameters(method.Payload, first, last)})")
            .Indent()
            .Line($"=> {(method.Payload.IsEncodable ? call : PayloadText.Throw(method))};")
            .Outdent();
    }

    private static string DescriptorOf(NamedOrchestration named) => named.Member + "Orchestration";
}
