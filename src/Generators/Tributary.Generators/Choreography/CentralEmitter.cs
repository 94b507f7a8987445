using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>Writes the method that runs a choreography in one place, for plain objects and values.</summary>
internal static class CentralEmitter
{
    public static void Write(SourceWriter writer, ChoreographyShape shape, Procedure signature)
    {
        var taken = new HashSet<string>(signature.Roles.Select(static role => role.Name).Concat(signature.Inputs.Select(input => signature.Variables[input].Name)), StringComparer.Ordinal);
        var scope = Free("scope", taken);
        var results = Free("results", taken);
        writer.Line()
            .Line($"/// <summary>Runs <c>{CSharpText.Xml(signature.Method)}</c> in one place, one step after the other: the oracle that the endpoints are compared with.</summary>");
        foreach (var role in signature.Roles)
            writer.Line($"/// <param name=\"{role.Name}\">{(role.IsFamily ? "The members of the family." : "What the role does by itself.")}</param>");
        foreach (var input in signature.Inputs)
            writer.Line($"/// <param name=\"{signature.Variables[input].Name}\">What {CSharpText.Xml(signature.Roles[signature.Variables[input].Role].Name)} starts from.</param>");
        writer.Line($"/// <param name=\"{scope}\">The clock, capabilities and budget of the run; null for the system's clock, all capabilities and no limit.</param>");

        var parameters = new List<string>();
        var arguments = new List<string> { $"{scope} ?? new {ChoreographyText.Scope}()" };
        foreach (var role in signature.Roles)
        {
            var name = CSharpText.Identifier(role.Name);
            parameters.Add($"{Plural(role.Type, role.IsFamily)} {name}");
            arguments.Add($"{name}: {ChoreographyText.Central}.{(role.IsFamily ? "AllOf" : "On")}({name})");
        }

        foreach (var input in signature.Inputs)
        {
            var variable = signature.Variables[input];
            var (name, role) = (CSharpText.Identifier(variable.Name), signature.Roles[variable.Role]);
            parameters.Add($"{Plural(variable.Type, role.IsFamily)} {name}");
            arguments.Add($"{name}: {ChoreographyText.Central}.{(role.IsFamily ? "Many" : "At")}<{role.Type}, {variable.Type}>({name})");
        }

        parameters.Add($"{ChoreographyText.Scope}? {scope} = null");
        var call = $"{CSharpText.Identifier(signature.Method)}({string.Join(", ", arguments)})";
        WriteMethod(writer, shape, signature, string.Join(", ", parameters), call, results);
    }

    private static void WriteMethod(SourceWriter writer, ChoreographyShape shape, Procedure signature, string parameters, string call, string results)
    {
        var types = shape.Results.Select(result => Plural(result.Type, signature.Roles[result.Role].IsFamily)).ToArray();
        var returned = types.Length switch
        {
            0 => ChoreographyText.Task,
            1 => $"{ChoreographyText.Task}<{types[0]}>",
            _ => $"{ChoreographyText.Task}<({string.Join(", ", types.Select((type, i) => type + " " + EndpointNames.Pascal(signature.Roles[shape.Results[i].Role].Name)))})>",
        };
        writer.Line(GeneratedFile.Attribute);
        var head = $"{shape.Access} static {(types.Length == 0 ? "" : "async ")}{returned} {signature.Method}Centrally({parameters})";
        if (types.Length == 0)
        {
            writer.Line(head).Line($"    => {call};");
            return;
        }

        if (types.Length == 1)
        {
            writer.Line(head).Line($"    => {ChoreographyText.Central}.ValueOf(await {call});");
            return;
        }

        writer.Open(head)
            .Line($"var {results} = await {call};")
            .Line($"return ({string.Join(", ", types.Select((_, i) => FormattableString.Invariant($"{ChoreographyText.Central}.ValueOf({results}.Item{i + 1})")))});")
            .Close();
    }

    private static string Plural(string type, bool isFamily) => isFamily ? $"{ChoreographyText.List}<{type}>" : type;

    private static string Free(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
            name += "_";
        return name;
    }
}
