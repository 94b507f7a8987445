using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Tributary.Roslyn.Testing;

/// <summary>
/// A source with its marks taken out: <c>[|..|]</c> the analyzer's only diagnostic, <c>{|ID:..|}</c> a diagnostic by id,
/// <c>{|#0:..|}</c> a numbered location, <c>$$</c> a position.
/// </summary>
/// <param name="Text">The source without marks.</param>
/// <param name="Unnamed">The spans of <c>[|..|]</c>, and the empty spans of <c>$$</c>.</param>
/// <param name="Named">The spans of <c>{|ID:..|}</c>.</param>
/// <param name="Numbered">The spans of <c>{|#0:..|}</c>.</param>
public sealed record TestMarkup(
    string Text,
    ImmutableArray<TextSpan> Unnamed,
    ImmutableArray<(string Id, TextSpan Span)> Named,
    ImmutableDictionary<int, TextSpan> Numbered)
{
    /// <summary>Takes the marks out of a source.</summary>
    public static TestMarkup Parse(string source)
    {
        source = source.ReplaceLineEndings("\n");
        var text = new StringBuilder(source.Length);
        var open = new Stack<(string Name, int Start)>();
        var unnamed = ImmutableArray.CreateBuilder<TextSpan>();
        var named = ImmutableArray.CreateBuilder<(string, TextSpan)>();
        var numbered = ImmutableDictionary.CreateBuilder<int, TextSpan>();

        for (var i = 0; i < source.Length;)
        {
            var rest = source.AsSpan(i);
            if (rest.StartsWith("[|"))
            {
                open.Push(("", text.Length));
                i += 2;
            }
            else if (rest.StartsWith("{|") && Name(rest) is { } name)
            {
                open.Push((name, text.Length));
                i += name.Length + 3;
            }
            else if ((rest.StartsWith("|]") || rest.StartsWith("|}")) && open.TryPeek(out var top) && top.Name.Length == 0 == rest.StartsWith("|]"))
            {
                open.Pop();
                Close(top.Name, TextSpan.FromBounds(top.Start, text.Length));
                i += 2;
            }
            else if (rest.StartsWith("$$") && !rest.StartsWith("$$\"") && !rest.StartsWith("$$$"))
            {
                unnamed.Add(new TextSpan(text.Length, 0));
                i += 2;
            }
            else
            {
                text.Append(source[i++]);
            }
        }

        if (open.Count > 0)
            throw new RoslynTestException($"The mark '{(open.Peek().Name.Length == 0 ? "[|" : "{|" + open.Peek().Name + ":")}' is never closed in:\n{source}");
        return new(text.ToString(), unnamed.ToImmutable(), named.ToImmutable(), numbered.ToImmutable());

        void Close(string name, TextSpan span)
        {
            if (name.Length == 0)
                unnamed.Add(span);
            else if (name[0] == '#')
                numbered.Add(int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), span);
            else
                named.Add((name, span));
        }
    }

    private static string? Name(ReadOnlySpan<char> rest)
    {
        var colon = rest.IndexOf(':');
        if (colon < 3)
            return null;
        var name = rest[2..colon];
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '#' && c != '_')
                return null;
        }

        return name.ToString();
    }
}
