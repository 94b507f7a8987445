using System.ComponentModel;
using System.Text.Json;

namespace Tributary.Codec;

/// <summary>The codec of a dictionary, or of an interface that a dictionary implements. Order does not count; of a repeated key the last value counts.</summary>
/// <typeparam name="TDictionary">The type of the dictionary.</typeparam>
/// <typeparam name="TKey">The type of its keys.</typeparam>
/// <typeparam name="TValue">The type of its values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DictionaryCodec<TDictionary, TKey, TValue>(KeyCodec<TKey> key, Codec<TValue> element) : Codec<TDictionary>
    where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TDictionary value)
    {
        if (value is null)
            throw new InvalidOperationException("a dictionary is null, but its type says that it never is");
        writer.WriteStartObject();
        foreach (var (name, item) in value)
        {
            writer.WritePropertyName(key.Format(name));
            element.Write(writer, item);
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc />
    public override TDictionary Read(ref Utf8JsonReader reader)
    {
        CodecReader.Expect(ref reader, JsonTokenType.StartObject);
        var items = new Dictionary<TKey, TValue>();
        while (CodecReader.NextMember(ref reader))
        {
            var name = key.Parse(reader.GetString()!);
            reader.Read();
            items[name] = element.Read(ref reader);
        }

        return (TDictionary)(object)items;
    }

    /// <inheritdoc />
    public override TDictionary Copy(TDictionary value)
    {
        if (value is null)
            return null!;
        var copy = value is Dictionary<TKey, TValue> plain ? new Dictionary<TKey, TValue>(plain.Count, plain.Comparer) : [];
        foreach (var (name, item) in value)
            copy[name] = element.Copy(item);
        return (TDictionary)(object)copy;
    }

    /// <inheritdoc />
    public override bool AreEqual(TDictionary x, TDictionary y)
    {
        if (x is null || y is null)
            return x is null && y is null;
        var right = y as IReadOnlyDictionary<TKey, TValue> ?? new Dictionary<TKey, TValue>(y);
        var count = 0;
        foreach (var (name, item) in x)
        {
            count++;
            if (!right.TryGetValue(name, out var other) || !element.AreEqual(item, other))
                return false;
        }

        return count == right.Count;
    }
}
