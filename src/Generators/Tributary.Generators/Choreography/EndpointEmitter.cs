using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>Writes the method that plays one role of a procedure.</summary>
internal static class EndpointEmitter
{
    /// <summary>Writes a role of the root, whose other roles are constants.</summary>
    public static void WriteRoot(SourceWriter writer, ProtocolModel model, int role, string result, CodecFields codecs, TargetMethods targets)
    {
        var procedure = model.Linked!.Procedure;
        var names = new EndpointNames(procedure, role);
        var text = new StateText(procedure, role, names, codecs, targets, isPart: false);
        var code = new CodeBuilder(model.Endpoints[role], text).Build();
        var parts = Build(text, procedure, role, names, codecs, targets);
        writer.Line($"// What {procedure.Roles[role].Name} does.")
            .Open($"private static async {ChoreographyText.Task}<{result}> {targets.NameOf(-1, role)}({string.Join(", ", Parameters(procedure, role, names))})");
        foreach (var other in names.UsedRoles)
            writer.Line($"const int {names.RoleName(other)} = {other};");
        WriteBody(writer, procedure, role, names, model.Endpoints[role], code, parts);
        writer.Close();
    }

    /// <summary>Writes a role of a procedure that calls itself, whose roles are played by those that the caller says.</summary>
    public static void WriteTarget(SourceWriter writer, ProtocolModel model, int target, int role, CodecFields codecs, TargetMethods targets)
    {
        var procedure = model.Linked!.Targets[target];
        var names = new EndpointNames(procedure, role);
        var text = new StateText(procedure, role, names, codecs, targets, isPart: false);
        var endpoint = model.Targets[target][role];
        var code = new CodeBuilder(endpoint, text).Build();
        var parts = Build(text, procedure, role, names, codecs, targets);
        var parameters = Parameters(procedure, role, names);
        parameters.InsertRange(2, Enumerable.Range(0, procedure.Roles.Count).Select(other => "int " + names.RoleName(other)));
        var result = TargetMethods.ResultOf(procedure, role) is { } type ? $"{ChoreographyText.Task}<{type}>" : ChoreographyText.Task;
        writer.Line($"// What {procedure.Roles[role].Name} does in each round of {procedure.Method}.")
            .Open($"private static async {result} {targets.NameOf(target, role)}({string.Join(", ", parameters)})");
        WriteBody(writer, procedure, role, names, endpoint, code, parts);
        writer.Close();
    }

    private sealed record PartCode(string Name, bool HasParty, List<CodeNode> Code, List<PartCode> Parts);

    private static List<PartCode> Build(StateText text, Procedure procedure, int role, EndpointNames names, CodecFields codecs, TargetMethods targets)
    {
        var parts = new List<PartCode>();
        foreach (var (name, part, hasParty) in text.Parts)
        {
            var inner = new StateText(procedure, role, names, codecs, targets, isPart: true);
            var code = new CodeBuilder(part, inner).Build();
            parts.Add(new(name, hasParty, code, Build(inner, procedure, role, names, codecs, targets)));
        }

        return parts;
    }

    private static List<string> Parameters(Procedure procedure, int role, EndpointNames names)
    {
        var parameters = new List<string> { ChoreographyText.Party + " party", procedure.Roles[role].Type + " " + names.Self };
        foreach (var input in procedure.Inputs)
        {
            if (procedure.Variables[input].Role == role)
                parameters.Add(procedure.Variables[input].Type + " " + names.Variable(input));
        }

        return parameters;
    }

    private static void WriteBody(
        SourceWriter writer, Procedure procedure, int role, EndpointNames names, Endpoint endpoint, List<CodeNode> code, List<PartCode> parts)
    {
        foreach (var variable in UsedVariables.Of(endpoint).Except(procedure.Inputs).OrderBy(static variable => variable))
        {
            if (procedure.Variables[variable].Role == role)
                writer.Line($"{procedure.Variables[variable].Type} {names.Variable(variable)} = default!;");
        }

        // An endpoint that waits for nobody awaits nothing, and is async all the same.
        if (!UsesAwait(code))
            writer.Line($"await {ChoreographyText.Task}.CompletedTask;");
        new CodeWriter(writer).Write(code);
        WriteParts(writer, parts);
    }

    private static void WriteParts(SourceWriter writer, List<PartCode> parts)
    {
        foreach (var part in parts)
        {
            writer.Line().Open($"async {ChoreographyText.Task} {part.Name}({(part.HasParty ? ChoreographyText.Party + " party" : "")})");
            if (!UsesAwait(part.Code))
                writer.Line($"await {ChoreographyText.Task}.CompletedTask;");
            new CodeWriter(writer).Write(part.Code);
            WriteParts(writer, part.Parts);
            writer.Close();
        }
    }

    private static bool UsesAwait(List<CodeNode> code) => code.Exists(static node => node switch
    {
        LineNode line => line.Text.Contains("await "),
        IfNode branch => branch.Condition.Contains("await ") || UsesAwait(branch.Then) || UsesAwait(branch.Otherwise),
        SwitchNode choice => choice.Subject.Contains("await ") || choice.Sections.Exists(static section => UsesAwait(section.Body)),
        _ => false,
    });
}
