using System.Collections.Immutable;
using Tributary.Roslyn;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>From annotated methods to protocols with endpoints. Knows nothing of the compiler.</summary>
internal static class ProtocolBuilder
{
    /// <summary>Finds what a choreography calls, so that an edit of another one changes nothing here.</summary>
    public static ProtocolSource Source(ChoreographyShape shape, ImmutableArray<Procedure> all)
    {
        var byKey = ByKey(all);
        var called = new SortedDictionary<string, Procedure>(StringComparer.Ordinal);
        var open = new Stack<Procedure>();
        if (shape.Procedure is not null)
            open.Push(shape.Procedure);
        while (open.Count > 0)
        {
            var procedure = open.Pop();
            foreach (var call in procedure.Body.All().OfType<Call>())
            {
                foreach (var key in call.Delegates.Append(call.Target))
                {
                    if (key == shape.Procedure!.Key || called.ContainsKey(key) || !byKey.TryGetValue(key, out var target))
                        continue;
                    called.Add(key, target);
                    open.Push(target);
                }
            }
        }

        return new(shape, called.Values.ToEquatableArray());
    }

    /// <summary>Links and projects a choreography.</summary>
    public static ProtocolModel Build(ProtocolSource source)
    {
        var shape = source.Shape;
        if (shape.Procedure is not { } procedure)
            return Failed(shape, shape.Faults.Count == 0 ? "it does not compile" : string.Join(", ", shape.Faults));
        var linked = Linker.Link(procedure, ByKey(source.Called));
        var projection = Projector.Project(linked);
        if (!projection.IsProjectable)
            return Failed(shape, string.Join(", ", projection.Faults.Where(static fault => fault.IsError).Select(Describe)));
        if (FindWithoutCodec(linked) is { } type)
            return Failed(shape, $"the type {type} cannot be sent");
        return new(shape, linked, projection.Endpoints, projection.Targets, ProtocolDescription.FingerprintOf(ProtocolDescription.Of(linked, projection)), null);
    }

    private static ProtocolModel Failed(ChoreographyShape shape, string problem) => new(shape, null, [], [], "", problem);

    private static string Describe(Fault fault) => FormattableString.Invariant($"{fault.Kind} in line {fault.Span.Line + 1} ({string.Join(", ", fault.Arguments)})");

    // A type argument may have no codec although what is sent is a type parameter.
    private static string? FindWithoutCodec(LinkedProtocol linked)
    {
        foreach (var procedure in linked.Targets.Prepend(linked.Procedure))
        {
            foreach (var message in procedure.Body.All().OfType<Message>())
            {
                var sent = procedure.Variables[message.Value];
                var codec = message.Route == Route.Scatter ? sent.ItemCodec : sent.Codec;
                if (codec is null or "null" || codec.Contains("(null)"))
                    return sent.Type;
            }
        }

        return null;
    }

    private static Dictionary<string, Procedure> ByKey(IEnumerable<Procedure> procedures)
    {
        var byKey = new Dictionary<string, Procedure>(StringComparer.Ordinal);
        foreach (var procedure in procedures)
            byKey[procedure.Key] = procedure;
        return byKey;
    }
}
