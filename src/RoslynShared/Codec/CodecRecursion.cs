namespace Tributary.Roslyn.Codec;

/// <summary>Finds the objects that can contain another of their own type, which a walk must guard against running too deep.</summary>
internal static class CodecRecursion
{
    /// <summary>The shapes with recursive objects marked.</summary>
    public static IEnumerable<CodecShape> Mark(List<CodecShape> shapes)
    {
        var edges = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var shape in shapes)
            edges[NameOf(shape)] = EdgesOf(shape);
        foreach (var shape in shapes)
            yield return shape is ObjectShape record && ReachesItself(NameOf(shape), edges) ? record with { IsRecursive = true } : shape;
    }

    private static string NameOf(CodecShape shape) => "global::" + shape.Namespace + "." + shape.ClassName;

    private static List<string> EdgesOf(CodecShape shape)
    {
        var found = new List<string>();
        switch (shape)
        {
            case ObjectShape record:
                foreach (var member in record.Members)
                    Add(member.Type, found);
                break;
            case TupleShape tuple:
                foreach (var element in tuple.Elements)
                    Add(element, found);
                break;
            case PolymorphicShape hierarchy:
                foreach (var derived in hierarchy.Derived)
                    found.Add(derived.Codec);
                if (hierarchy.Exact is not null)
                    found.Add(hierarchy.Exact);
                break;
        }

        return found;
    }

    private static void Add(CodecTypeRef type, List<string> found)
    {
        if (type.Kind == CodecKind.Generated)
            found.Add(type.Codec);
        foreach (var argument in type.Arguments)
            Add(argument, found);
    }

    private static bool ReachesItself(string start, Dictionary<string, List<string>> edges)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>();
        open.Push(start);
        while (open.Count > 0)
        {
            if (!edges.TryGetValue(open.Pop(), out var targets))
                continue;
            foreach (var target in targets)
            {
                if (target == start)
                    return true;
                if (seen.Add(target))
                    open.Push(target);
            }
        }

        return false;
    }
}
