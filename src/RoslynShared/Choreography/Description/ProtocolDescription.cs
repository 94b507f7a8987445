using System.Security.Cryptography;
using System.Text;

namespace Tributary.Roslyn.Choreography;

/// <summary>
/// What peers must agree on, as text: one line for each step, indented as the steps contain each other. Names of variables, local
/// actions, time limits, costs and quorums are the matter of one role alone and do not stand in it.
/// </summary>
internal sealed class ProtocolDescription
{
    private readonly ProtocolSteps _steps;
    private readonly ILookup<int, int> _told;
    private readonly Dictionary<string, int> _targets = [];
    private readonly StringBuilder _text = new();
    private Dictionary<int, int> _labels = [];

    private ProtocolDescription(LinkedProtocol protocol, ProjectionResult projection)
    {
        _steps = ProtocolSteps.Of(protocol);
        _told = projection.Announcements.ToLookup(static one => one.Step, static one => one.To);
        for (var i = 0; i < protocol.Targets.Count; i++)
            _targets[protocol.Targets[i].Key] = i + 1;
    }

    /// <summary>Describes a protocol.</summary>
    public static string Of(LinkedProtocol protocol, ProjectionResult projection)
    {
        var description = new ProtocolDescription(protocol, projection);
        description.Line(0, $"protocol {protocol.Procedure.Protocol} version {protocol.Procedure.Version}");
        description.Write(protocol.Procedure);
        for (var i = 0; i < protocol.Targets.Count; i++)
        {
            description.Line(0, $"procedure {i + 1}");
            description.Write(protocol.Targets[i]);
        }

        return description._text.ToString();
    }

    /// <summary>The fingerprint that a role shows when it joins a session: the first 16 bytes of the hash of the description, in hexadecimal.</summary>
    public static string FingerprintOf(string description)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(description)).Take(16).Select(static one => one.ToString("x2")));
    }

    private void Write(Procedure procedure)
    {
        _labels = [];
        foreach (var role in procedure.Roles)
            Line(0, $"{(role.IsFamily ? "family" : "role")} {role.Name}");
        Write(procedure, procedure.Body, 0);
    }

    private void Write(Procedure procedure, Block block, int depth)
    {
        foreach (var statement in block.Statements)
            Write(procedure, statement, depth);
    }

    private void Write(Procedure procedure, Statement statement, int depth)
    {
        switch (statement)
        {
            case Message message:
                Line(depth, $"{_steps.Of(message)}: {Verb(procedure, message)}: {procedure.Variables[message.Value].Type}{Capability(message)}");
                break;
            case Choice choice:
                Line(depth, $"choice of {procedure.Roles[choice.Role].Name}");
                foreach (var branch in choice.Branches)
                {
                    Line(depth + 1, $"{_steps.Of(branch)}: branch{Told(procedure, _steps.Of(branch))}");
                    Write(procedure, branch.Body, depth + 2);
                }

                break;
            case Loop loop:
                Line(depth, $"{(loop.Repeats() ? "loop" : "block")} {Label(loop.Id)}");
                Write(procedure, loop.Body, depth + 1);
                break;
            case WrittenOut writtenOut when writtenOut.Body.All().Any(one => one is Break left && left.Loop == writtenOut.Id):
                Line(depth, $"block {Label(writtenOut.Id)}");
                Write(procedure, writtenOut.Body, depth + 1);
                break;
            case WrittenOut writtenOut:
                Write(procedure, writtenOut.Body, depth);
                break;
            case Break left:
                Line(depth, $"leave {Label(left.Loop)}");
                break;
            case Continue again:
                Line(depth, $"again {Label(again.Loop)}");
                break;
            case Call call:
                Line(depth, $"call {Target(call)} with {Roles(procedure, call.Roles)}");
                break;
            case Parallel parallel:
                Line(depth, "parallel");
                foreach (var side in parallel.Branches)
                {
                    Line(depth + 1, "side");
                    Write(procedure, side, depth + 2);
                }

                break;
            case Guarded guarded:
                Line(depth, $"guarded by {procedure.Roles[guarded.Owner].Name}{Mortal(procedure, guarded)}");
                Line(depth + 1, $"{_steps.Completed(guarded)}: completed{Told(procedure, _steps.Completed(guarded))}");
                Write(procedure, guarded.Body, depth + 2);
                Line(depth + 1, $"{_steps.GivenUp(guarded)}: given up{Told(procedure, _steps.GivenUp(guarded))}");
                Write(procedure, guarded.Otherwise, depth + 2);
                break;
            case Return:
                Line(depth, "return");
                break;
        }
    }

    private static string Verb(Procedure procedure, Message message)
    {
        var (from, to) = (procedure.Roles[message.From].Name, Roles(procedure, message.To.Select(static one => one.Role)));
        return message.Route switch
        {
            Route.Scatter => $"{from} scatters to {to}",
            Route.Gather => $"{to} gathers from {from}",
            Route.Next => $"each of {from} to the next",
            _ => $"{from} to {to}",
        };
    }

    private static string Capability(Message message) => message.Capability is null ? "" : $" needs {message.Capability}";

    private static string Mortal(Procedure procedure, Guarded guarded)
        => guarded.Trigger.Mortal < 0 ? ", in time" : $", while {procedure.Roles[guarded.Trigger.Mortal].Name} lives";

    private string Told(Procedure procedure, int step) => _told[step].Any() ? $", tells {Roles(procedure, _told[step])}" : "";

    private string Target(Call call) => _targets.TryGetValue(call.Target, out var number) ? $"procedure {number}" : call.Target;

    private static string Roles(Procedure procedure, IEnumerable<int> roles) => string.Join(", ", roles.Select(role => procedure.Roles[role].Name));

    /// <summary>Loops are numbered as they come, whatever the linker calls them.</summary>
    private int Label(int id)
    {
        if (!_labels.TryGetValue(id, out var label))
            _labels[id] = label = _labels.Count + 1;
        return label;
    }

    private void Line(int depth, string text) => _text.Append(' ', 2 * depth).Append(text).Append('\n');
}
