using System.Text;
using System.Text.Json;

namespace Tributary.Codec;

/// <summary>Finds the path to a place in a text, for messages.</summary>
internal static class CodecPath
{
    private const int MaxNameLength = 64, MaxLength = 1_000;

    /// <summary>The path to the value whose token starts at a position, as <c>$.member[index]</c>; for an end token, to the value that it ends.</summary>
    public static string To(ReadOnlySpan<byte> utf8, long position)
    {
        var frames = new List<Frame>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read() && reader.TokenStartIndex <= position)
                Follow(ref reader, frames, isLast: reader.TokenStartIndex == position);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The text itself is malformed from here on: the frames gathered so far are the path.
        }

        return Format(frames);
    }

    private static void Follow(ref Utf8JsonReader reader, List<Frame> frames, bool isLast)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                frames[^1] = new(NameAt(ref reader), -1);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                frames.RemoveAt(frames.Count - 1);
                break;
            default:
                if (frames.Count > 0 && frames[^1] is { Name: null } frame)
                    frames[^1] = frame with { Index = frame.Index + 1 };
                if (!isLast && reader.TokenType is JsonTokenType.StartObject)
                    frames.Add(new("", -1));
                else if (!isLast && reader.TokenType is JsonTokenType.StartArray)
                    frames.Add(new(null, -1));
                break;
        }
    }

    private static string NameAt(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > MaxNameLength)
            return Encoding.UTF8.GetString(reader.ValueSpan[..MaxNameLength]) + "…";
        return reader.GetString()!;
    }

    private static string Format(List<Frame> frames)
    {
        var path = new StringBuilder("$");
        foreach (var (name, index) in frames)
        {
            if (path.Length > MaxLength)
                return path.Append("...").ToString();
            if (name is null && index >= 0)
                path.Append('[').Append(index).Append(']');
            else if (name is { Length: > 0 })
                path.Append('.').Append(name);
        }

        return path.ToString();
    }

    // The name of the present member of an object, or null and the index of the present element of an array.
    private readonly record struct Frame(string? Name, int Index);
}
