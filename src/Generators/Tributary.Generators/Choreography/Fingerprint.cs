using System.Security.Cryptography;
using System.Text;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>The hash of what the roles of a protocol must agree on: roles, and each step with its parties, its type and its guard. Names of variables and local actions are not in it.</summary>
internal static class Fingerprint
{
    public static string Of(LinkedProtocol protocol)
    {
        var text = new StringBuilder(protocol.Procedure.Protocol);
        foreach (var procedure in protocol.Targets.Prepend(protocol.Procedure))
        {
            text.Append("\nprocedure");
            foreach (var role in procedure.Roles)
                text.Append(' ').Append(role.Name).Append(role.IsFamily ? "[]" : "");
            Add(procedure, procedure.Body, text, protocol);
        }

        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text.ToString())).Take(16).Select(static one => one.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static void Add(Procedure procedure, Block block, StringBuilder text, LinkedProtocol protocol)
    {
        foreach (var statement in block.Statements)
        {
            var described = statement switch
            {
                Message message => FormattableString.Invariant($"{message.Route} {message.From} {procedure.Variables[message.Value].Type} {string.Join(",", message.To.Select(static one => one.Role))} {message.Quorum} {message.Capability} {message.Cost}"),
                Choice choice => FormattableString.Invariant($"choice {choice.Role} {string.Join(",", choice.Informed.Select(static one => one.Role))}"),
                Loop loop => FormattableString.Invariant($"loop {loop.Id}"),
                Break leave => FormattableString.Invariant($"break {leave.Loop}"),
                Continue again => FormattableString.Invariant($"continue {again.Loop}"),
                Call call => FormattableString.Invariant($"call {protocol.Targets.Select(static target => target.Key).ToList().IndexOf(call.Target)} {string.Join(",", call.Roles)}"),
                Roslyn.Choreography.Parallel => "parallel",
                Guarded guarded => FormattableString.Invariant($"guard {guarded.Owner} {guarded.Trigger.Mortal} {string.Join(",", guarded.Informed.Select(static one => one.Role))}"),
                Return => "return",
                _ => null,
            };
            if (described is not null)
                text.Append('\n').Append(described);
            if (statement is Choice branches)
            {
                foreach (var branch in branches.Branches)
                    text.Append("\n| ").Append(string.Join(",", branch.Labels));
            }

            foreach (var inner in statement.Blocks())
            {
                text.Append("\n{");
                Add(procedure, inner, text, protocol);
                text.Append("\n}");
            }
        }
    }
}
