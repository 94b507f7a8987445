using System.ComponentModel;
using System.Globalization;

namespace Tributary.Codec;

/// <summary>How the keys of a dictionary become member names.</summary>
/// <typeparam name="T">The type of the keys.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class KeyCodec<T>
{
    /// <summary>The name that stands for a key.</summary>
    public abstract string Format(T key);

    /// <summary>The key that a name stands for.</summary>
    /// <exception cref="FormatException">The name is no such key.</exception>
    public abstract T Parse(string name);
}

/// <summary>The keys that need no generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KeyCodecs
{
    /// <summary>A string is its own name.</summary>
    public static readonly KeyCodec<string> String = new StringKeyCodec();

    private sealed class StringKeyCodec : KeyCodec<string>
    {
        public override string Format(string key) => key;

        public override string Parse(string name) => name;
    }
}

/// <summary>Keys with one invariant text: integers and Guids.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParsedKeyCodec<T> : KeyCodec<T>
    where T : IParsable<T>, IFormattable
{
    /// <inheritdoc />
    public override string Format(T key) => key.ToString(null, CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public override T Parse(string name) => T.Parse(name, CultureInfo.InvariantCulture);
}
