namespace Tributary.Generators.Tests.Choreography;

/// <summary>What local actions return, and what was called. The same call is answered the same way in every run.</summary>
internal sealed class ProjectionValues(int seed)
{
    /// <summary>How many members a family has.</summary>
    public const int Members = 2;

    private readonly Dictionary<(int Role, int Member, string Action), int> _counts = [];

    /// <summary>For each member of each role, the calls in their order.</summary>
    public SortedDictionary<(int Role, int Member), List<string>> Calls { get; } = [];

    public string Call(int role, int member, string action, string type, IEnumerable<string> arguments)
    {
        var count = _counts[(role, member, action)] = _counts.GetValueOrDefault((role, member, action)) + 1;
        var text = $"{action}#{count}({string.Join(", ", arguments)})";
        if (!Calls.TryGetValue((role, member), out var calls))
            Calls[(role, member)] = calls = [];
        calls.Add(text);
        var hash = Hash($"{seed}/{role}/{member}/{text}");
        return type switch
        {
            // Loops come to an end: late decisions are the last branch.
            "bool" => (count > 3 ? 2 : hash % 3).ToString(),
            "list" => string.Join('|', Enumerable.Range(0, Members).Select(i => $"{hash % 1000}.{i}")),
            _ => (hash % 1000).ToString(),
        };
    }

    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16777619u;
        return hash ^ (hash >> 15);
    }
}
