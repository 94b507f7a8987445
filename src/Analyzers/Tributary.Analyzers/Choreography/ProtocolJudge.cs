using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Tributary.Roslyn.Choreography;

namespace Tributary.Analyzers.Choreography;

/// <summary>Links and projects choreographies, each with what it calls, as the generator does.</summary>
internal sealed class ProtocolJudge
{
    /// <summary>The property of a diagnostic that names the role that has to be told.</summary>
    public const string Role = "role";

    private readonly Dictionary<string, ReadChoreography> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Procedure> _procedures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Verdict> _faults = new(StringComparer.Ordinal);

    /// <param name="known">The choreographies that may be called.</param>
    public ProtocolJudge(IEnumerable<ReadChoreography> known)
    {
        foreach (var one in known)
        {
            _byKey[one.Key] = one;
            if (one.Procedure is { } procedure)
                _procedures[one.Key] = procedure;
        }
    }

    /// <summary>Whether everything that a choreography reaches is known.</summary>
    public bool IsClosed(ReadChoreography one) => Reached(one).All(_byKey.ContainsKey);

    /// <summary>The faults of the protocol of a choreography. One that reaches a choreography with mistakes of its own has to wait for these.</summary>
    public IEnumerable<Diagnostic> Judge(ReadChoreography one, bool atCompilationEnd)
    {
        if (one.Procedure is not { } procedure)
            yield break;
        var reached = Reached(one);
        if (reached.Any(key => _byKey.TryGetValue(key, out var called) && called.Procedure is null))
            yield break;
        var own = FaultsOf(procedure);
        var others = new HashSet<(FaultKind, Span)>(reached.Where(key => key != one.Key && _procedures.ContainsKey(key)).SelectMany(key => FaultsOf(_procedures[key]).Sites));
        foreach (var fault in own.Faults)
        {
            // What the called choreography is told already is not told again at each of its callers.
            if (fault.Other is { } other && others.Contains((fault.Kind, other)))
                continue;
            yield return Make(ChoreographyRules.Of(fault.Kind), one, fault.Span, fault.Other, ArgumentsOf(fault, procedure), fault.Arguments.FirstOrDefault(), atCompilationEnd);
        }

        foreach (var (type, site) in own.WithoutCodec)
            yield return Make(Descriptors.TRIB3021_PayloadMustBeEncodable, one, site, null, [type, "stands for a type parameter here and has no codec"], null, atCompilationEnd);
    }

    private Diagnostic Make(DiagnosticDescriptor rule, ReadChoreography one, Span span, Span? other, object[] arguments, string? role, bool atCompilationEnd)
    {
        var additional = other is { } place && TreeOf(place, one) is { } tree ? new[] { LocationOf(tree, place) } : [];
        var properties = role is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Role, role);
        return Diagnostic.Create(
            atCompilationEnd ? ChoreographyRules.AtCompilationEnd(rule) : rule, LocationOf(one.Tree, span), additional, properties, arguments);
    }

    private SyntaxTree? TreeOf(Span span, ReadChoreography one)
        => one.Tree.FilePath == span.Path ? one.Tree : _byKey.Values.FirstOrDefault(other => other.Tree.FilePath == span.Path)?.Tree;

    private static Location LocationOf(SyntaxTree tree, Span span) => Location.Create(tree, new TextSpan(span.Start, span.Length));

    private static object[] ArgumentsOf(Fault fault, Procedure procedure)
        => fault.Kind is FaultKind.Endless or FaultKind.Unreachable ? [procedure.Method] : [.. fault.Arguments];

    private Verdict FaultsOf(Procedure procedure)
    {
        if (_faults.TryGetValue(procedure.Key, out var known))
            return known;
        var linked = Linker.Link(procedure, _procedures);
        var projection = Projector.Project(linked);
        return _faults[procedure.Key] = new([.. projection.Faults], [.. UnknownPayloads.Of(linked)]);
    }

    /// <summary>The keys of a choreography and of all that it calls, directly or by way of others, as far as it is known.</summary>
    private HashSet<string> Reached(ReadChoreography one)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { one.Key };
        var open = new Stack<string>(reached);
        while (open.Count > 0)
        {
            if (!_procedures.TryGetValue(open.Pop(), out var procedure))
                continue;
            foreach (var call in procedure.Body.All().OfType<Call>())
            {
                foreach (var key in call.Delegates.Append(call.Target))
                {
                    if (!key.StartsWith("$", StringComparison.Ordinal) && reached.Add(key))
                        open.Push(key);
                }
            }
        }

        return reached;
    }

    private sealed record Verdict(IReadOnlyList<Fault> Faults, IReadOnlyList<(string Type, Span Site)> WithoutCodec)
    {
        public IEnumerable<(FaultKind, Span)> Sites => Faults.Select(static fault => (fault.Kind, fault.Span));
    }
}
