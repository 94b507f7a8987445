using System.ComponentModel;
using System.Text.Json;

namespace Tributary.Codec;

/// <summary>What all sequences share: a JSON array, elements in order, equal when the elements are equal in order.</summary>
/// <typeparam name="TSequence">The type of the sequence.</typeparam>
/// <typeparam name="T">The type of its elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SequenceCodec<TSequence, T> : Codec<TSequence>
    where TSequence : IEnumerable<T>
{
    private readonly Codec<T> _element;

    private protected SequenceCodec(Codec<T> element) => _element = element;

    private protected Codec<T> Element => _element;

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TSequence value)
    {
        if (value is null)
            throw new InvalidOperationException("a collection is null, but its type says that it never is");
        writer.WriteStartArray();
        foreach (var item in value)
            _element.Write(writer, item);
        writer.WriteEndArray();
    }

    /// <inheritdoc />
    public override TSequence Read(ref Utf8JsonReader reader)
    {
        CodecReader.Expect(ref reader, JsonTokenType.StartArray);
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(_element.Read(ref reader));
        return From(items);
    }

    /// <inheritdoc />
    public override TSequence Copy(TSequence value)
    {
        if (value is null)
            return default!;
        var items = value.TryGetNonEnumeratedCount(out var count) ? new List<T>(count) : [];
        foreach (var item in value)
            items.Add(_element.Copy(item));
        return From(items);
    }

    /// <inheritdoc />
    public override bool AreEqual(TSequence x, TSequence y)
    {
        if (x is null || y is null)
            return x is null && y is null;
        using var left = x.GetEnumerator();
        using var right = y.GetEnumerator();
        while (left.MoveNext())
        {
            if (!right.MoveNext() || !_element.AreEqual(left.Current, right.Current))
                return false;
        }

        return !right.MoveNext();
    }

    private protected abstract TSequence From(List<T> items);
}
