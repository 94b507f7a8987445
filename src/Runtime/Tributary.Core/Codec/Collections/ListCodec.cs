using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tributary.Codec;

/// <summary>The codec of a list, or of an interface that a list implements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ListCodec<TList, T>(Codec<T> element) : SequenceCodec<TList, T>(element)
    where TList : class, IEnumerable<T>
{
    private protected override TList From(List<T> items) => (TList)(object)items;
}

/// <summary>The codec of an array.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ArrayCodec<T>(Codec<T> element) : SequenceCodec<T[], T>(element)
{
    private protected override T[] From(List<T> items) => [.. items];
}

/// <summary>The codec of an immutable array; one that was never set is written as empty.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImmutableArrayCodec<T>(Codec<T> element) : SequenceCodec<ImmutableArray<T>, T>(element)
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ImmutableArray<T> value) => base.Write(writer, value.IsDefault ? [] : value);

    /// <inheritdoc />
    public override ImmutableArray<T> Copy(ImmutableArray<T> value) => base.Copy(value.IsDefault ? [] : value);

    /// <inheritdoc />
    public override bool AreEqual(ImmutableArray<T> x, ImmutableArray<T> y) => base.AreEqual(x.IsDefault ? [] : x, y.IsDefault ? [] : y);

    private protected override ImmutableArray<T> From(List<T> items) => ImmutableCollectionsMarshal.AsImmutableArray(items.ToArray());
}
