using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tributary.Analyzers.Determinism;

/// <summary>
/// The members that a project vouches for, from <c>tributary_deterministic_calls</c> in .editorconfig: documentation ids, separated by
/// <c>|</c> because the file format takes <c>;</c> and <c>#</c> for the begin of a comment. A method without parameter list means all of
/// its overloads, <c>.ctor</c> all constructors, and a type all of its members.
/// </summary>
internal sealed class AllowList
{
    private const string Option = "tributary_deterministic_calls";

    private static readonly AllowList s_empty = new([]);

    private readonly HashSet<string> _ids;

    private AllowList(HashSet<string> ids) => _ids = ids;

    public static AllowList Of(AnalyzerConfigOptions options)
        => options.TryGetValue(Option, out var text) && text.Trim().Length > 0
            ? new(new(text.Split('|').Select(static id => id.Trim().Replace(".#ctor", "..ctor")), StringComparer.Ordinal))
            : s_empty;

    /// <summary>Whether a member or its type is in the list.</summary>
    public bool Contains(ISymbol member)
    {
        if (_ids.Count == 0)
            return false;
        if (IsListed(member) || (member is IMethodSymbol { AssociatedSymbol: { } owner } && IsListed(owner)))
            return true;
        for (var type = member.ContainingType; type is not null; type = type.ContainingType)
        {
            if (IsListed(type))
                return true;
        }

        return false;
    }

    private bool IsListed(ISymbol symbol)
    {
        if (symbol.OriginalDefinition.GetDocumentationCommentId() is not { } id)
            return false;
        id = id.Replace(".#ctor", "..ctor");
        var parameters = id.IndexOf('(');
        return _ids.Contains(id) || (parameters > 0 && _ids.Contains(id.Substring(0, parameters)));
    }
}
