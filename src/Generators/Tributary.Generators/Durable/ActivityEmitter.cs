using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Durable;

/// <summary>Writes the call, the descriptor and the registration of an activity.</summary>
internal static class ActivityEmitter
{
    // Func and Action go no further.
    private const int MaxFakeParameters = 16;

    /// <summary>Writes the extension method that orchestrations call.</summary>
    public static void WriteCall(SourceWriter writer, NamedActivity named, string descriptors)
    {
        var method = named.Activity.Method;
        var payload = method.Payload;
        var options = PayloadText.Free("options", payload);
        var receiver = PayloadText.Free("activities", payload);
        CallText.WriteHead(writer, method, "Calls the activity", options, "What this call wants otherwise than the activity's attributes say.");
        writer.Line($"{CallText.Access(method)} static {ReturnType(payload)} {CSharpText.Identifier(named.Member)}({PayloadText.Parameters(payload, "this ActivityCalls " + receiver, $"ActivityOptions? {options} = null")})")
            .Indent();
        if (payload.IsEncodable)
            writer.Line($"=> {receiver}.{(payload.ResultName is null ? "Run" : "Call")}({descriptors}.{DescriptorOf(named)}, {PayloadText.Input(payload)}, {options});");
        else
            writer.Line($"=> {PayloadText.Throw(method)};");
        writer.Outdent();
    }

    /// <summary>Writes the extension method that tests set a stand-in with.</summary>
    public static void WriteFake(SourceWriter writer, NamedActivity named, string descriptors)
    {
        var method = named.Activity.Method;
        var payload = method.Payload;
        if (!payload.IsEncodable || payload.Parameters.Count > MaxFakeParameters)
            return;
        List<string> types = [.. payload.Parameters.Select(static parameter => parameter.TypeName)];
        if (payload.ResultName is not null)
            types.Add(payload.ResultName);
        var fake = (payload.ResultName is null ? "global::System.Action" : "global::System.Func") + (types.Count == 0 ? "" : "<" + string.Join(", ", types) + ">");
        var call = $"fake({string.Join(", ", PayloadText.Arguments(payload))})";
        var input = payload.Parameters.Count == 0 ? "_" : "input";
        writer.Line()
            .Line($"/// <summary>Stands in for the activity <c>{CSharpText.Xml(method.Name)}</c> in a test.</summary>");
        CallText.WriteObsolete(writer, method);
        writer.Line($"{CallText.Access(method)} static void {CSharpText.Identifier(named.Member)}(this ActivityFakes fakes, {fake} fake)").Indent();
        var body = payload.ResultName is null ? $"{{ {call}; return default; }}" : call;
        writer.Line($"=> fakes.Set({descriptors}.{DescriptorOf(named)}, {input} => {body});").Outdent();
    }

    /// <summary>Writes the field with the descriptor.</summary>
    public static void WriteDescriptor(SourceWriter writer, NamedActivity named)
    {
        var (method, payload) = (named.Activity.Method, named.Activity.Method.Payload);
        if (!payload.IsEncodable)
            return;
        writer.Line($"public static readonly ActivityDescriptor<{PayloadText.TypeArguments(payload)}> {DescriptorOf(named)} = new(").Indent()
            .Line(CSharpText.Literal(method.Name) + ",")
            .Line(PayloadText.Codecs(payload) + ",");
        WriteSettings(writer, named.Activity);
        writer.Outdent().Line();
    }

    /// <summary>Writes the statement that registers the activity.</summary>
    public static void WriteRegistration(SourceWriter writer, NamedActivity named, string type)
    {
        var activity = named.Activity;
        var payload = activity.Method.Payload;
        if (!payload.IsEncodable)
            return;
        var arguments = Arguments(activity);
        var call = $"{(activity.IsStatic ? type : $"services.GetRequiredService<{type}>()")}.{CSharpText.Identifier(activity.Method.Method)}({string.Join(", ", arguments)})";
        var usesContext = arguments.Any(static argument => argument.StartsWith("context", StringComparison.Ordinal));
        var parameters = $"({(activity.IsStatic ? "_" : "services")}, {(payload.Parameters.Count == 0 ? "_" : "input")}, {(usesContext ? "context" : "_")})";
        var isAsync = activity.Return is ActivityReturn.Task or ActivityReturn.TaskOfValue;
        var lambda = $"builder.AddActivity({DescriptorOf(named)}, static {(isAsync ? "async " : "")}{parameters} =>";
        switch (activity.Return)
        {
            case ActivityReturn.Value:
                writer.Line($"{lambda} new({call}));");
                break;
            case ActivityReturn.TaskOfValue:
                writer.Line($"{lambda} await {call});");
                break;
            default:
                writer.Open(lambda).Line(isAsync ? $"await {call};" : $"{call};").Line("return default;").Close(");");
                break;
        }
    }

    private static string DescriptorOf(NamedActivity named) => named.Member + "Activity";

    private static string ReturnType(DurablePayload payload) => payload.ResultName is null ? "Durable" : $"Durable<{payload.ResultName}>";

    private static List<string> Arguments(ActivityShape activity)
    {
        var inputs = PayloadText.Arguments(activity.Method.Payload);
        var arguments = new List<string>();
        var next = 0;
        foreach (var argument in activity.Arguments)
        {
            arguments.Add(argument.Source switch
            {
                ArgumentSource.Cancellation => "context.CancellationToken",
                ArgumentSource.Context => "context",
                _ => inputs[next++],
            });
        }

        return arguments;
    }

    private static void WriteSettings(SourceWriter writer, ActivityShape activity)
    {
        if (activity.Settings.Count == 0 && activity.Retry is null)
        {
            writer.Line("ActivitySettings.Default);");
            return;
        }

        writer.Line("new ActivitySettings").Line("{").Indent();
        if (activity.Retry is { } retry)
            writer.Line($"Retry = new global::Tributary.ActivityRetry{(retry.Count == 0 ? "()" : " { " + string.Join(", ", retry) + " }")},");
        foreach (var setting in activity.Settings)
            writer.Line(setting + ",");
        writer.Outdent().Line("});");
    }
}
