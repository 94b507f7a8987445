using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Durable;

/// <summary>Brings the durable methods of one type together and names their calls.</summary>
internal static class DurableMerge
{
    /// <summary>The types with durable methods in ordinal order, each with a file name that differs from all others by more than case.</summary>
    public static ImmutableArray<DurableClass> ByClass(
        ImmutableArray<ActivityShape> activities, ImmutableArray<OrchestrationShape> orchestrations, CancellationToken cancellationToken)
    {
        var newest = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var orchestration in orchestrations)
        {
            if (!newest.TryGetValue(orchestration.Method.Name, out var version) || version < orchestration.Version)
                newest[orchestration.Method.Name] = orchestration.Version;
        }

        var types = new SortedDictionary<string, TypeShape>(StringComparer.Ordinal);
        foreach (var method in activities.Select(static activity => activity.Method).Concat(orchestrations.Select(static orchestration => orchestration.Method)))
            types[method.Type.FullName] = method.Type;
        var activitiesOf = activities.ToLookup(static activity => activity.Method.Type.FullName, StringComparer.Ordinal);
        var orchestrationsOf = orchestrations.ToLookup(static orchestration => orchestration.Method.Type.FullName, StringComparer.Ordinal);

        var hints = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var classes = ImmutableArray.CreateBuilder<DurableClass>(types.Count);
        foreach (var entry in types)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (key, type) = (entry.Key, entry.Value);
            var hint = type.HintName + ".Durable.g.cs";
            classes.Add(new(
                type,
                hints.Add(hint) ? hint : type.HintName + "." + CodecNames.Hash(key) + ".Durable.g.cs",
                CallsNameOf(type),
                Named(activitiesOf[key], static shape => shape.Method, static shape => MemberOf(shape.Method), static (member, shape) => new NamedActivity(member, shape)),
                Named(orchestrationsOf[key], static shape => shape.Method, shape => MemberOf(shape, newest), static (member, shape) => new NamedOrchestration(member, shape))));
        }

        return classes.MoveToImmutable();
    }

    // The name in the store tells methods apart, so it names the call too, unless it is no name for a member.
    private static string MemberOf(DurableMethod method) => SyntaxFacts.IsValidIdentifier(method.Name) ? method.Name : method.Method;

    private static string MemberOf(OrchestrationShape orchestration, Dictionary<string, int> newest)
        => orchestration.Version == newest[orchestration.Method.Name]
            ? MemberOf(orchestration.Method)
            : FormattableString.Invariant($"{MemberOf(orchestration.Method)}V{orchestration.Version}");

    private static EquatableArray<TNamed> Named<T, TNamed>(IEnumerable<T> shapes, Func<T, DurableMethod> methodOf, Func<T, string> memberOf, Func<string, T, TNamed> create)
        where TNamed : IEquatable<TNamed>
    {
        var byMember = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var shape in shapes)
        {
            // Two methods of one name are a mistake; one stands in until it is mended. Which one must not depend on the order of the files.
            var member = memberOf(shape);
            if (!byMember.TryGetValue(member, out var other) || string.CompareOrdinal(SignatureOf(methodOf(shape)), SignatureOf(methodOf(other))) < 0)
                byMember[member] = shape;
        }

        return byMember.Select(pair => create(pair.Key, pair.Value)).ToEquatableArray();
    }

    private static string SignatureOf(DurableMethod method)
        => method.Method + "(" + string.Join(",", method.Payload.Parameters.Select(static parameter => parameter.TypeName)) + ")" + method.Payload.ResultName;

    // App.OrderActivities and App_OrderActivities must not meet, so a name that is not plain carries a hash.
    private static string CallsNameOf(TypeShape type)
    {
        var full = type.HintName;
        var isPlain = full.IndexOfAny(['_', '+']) < 0;
        return full.Replace('.', '_').Replace('+', '_') + (isPlain ? "" : "_" + CodecNames.Hash(full)) + "_Calls";
    }
}
