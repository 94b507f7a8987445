using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tributary.Codec;

/// <summary>Steps that every encode, copy and comparison share. Generated code calls it; users have no need to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CodecWriter
{
    private static readonly DictionaryCodec<IEnumerable<KeyValuePair<string, JsonElement>>, string, JsonElement> s_unknown = new(KeyCodecs.String, Codecs.JsonElement);

    /// <summary>A member's name, escaped once.</summary>
    public static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>The value, which must be there: what is declared to be never null could not be read back as null.</summary>
    /// <exception cref="InvalidOperationException">The value is null.</exception>
    public static T NotNull<T>([NotNull] T? value, [CallerArgumentExpression(nameof(value))] string expression = "")
        where T : class
        => value ?? throw new InvalidOperationException($"{expression} is null, but its type says that it never is");

    /// <summary>The fault of a value whose type is not in the list of its hierarchy.</summary>
    public static InvalidOperationException NotListed(object? value)
        => new(value is null
            ? "a value is null, but its type says that it never is"
            : $"{value.GetType().Name} is not listed with [CodecDerived] on its base");

    /// <summary>Guards a walk over a recursive type: a graph that runs into itself ends here and not in a crash of the process.</summary>
    /// <exception cref="InvalidOperationException">The nesting is too deep for the stack.</exception>
    public static void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new InvalidOperationException("the value is nested too deeply, or contains itself");
    }

    /// <summary>Whether two instances keep the same unknown members; none and an empty collection are the same.</summary>
    public static bool SameUnknown(IEnumerable<KeyValuePair<string, JsonElement>>? x, IEnumerable<KeyValuePair<string, JsonElement>>? y)
        => s_unknown.AreEqual(x ?? [], y ?? []);

    /// <summary>Replaces what is in a collection that has no setter.</summary>
    /// <exception cref="JsonException">There is no collection to fill.</exception>
    public static void Refill<T>(ICollection<T>? target, IEnumerable<T> items)
    {
        if (target is null or { IsReadOnly: true })
            throw new JsonException("the member has neither a setter nor a collection that could be filled");
        target.Clear();
        foreach (var item in items)
            target.Add(item);
    }
}
