using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Tests.Choreography;

/// <summary>
/// Says whether a role can be implemented, by the definition: no two runs that look the same to the role may ask different things of
/// it. It enumerates runs; loops go round three times, which is often enough to be in any state and to see it twice. It knows choices, loops and messages, not the blocks that are parts of their own.
/// </summary>
internal sealed class ProjectionOracle(LinkedProtocol protocol, int role, Func<int, int, bool> isAnnounced)
{
    /// <summary>More runs, or longer ones, are not looked at.</summary>
    private const int MaxRuns = 6_000;

    private const int MaxSteps = 100_000;

    private const int MaxRounds = 3;

    private readonly ProtocolSteps _steps = ProtocolSteps.Of(protocol);
    private readonly List<List<string>> _runs = [];
    private int _taken;
    private bool _isTooLarge;

    /// <summary>Whether the role can be implemented; null if there are too many runs to say.</summary>
    public bool? CanBeImplemented()
    {
        Run(protocol.Procedure.Body, 0, [], events => _runs.Add([.. events, "end"]), new Exits());
        if (_isTooLarge)
            return null;
        var next = new Dictionary<string, HashSet<string>>();
        foreach (var run in _runs)
        {
            var seen = "";
            foreach (var one in run)
            {
                if (!next.TryGetValue(seen, out var all))
                    next[seen] = all = [];
                all.Add(one);
                seen += one + ";";
            }
        }

        return next.Values.All(static all => all.Count == 1
            || (all.All(static one => one.StartsWith("receive", StringComparison.Ordinal)) && all.Select(static one => one.Split(' ')[1]).Distinct().Count() == 1));
    }

    private void Run(Block block, int index, List<string> events, Action<List<string>> then, Exits exits)
    {
        _isTooLarge |= _runs.Count > MaxRuns || ++_taken > MaxSteps;
        if (_isTooLarge)
            return;
        if (index == block.Statements.Count)
        {
            then(events);
            return;
        }

        void Rest(List<string> after) => Run(block, index + 1, after, then, exits);
        switch (block.Statements[index])
        {
            case Return end:
                var result = end.Values.FirstOrDefault(value => protocol.Procedure.Variables[value].Role == role, -1);
                _runs.Add([.. events, result < 0 ? "end" : $"end {result}"]);
                break;
            case Break @break:
                exits.After[@break.Loop](events);
                break;
            case Continue @continue:
                exits.Again[@continue.Loop](events);
                break;
            case Loop loop:
                Round(events, 0);
                void Round(List<string> after, int round)
                {
                    // What a run that is cut off would do next is not known.
                    if (round == MaxRounds)
                        _runs.Add(after);
                    else
                        Run(loop.Body, 0, after, next => Round(next, round + 1), exits.With(loop.Id, Rest, next => Round(next, round + 1)));
                }

                break;
            case WrittenOut writtenOut:
                Run(writtenOut.Body, 0, events, Rest, exits.With(writtenOut.Id, Rest, Rest));
                break;
            case Choice choice:
                foreach (var branch in choice.Branches)
                    Run(branch.Body, 0, [.. events, .. Told(choice, branch)], Rest, exits);
                break;
            case var statement:
                Rest([.. events, .. Seen(statement)]);
                break;
        }
    }

    /// <summary>What the role sees of a decision. Its own says which way it went; that is no other action.</summary>
    private List<string> Told(Choice choice, Branch branch)
    {
        var step = _steps.Of(branch);
        if (choice.Role == role)
        {
            var told = Enumerable.Range(0, protocol.Procedure.Roles.Count).Where(other => isAnnounced(step, other)).Select(other => $"send {step} {other}");
            return [$"decide {_steps.Of(choice.Branches[0])}", $"receive self {step}", .. told];
        }

        return isAnnounced(step, role) ? [$"receive {choice.Role} {step}"] : [];
    }

    private IEnumerable<string> Seen(Statement statement)
    {
        switch (statement)
        {
            case Local local when local.Role == role:
                return [$"act {local.Action} {string.Join(',', local.Arguments)} {local.Result}"];
            case Copy copy when protocol.Procedure.Variables[copy.To].Role == role:
                return [$"act {copy.From} {copy.To}"];
            case Message { Route: Route.Next } message when message.From == role:
                return [$"send {_steps.Of(message)} {role}", $"receive {role} {_steps.Of(message)}"];
            case Message message when message.From == role:
                return message.To.Select(to => $"send {_steps.Of(message)} {to.Role}");
            case Message message when message.To.Any(to => to.Role == role):
                return [$"receive {message.From} {_steps.Of(message)}"];
            default:
                return [];
        }
    }

    private sealed class Exits
    {
        public Dictionary<int, Action<List<string>>> After { get; private init; } = [];

        public Dictionary<int, Action<List<string>>> Again { get; private init; } = [];

        public Exits With(int id, Action<List<string>> after, Action<List<string>> again)
            => new() { After = new(After) { [id] = after }, Again = new(Again) { [id] = again } };
    }
}
