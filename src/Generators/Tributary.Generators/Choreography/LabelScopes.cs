namespace Tributary.Generators.Choreography;

/// <summary>Knows from where labels can be seen.</summary>
internal static class LabelScopes
{
    /// <summary>Finds the labels that are gone to from outside of their blocks.</summary>
    /// <param name="code">The code.</param>
    /// <param name="hidden">Takes their states.</param>
    /// <returns>Whether there are any new ones.</returns>
    public static bool FindHidden(List<CodeNode> code, HashSet<int> hidden)
    {
        var labels = new Dictionary<int, List<CodeNode>>();
        CollectLabels(code, labels);
        var count = hidden.Count;
        CheckGotos(code, [], labels, hidden);
        return hidden.Count > count;
    }

    /// <summary>The states that are gone to.</summary>
    public static HashSet<int> Used(List<CodeNode> code)
    {
        var used = new HashSet<int>();
        foreach (var node in code)
        {
            if (node is GotoNode jump)
                used.Add(jump.State);
            foreach (var block in BlocksOf(node))
                used.UnionWith(Used(block));
        }

        return used;
    }

    private static void CollectLabels(List<CodeNode> block, Dictionary<int, List<CodeNode>> labels)
    {
        foreach (var node in block)
        {
            if (node is LabelNode label)
                labels[label.State] = block;
            foreach (var inner in BlocksOf(node))
                CollectLabels(inner, labels);
        }
    }

    private static void CheckGotos(List<CodeNode> block, List<List<CodeNode>> around, Dictionary<int, List<CodeNode>> labels, HashSet<int> hidden)
    {
        around.Add(block);
        foreach (var node in block)
        {
            if (node is GotoNode jump && !(labels.TryGetValue(jump.State, out var home) && around.Exists(one => ReferenceEquals(one, home))))
                hidden.Add(jump.State);
            foreach (var inner in BlocksOf(node))
                CheckGotos(inner, around, labels, hidden);
        }

        around.RemoveAt(around.Count - 1);
    }

    private static IEnumerable<List<CodeNode>> BlocksOf(CodeNode node) => node switch
    {
        IfNode branch => [branch.Then, branch.Otherwise],
        SwitchNode choice => choice.Sections.Select(static section => section.Body),
        _ => [],
    };
}
