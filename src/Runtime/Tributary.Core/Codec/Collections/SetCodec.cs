using System.ComponentModel;

namespace Tributary.Codec;

/// <summary>The codec of a set, or of an interface that a set implements. Order does not count.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SetCodec<TSet, T>(Codec<T> element) : SequenceCodec<TSet, T>(element)
    where TSet : class, IEnumerable<T>
{
    /// <inheritdoc />
    public override TSet Copy(TSet value)
    {
        if (value is not HashSet<T> set)
            return base.Copy(value);
        var copy = new HashSet<T>(set.Count, set.Comparer);
        foreach (var item in set)
            copy.Add(Element.Copy(item));
        return (TSet)(object)copy;
    }

    /// <inheritdoc />
    public override bool AreEqual(TSet x, TSet y)
    {
        if (x is null || y is null)
            return x is null && y is null;
        var left = x as IReadOnlyCollection<T> ?? [.. x];
        var right = new HashSet<T>(y);
        if (left.Count != right.Count)
            return false;
        var rest = new List<T>();
        foreach (var item in left)
        {
            if (!right.Remove(item))
                rest.Add(item);
        }

        // Elements without equality of their own are matched one against the other.
        foreach (var item in rest)
        {
            if (right.RemoveWhere(other => Element.AreEqual(item, other)) == 0)
                return false;
        }

        return true;
    }

    private protected override TSet From(List<T> items) => (TSet)(object)new HashSet<T>(items);
}
