using System.Globalization;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>Writes what a choreography adds to its type: the protocol, the plan of a session, an endpoint for each role, and the central run.</summary>
internal static class ApiEmitter
{
    public static SourceWriter Emit(ProtocolModel model)
    {
        var writer = GeneratedFile.Start();
        var opened = PartialType.Open(writer, model.Shape.Type, null);
        var signature = model.Shape.Signature!;
        var targets = new TargetMethods(model.Linked ?? new(signature, [], []), signature.Method, model.Shape.Taken);
        var codecs = new CodecFields(FreeName(signature.Method + "Codecs", model.Shape.Taken));
        WriteProtocol(writer, model, signature);
        WritePlan(writer, model.Shape, signature);
        var roles = EndpointNames.MethodNames(signature.Roles);
        for (var role = 0; role < roles.Length; role++)
            WriteEndpoint(writer, model, signature, role, roles[role], targets);
        CentralEmitter.Write(writer, model.Shape, signature);
        if (model.Problem is null)
        {
            WriteBodies(writer, model, codecs, targets);
            codecs.Write(writer);
        }

        PartialType.Close(writer, opened);
        return writer;
    }

    /// <summary>What the endpoint of a role returns.</summary>
    public static string ResultOf(ChoreographyShape shape, int role)
        => shape.Results.FirstOrDefault(result => result.Role == role)?.Type ?? ChoreographyText.Nothing;

    /// <summary>A name that no member of the type has.</summary>
    private static string FreeName(string name, EquatableArray<string> taken)
    {
        while (taken.Contains(name, StringComparer.Ordinal))
            name += "_";
        return name;
    }

    private static void WriteBodies(SourceWriter writer, ProtocolModel model, CodecFields codecs, TargetMethods targets)
    {
        for (var role = 0; role < model.Endpoints.Count; role++)
            EndpointEmitter.WriteRoot(writer.Line(), model, role, ResultOf(model.Shape, role), codecs, targets);
        for (var target = 0; target < model.Targets.Count; target++)
        {
            for (var role = 0; role < model.Targets[target].Count; role++)
                EndpointEmitter.WriteTarget(writer.Line(), model, target, role, codecs, targets);
        }
    }

    private static void WriteProtocol(SourceWriter writer, ProtocolModel model, Procedure signature)
    {
        var access = model.Shape.Access;
        writer.Line($"/// <summary>The protocol of <c>{CSharpText.Xml(signature.Method)}</c>, as sessions know it.</summary>")
            .Line(GeneratedFile.Attribute);
        if (model.Linked is null || model.Problem is not null)
        {
            writer.Line($"{access} static {ChoreographyText.Protocol} {signature.Method}Protocol => {Throw(model)};");
            return;
        }

        writer.Line($"{access} static {ChoreographyText.Protocol} {signature.Method}Protocol {{ get; }} = new(")
            .Indent()
            .Line($"{CSharpText.Literal(signature.Protocol)},")
            .Line($"{signature.Version},")
            .Line($"{CSharpText.Literal(model.Fingerprint)},")
            .Line($"[{string.Join(", ", signature.Roles.Select((role, i) => RoleText(model.Linked, role, i)))}],")
            .Line("[")
            .Indent();
        foreach (var step in ProtocolSteps.Of(model.Linked).All)
        {
            var roles = step.Procedure == 0 ? signature.Roles : model.Linked.Targets[step.Procedure - 1].Roles;
            var to = string.Join(", ", step.To.Select(role => roles[role].Name));
            writer.Line($"new({step.Number}, {CSharpText.Literal(roles[step.From].Name)}, {CSharpText.Literal(to)}, {CSharpText.Literal(step.Text)}),");
        }

        writer.Outdent().Line("]);").Outdent();
    }

    private static string RoleText(LinkedProtocol linked, Role role, int index)
    {
        var mayDie = linked.Procedure.Body.All().Concat(linked.Targets.SelectMany(static target => target.Body.All())).Any(statement => statement switch
        {
            Guarded guarded => guarded.Trigger.Mortal == index,
            Message { Route: Route.Gather, Quorum: > 0 } message => message.From == index,
            _ => false,
        });
        return $"new({CSharpText.Literal(role.Name)}, {(role.IsFamily ? "true" : "false")}{(mayDie ? ", true" : "")})";
    }

    private static void WritePlan(SourceWriter writer, ChoreographyShape shape, Procedure signature)
    {
        var families = signature.Roles.Where(static role => role.IsFamily).ToArray();
        writer.Line().Line($"/// <summary>The plan of a session of <c>{CSharpText.Xml(signature.Method)}</c>.</summary>");
        foreach (var family in families)
            writer.Line($"/// <param name=\"{family.Name}\">How many members the family has.</param>");
        var members = string.Join(", ", signature.Roles.Select(static role => role.IsFamily ? CSharpText.Identifier(role.Name) : "1"));
        writer.Line(GeneratedFile.Attribute)
            .Line($"{shape.Access} static {ChoreographyText.SessionPlan} {signature.Method}Plan({string.Join(", ", families.Select(static family => "int " + CSharpText.Identifier(family.Name)))})")
            .Line($"    => new({signature.Method}Protocol, [{members}]);");
    }

    private static void WriteEndpoint(SourceWriter writer, ProtocolModel model, Procedure signature, int index, string name, TargetMethods targets)
    {
        var (role, shape) = (signature.Roles[index], model.Shape);
        var names = new EndpointNames(signature, index);
        var member = role.IsFamily ? names.Free("member") : "0";
        var parameters = new List<string> { $"{role.Type} {names.Self}" };
        if (role.IsFamily)
            parameters.Add("int " + member);
        var inputs = signature.Inputs.Where(input => signature.Variables[input].Role == index).ToArray();
        parameters.AddRange(inputs.Select(input => $"{signature.Variables[input].Type} {names.Variable(input)}"));
        writer.Line()
            .Line($"/// <summary>The part of <c>{CSharpText.Xml(role.Name)}</c> in <c>{CSharpText.Xml(signature.Method)}</c>, to be run in a session.</summary>")
            .Line($"/// <param name=\"{names.Self.TrimStart('@')}\">What the role does by itself.</param>");
        if (role.IsFamily)
            writer.Line($"/// <param name=\"{member}\">The place of the member in its family, from 0.</param>");
        foreach (var input in inputs)
            writer.Line($"/// <param name=\"{names.Variable(input).TrimStart('@')}\">What the role starts from.</param>");
        var arguments = string.Join(", ", inputs.Select(names.Variable).Prepend(names.Self).Prepend("party"));
        var body = model.Problem is not null
            ? Throw(model)
            : $"new({signature.Method}Protocol, {index.ToString(CultureInfo.InvariantCulture)}, {member}, party => {targets.NameOf(-1, index)}({arguments}))";
        writer.Line(GeneratedFile.Attribute)
            .Line($"{shape.Access} static {ChoreographyText.Endpoint}<{ResultOf(shape, index)}> {signature.Method}As{name}({string.Join(", ", parameters)})")
            .Line($"    => {body};");
    }

    private static string Throw(ProtocolModel model)
        => $"throw new global::System.NotSupportedException({CSharpText.Literal($"{model.Shape.Type.Name}.{model.Shape.Signature!.Method} has no endpoints: {model.Problem}")})";
}
