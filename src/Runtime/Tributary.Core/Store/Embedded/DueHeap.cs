using System.Diagnostics.CodeAnalysis;

namespace Tributary.Store.Embedded;

/// <summary>
/// A binary heap by due time whose items know their place, so that one can be removed early in logarithmic time: leases end early
/// nearly always, and the delayed messages of a partition may be woken. Not safe for several threads.
/// </summary>
internal sealed class DueHeap
{
    private Timed[] _items = new Timed[16];
    private int _count;
    private long _order;

    /// <summary>True when nothing is timed.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>The earliest due time, or <see cref="long.MaxValue"/>.</summary>
    public long NextDue => _count == 0 ? long.MaxValue : _items[0].Due;

    /// <summary>Adds an item that is in no heap.</summary>
    public void Add(Timed item, long due)
    {
        if (_count == _items.Length)
            Array.Resize(ref _items, _count * 2);
        item.Due = due;
        item.DueOrder = _order++;
        SiftUp(_count++, item);
    }

    /// <summary>Removes the earliest item if it is due.</summary>
    public bool TryTakeDue(long now, [NotNullWhen(true)] out Timed? item)
    {
        if (_count == 0 || _items[0].Due > now)
        {
            item = null;
            return false;
        }

        item = _items[0];
        Remove(item);
        return true;
    }

    /// <summary>Removes an item; does nothing when it is in no heap.</summary>
    public void Remove(Timed item)
    {
        var index = item.HeapIndex;
        if (index < 0)
            return;

        item.HeapIndex = -1;
        var last = _items[--_count];
        _items[_count] = null!;
        if (ReferenceEquals(last, item))
            return;

        if (index > 0 && IsBefore(last, _items[(index - 1) / 2]))
            SiftUp(index, last);
        else
            SiftDown(index, last);
    }

    private static bool IsBefore(Timed a, Timed b) => a.Due != b.Due ? a.Due < b.Due : a.DueOrder < b.DueOrder;

    private void SiftUp(int index, Timed item)
    {
        while (index > 0)
        {
            var parent = (index - 1) / 2;
            if (!IsBefore(item, _items[parent]))
                break;
            Place(index, _items[parent]);
            index = parent;
        }

        Place(index, item);
    }

    private void SiftDown(int index, Timed item)
    {
        while (true)
        {
            var child = 2 * index + 1;
            if (child >= _count)
                break;
            if (child + 1 < _count && IsBefore(_items[child + 1], _items[child]))
                child++;
            if (!IsBefore(_items[child], item))
                break;
            Place(index, _items[child]);
            index = child;
        }

        Place(index, item);
    }

    private void Place(int index, Timed item)
    {
        _items[index] = item;
        item.HeapIndex = index;
    }
}
