using System.Globalization;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>Writes what a role does in one state.</summary>
/// <param name="procedure">Whose roles and variables the states speak of.</param>
/// <param name="role">The role.</param>
/// <param name="names">The names in the method.</param>
/// <param name="codecs">The codecs of the protocol.</param>
/// <param name="targets">The methods of the procedures that call themselves.</param>
/// <param name="isPart">Whether the automaton is a part of another, and returns nothing by itself.</param>
internal sealed class StateText(Procedure procedure, int role, EndpointNames names, CodecFields codecs, TargetMethods targets, bool isPart)
{
    private readonly List<(string Name, Endpoint Part, bool HasParty)> _parts = [];

    /// <summary>The automata inside of this one, which become local functions.</summary>
    public IReadOnlyList<(string Name, Endpoint Part, bool HasParty)> Parts => _parts;

    /// <summary>Forgets the parts, because the code is written anew.</summary>
    public void Reset() => _parts.Clear();

    public string NameOf(int variable) => names.Variable(variable);

    public string StepOf(Arrival arrival) => Number(arrival.Step);

    public LineNode End(EndState end)
    {
        var value = isPart ? "" : end.Result >= 0 ? " " + names.Variable(end.Result) : targets.ReturnsValue(procedure, role) ? " default!" : "";
        return new($"return{value};", end.Span, Ends: true);
    }

    public LineNode Act(ActState act) => act.Action switch
    {
        Local local => new($"{Assign(local.Result)}{(local.IsAsync ? "await " : "")}{local.Action}({string.Join(", ", local.Arguments.Select(names.Variable).Prepend(names.Self))});", act.Span),
        Copy copy => new($"{names.Variable(copy.To)} = {names.Variable(copy.From)};", act.Span),
        SelfOf self => new($"{names.Variable(self.Result)} = party.Self;", act.Span),
        _ => throw new InvalidOperationException($"A role cannot take the action {act.Action.GetType().Name} by itself."),
    };

    public LineNode Send(SendState send)
    {
        var to = names.Role(send.To);
        if (send.Value < 0)
            return new($"await party.SelectAsync({to}, {Number(send.Step)});", send.Span);
        var (verb, codec) = send.Route switch
        {
            Route.Scatter => ("ScatterAsync", codecs.Of(procedure.Variables[send.Value].ItemCodec)),
            Route.Next => ("SendToNextAsync", codecs.Of(procedure.Variables[send.Value].Codec)),
            _ => ("SendAsync", codecs.Of(procedure.Variables[send.Value].Codec)),
        };
        return new($"await party.{verb}({to}, {Number(send.Step)}, {names.Variable(send.Value)}, {codec}{GuardOf(send)});", send.Span);
    }

    public string Next(ReceiveState receive)
        => $"await party.NextAsync({names.Role(receive.From)}, {string.Join(", ", receive.Arrivals.Select(static arrival => Number(arrival.Step)))})";

    public LineNode Receive(ReceiveState receive, Arrival arrival)
    {
        var from = names.Role(receive.From);
        if (arrival.Type < 0)
            return new($"await party.ReceiveSelectionAsync({from}, {Number(arrival.Step)});", receive.Span);
        var sent = procedure.Variables[arrival.Type];
        var call = arrival.Route switch
        {
            Route.Gather when arrival.Quorum > 0 => $"GatherQuorumAsync({from}, {Number(arrival.Step)}, {Number(arrival.Quorum)}, {codecs.Of(sent.Codec)})",
            Route.Gather => $"GatherAsync({from}, {Number(arrival.Step)}, {codecs.Of(sent.Codec)})",
            Route.Next => $"ReceiveFromPreviousAsync({from}, {Number(arrival.Step)}, {codecs.Of(sent.Codec)})",
            Route.Scatter => $"ReceiveAsync({from}, {Number(arrival.Step)}, {codecs.Of(sent.ItemCodec)})",
            _ => $"ReceiveAsync({from}, {Number(arrival.Step)}, {codecs.Of(sent.Codec)})",
        };
        return new($"{Assign(arrival.Result)}await party.{call};", receive.Span);
    }

    public LineNode Fork(ForkState fork)
    {
        var branches = fork.Branches.Select(branch => Part("Branch", branch, hasParty: false) + "()").ToArray();
        return new($"await {ChoreographyText.Task}.WhenAll({string.Join(", ", branches)});", fork.Span);
    }

    /// <summary>Runs a guarded part; the expression is true if it was completed.</summary>
    public string Guard(GuardState guard)
    {
        var isOwner = guard.Owner == role;
        var limit = isOwner && guard.Trigger.Limit is { } method ? method + "()" : "null";
        var mortal = guard.Trigger.Mortal >= 0 ? names.Role(guard.Trigger.Mortal) : "-1";
        var informed = isOwner ? string.Join(", ", guard.Informed.Select(names.Role)) : "";
        return $"await party.GuardAsync({Number(guard.Id)}, {(isOwner ? "true" : "false")}, {names.Role(guard.Owner)}, {limit}, {mortal}, "
            + $"{Number(guard.CompletedStep)}, {Number(guard.GivenUpStep)}, [{informed}], {Part("Part", guard.Body, hasParty: true)})";
    }

    public LineNode Call(CallState call)
    {
        var (target, index) = targets.Find(call.Call.Target);
        var result = -1;
        foreach (var variable in call.Call.Results)
            result = variable >= 0 && procedure.Variables[variable].Role == role ? variable : result;
        var arguments = new List<string> { "party", names.Self };
        arguments.AddRange(call.Call.Roles.Select(names.Role));
        for (var i = 0; i < target.Inputs.Count; i++)
        {
            if (target.Variables[target.Inputs[i]].Role == call.As)
                arguments.Add(names.Variable(call.Call.Arguments[i]));
        }

        return new($"{Assign(result)}await {targets.NameOf(index, call.As)}({string.Join(", ", arguments)});", call.Span);
    }

    private string Part(string name, Endpoint part, bool hasParty)
    {
        var free = names.Free(name + (_parts.Count + 1).ToString(CultureInfo.InvariantCulture));
        _parts.Add((free, part, hasParty));
        return free;
    }

    private string Assign(int variable) => variable < 0 ? "" : names.Variable(variable) + " = ";

    private static string GuardOf(SendState send)
        => send.Capability is null && send.Cost == 0
            ? ""
            : $", new {ChoreographyText.Guard}({CSharpText.Literal(send.Capability)}, {send.Cost.ToString(CultureInfo.InvariantCulture)}L)";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
