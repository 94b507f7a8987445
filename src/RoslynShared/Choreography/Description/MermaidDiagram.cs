using System.Text;

namespace Tributary.Roslyn.Choreography;

/// <summary>Draws a protocol as a sequence diagram, in the language of Mermaid.</summary>
internal sealed class MermaidDiagram
{
    /// <summary>Words that Mermaid takes for its own.</summary>
    private static readonly HashSet<string> s_reserved =
    [
        "activate", "actor", "alt", "and", "as", "autonumber", "box", "break", "create", "critical", "deactivate", "destroy", "else", "end", "link", "links", "loop",
        "note", "opt", "option", "over", "par", "participant", "rect", "title",
    ];

    private readonly StringBuilder _text = new("sequenceDiagram\n");
    private readonly ProtocolSteps _steps;
    private readonly ILookup<int, int> _told;
    private readonly Dictionary<string, Procedure> _targets;
    private readonly HashSet<string> _drawn = [];
    private int _depth = 1;

    private MermaidDiagram(LinkedProtocol protocol, ProjectionResult projection)
    {
        _steps = ProtocolSteps.Of(protocol);
        _told = projection.Announcements.ToLookup(static one => one.Step, static one => one.To);
        _targets = protocol.Targets.ToDictionary(static target => target.Key);
    }

    /// <summary>
    /// Draws a protocol. Full arrows are messages, dashed ones announcements of decisions. A choreography that calls itself is drawn once,
    /// where it is called first.
    /// </summary>
    public static string Of(LinkedProtocol protocol, ProjectionResult projection)
    {
        var diagram = new MermaidDiagram(protocol, projection);
        var procedure = protocol.Procedure;
        foreach (var role in procedure.Roles)
            diagram.Line($"participant {Id(role.Name)}{(role.IsFamily ? $" as {role.Name} (each)" : "")}");
        diagram.Draw(new(procedure, [.. procedure.Roles.Select(static role => Id(role.Name))]), procedure.Body);
        return diagram._text.ToString();
    }

    private void Draw(Part part, Block block)
    {
        foreach (var statement in block.Statements)
            Draw(part, statement);
    }

    private void Draw(Part part, Statement statement)
    {
        switch (statement)
        {
            case Message message:
                foreach (var to in message.To)
                    Line($"{part.Names[message.From]}->>{part.Names[to.Role]}: {Text(part, message)}");
                break;
            case Choice choice:
                for (var i = 0; i < choice.Branches.Count; i++)
                {
                    var branch = choice.Branches[i];
                    Section(i == 0 ? "alt" : "else", $"{part.Names[choice.Role]}: {branch.Text()}", () =>
                    {
                        Tell(part, choice.Role, _steps.Of(branch), branch.Text());
                        Draw(part, branch.Body);
                    });
                }

                Line("end");
                break;
            case Loop loop when !loop.Repeats():
                Draw(part, loop.Body);
                break;
            case Loop loop:
                Section("loop", "", () => Draw(part, loop.Body));
                Line("end");
                break;
            case WrittenOut writtenOut:
                Draw(part, writtenOut.Body);
                break;
            case Break:
                Note(part, "leaves");
                break;
            case Continue:
                Note(part, "once more");
                break;
            case Call call:
                Draw(part, call);
                break;
            case Parallel parallel:
                for (var i = 0; i < parallel.Branches.Count; i++)
                    Section(i == 0 ? "par" : "and", "", () => Draw(part, parallel.Branches[i]));
                Line("end");
                break;
            case Guarded guarded:
                Draw(part, guarded);
                break;
        }
    }

    private void Draw(Part part, Guarded guarded)
    {
        var owner = part.Names[guarded.Owner];
        var condition = guarded.Trigger.Mortal < 0 ? $"{owner}: in time" : $"{owner}: while {part.Names[guarded.Trigger.Mortal]} lives";
        Section("critical", condition, () =>
        {
            Draw(part, guarded.Body);
            Tell(part, guarded.Owner, _steps.Completed(guarded), "completed");
        });
        Section("option", "given up", () =>
        {
            Tell(part, guarded.Owner, _steps.GivenUp(guarded), "given up");
            Draw(part, guarded.Otherwise);
        });
        Line("end");
    }

    private void Draw(Part part, Call call)
    {
        var names = call.Roles.Select(role => part.Names[role]).ToArray();
        if (!_targets.TryGetValue(call.Target, out var target) || !_drawn.Add(call.Target))
        {
            Line($"Note over {names[0]}{(names.Length > 1 ? "," + names[names.Length - 1] : "")}: {target?.Method ?? call.Target.TrimStart('$')}({string.Join(", ", names)})");
            return;
        }

        Draw(new(target, names), target.Body);
    }

    private void Tell(Part part, int from, int step, string text)
    {
        foreach (var to in _told[step])
            Line($"{part.Names[from]}-->>{part.Names[to]}: {Clean(text)}");
    }

    private static string Text(Part part, Message message)
    {
        var name = Clean(part.Procedure.Variables[message.Value].Name);
        return message.Route switch
        {
            Route.Scatter => $"{name}, one item each",
            Route.Gather when message.Quorum > 0 => $"{name}, any {message.Quorum}",
            Route.Next => $"{name}, to the next",
            _ => name,
        };
    }

    private void Note(Part part, string text) => Line($"Note over {part.Names[0]}{(part.Names.Length > 1 ? "," + part.Names[part.Names.Length - 1] : "")}: {text}");

    private void Section(string word, string text, Action draw)
    {
        Line(text.Length == 0 ? word : $"{word} {Clean(text)}");
        _depth++;
        draw();
        _depth--;
    }

    private void Line(string text) => _text.Append(' ', 4 * _depth).Append(text).Append('\n');

    private static string Id(string name) => s_reserved.Contains(name.ToLowerInvariant()) ? name + "_" : name;

    /// <summary>A semicolon would end the line, a number sign begin an entity.</summary>
    private static string Clean(string text) => text.Replace(';', ',').Replace('#', '_');

    /// <summary>A procedure, with what its roles are called in the diagram.</summary>
    private sealed record Part(Procedure Procedure, string[] Names);
}
