using System.Text;

namespace Tributary.Roslyn.Choreography;

/// <summary>A procedure with its type arguments and the choreographies that it is given.</summary>
/// <param name="Key">The key of the procedure.</param>
/// <param name="TypeArguments">As C# text, and their codecs behind them; for the root its own placeholders.</param>
/// <param name="Delegates">The keys of procedures; for the root the names of its parameters, prefixed with <c>$</c>.</param>
internal sealed record Instance(string Key, EquatableArray<string> TypeArguments, EquatableArray<string> Delegates)
{
    /// <summary>What a call names it by.</summary>
    public string Name
    {
        get
        {
            var name = new StringBuilder(Key);
            if (TypeArguments.Count > 0)
                name.Append('<').Append(string.Join(", ", TypeArguments)).Append('>');
            if (Delegates.Count > 0)
                name.Append('(').Append(string.Join(", ", Delegates)).Append(')');
            return name.ToString();
        }
    }

    /// <summary>The root, for whose own type parameters and delegates nothing is filled in.</summary>
    public static Instance Of(Procedure root)
        => new(
            root.Key,
            Placeholders(root).ToEquatableArray(),
            root.Delegates.Select(static name => "$" + name).ToEquatableArray());

    /// <summary>The instance that a call in this one names; null for a delegate parameter of the root.</summary>
    public Instance? Called(Procedure caller, Call call)
    {
        var key = Bound(caller, call.Target);
        return key.StartsWith("$", StringComparison.Ordinal)
            ? null
            : new(key, call.TypeArguments.Select(Fill).ToEquatableArray(), call.Delegates.Select(one => Bound(caller, one)).ToEquatableArray());
    }

    /// <summary>The expression of a codec; null if the type has none, or is a parameter that stands for a type without one.</summary>
    public string? FillCodec(string? codec) => codec is not null && Fill(codec) is not "null" and var filled ? filled : null;

    /// <summary>The text with the type arguments in place of <c>{0}</c>, <c>{1}</c> ...</summary>
    public string Fill(string text)
    {
        if (TypeArguments.Count == 0 || text.IndexOf('{') < 0)
            return text;
        var filled = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            if (end > i && int.TryParse(text.Substring(i + 1, end - i - 1), out var index) && index >= 0 && index < TypeArguments.Count)
            {
                filled.Append(TypeArguments[index]);
                i = end;
            }
            else
            {
                filled.Append(text[i]);
            }
        }

        return filled.ToString();
    }

    /// <summary>What a procedure's own type parameters, and their codecs, are in its own text.</summary>
    public static IEnumerable<string> Placeholders(Procedure procedure)
        => Enumerable.Range(0, 2 * procedure.TypeParameters.Count).Select(static index => "{" + index + "}");

    private string Bound(Procedure caller, string target)
    {
        if (!target.StartsWith("$", StringComparison.Ordinal))
            return target;
        for (var i = 0; i < caller.Delegates.Count && i < Delegates.Count; i++)
        {
            if (caller.Delegates[i] == target.Substring(1))
                return Delegates[i];
        }

        return target;
    }
}
