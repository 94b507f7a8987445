using System.Globalization;
using Tributary.Roslyn;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>The methods of the procedures of a protocol: of the root one for each role, of those that call themselves likewise.</summary>
internal sealed class TargetMethods
{
    private readonly LinkedProtocol _linked;
    private readonly string _method;
    private readonly Func<string, string> _free;
    private readonly Dictionary<(int Target, int Role), string> _names = [];

    public TargetMethods(LinkedProtocol linked, string method, EquatableArray<string> taken)
    {
        (_linked, _method) = (linked, method);
        var names = new HashSet<string>(taken, StringComparer.Ordinal);
        _free = name =>
        {
            while (!names.Add(name))
                name += "_";
            return name;
        };
    }

    /// <summary>The target of a call, with its index.</summary>
    public (Procedure Target, int Index) Find(string key)
    {
        for (var i = 0; i < _linked.Targets.Count; i++)
        {
            if (_linked.Targets[i].Key == key)
                return (_linked.Targets[i], i);
        }

        throw new InvalidOperationException($"The target {key} is called and not linked.");
    }

    /// <summary>The method of a role; of the root if the target is -1.</summary>
    public string NameOf(int target, int role)
    {
        if (_names.TryGetValue((target, role), out var name))
            return name;
        var procedure = target < 0 ? _linked.Procedure : _linked.Targets[target];
        var part = EndpointNames.MethodNames(procedure.Roles)[role];
        name = target < 0 ? $"{_method}{part}Async" : $"{_method}{procedure.Method}{(target + 1).ToString(CultureInfo.InvariantCulture)}{part}Async";
        return _names[(target, role)] = _free(name);
    }

    /// <summary>What a role of a procedure returns; null for nothing.</summary>
    public static string? ResultOf(Procedure procedure, int role)
    {
        foreach (var end in procedure.Body.All().OfType<Return>())
        {
            foreach (var value in end.Values)
            {
                if (procedure.Variables[value].Role == role)
                    return procedure.Variables[value].Type;
            }
        }

        return null;
    }

    /// <summary>Whether the method of a role returns a value, although the protocol gives it none.</summary>
    public bool ReturnsValue(Procedure procedure, int role) => ReferenceEquals(procedure, _linked.Procedure) || ResultOf(procedure, role) is not null;
}
