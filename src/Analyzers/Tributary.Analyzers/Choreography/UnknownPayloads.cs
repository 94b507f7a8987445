using Tributary.Roslyn.Choreography;

namespace Tributary.Analyzers.Choreography;

/// <summary>
/// What is sent as a value of a type parameter, for which the caller gives a type that has no codec. Everything else that has none is found
/// by the parser, where it is sent.
/// </summary>
internal static class UnknownPayloads
{
    /// <summary>The types, with the calls in the text of the root.</summary>
    public static IEnumerable<(string Type, Span Site)> Of(LinkedProtocol protocol)
        => In(protocol.Procedure, protocol.Procedure.Body, null)
            .Concat(protocol.Targets.SelectMany(target => In(target, target.Body, protocol.Procedure.Name)))
            .Distinct();

    private static IEnumerable<(string Type, Span Site)> In(Procedure procedure, Block block, Span? site)
    {
        foreach (var statement in block.Statements)
        {
            if (statement is Message message && site is { } call)
            {
                var sent = procedure.Variables[message.Value];
                var codec = message.Route == Route.Scatter ? sent.ItemCodec : sent.Codec;
                if (codec is null or "null" || codec.Contains("(null)"))
                    yield return (sent.Type.Replace("global::", ""), call);
            }

            var inner = statement is WrittenOut ? site ?? statement.Span : site;
            foreach (var found in statement.Blocks().SelectMany(body => In(procedure, body, inner)))
                yield return found;
        }
    }
}
