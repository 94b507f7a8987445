using System.Globalization;
using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Choreography;

/// <summary>The codecs that the endpoints of a protocol use. One that must be made is made once, in a field.</summary>
/// <param name="className">The nested class that has the fields.</param>
internal sealed class CodecFields(string className)
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>How code names a codec.</summary>
    public string Of(string? codec)
    {
        if (codec is null)
            throw new InvalidOperationException("A value without a codec is sent.");
        if (!codec.StartsWith("new ", StringComparison.Ordinal))
            return codec;
        if (!_fields.TryGetValue(codec, out var field))
            _fields.Add(codec, field = "Codec" + (_fields.Count + 1).ToString(CultureInfo.InvariantCulture));
        return className + "." + field;
    }

    /// <summary>Writes the class of the fields, if there are any.</summary>
    public void Write(SourceWriter writer)
    {
        if (_fields.Count == 0)
            return;
        writer.Line().Open($"private static class {className}");
        foreach (var field in _fields)
            writer.Line($"internal static readonly {TypeOf(field.Key)} {field.Value} = {field.Key};");
        writer.Close();
    }

    // "new Some.Codec<T>(...)" is a Some.Codec<T>; T may be a tuple.
    private static string TypeOf(string codec)
    {
        var depth = 0;
        for (var i = 4; i < codec.Length; i++)
        {
            if (codec[i] == '(' && depth == 0)
                return codec.Substring(4, i - 4);
            depth += codec[i] == '<' ? 1 : codec[i] == '>' ? -1 : 0;
        }

        return codec.Substring(4);
    }
}
