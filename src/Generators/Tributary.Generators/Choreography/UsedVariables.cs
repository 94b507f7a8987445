using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>Finds the variables that an endpoint sets or reads.</summary>
internal static class UsedVariables
{
    public static HashSet<int> Of(Endpoint endpoint)
    {
        var used = new HashSet<int>();
        Add(endpoint, used);
        used.RemoveWhere(static variable => variable < 0);
        return used;
    }

    private static void Add(Endpoint endpoint, HashSet<int> used)
    {
        foreach (var state in endpoint.States)
        {
            switch (state)
            {
                case EndState end:
                    used.Add(end.Result);
                    break;
                case ActState act:
                    used.UnionWith(act.Action.Reads());
                    used.UnionWith(act.Action.Sets());
                    break;
                case SendState send:
                    used.Add(send.Value);
                    break;
                case ReceiveState receive:
                    used.UnionWith(receive.Arrivals.Select(static arrival => arrival.Result));
                    break;
                case DecideState decide:
                    used.Add(decide.Value);
                    break;
                case ForkState fork:
                    foreach (var branch in fork.Branches)
                        Add(branch, used);
                    break;
                case GuardState guard:
                    Add(guard.Body, used);
                    break;
                case CallState call:
                    used.UnionWith(call.Call.Arguments);
                    used.UnionWith(call.Call.Results);
                    break;
            }
        }
    }
}
