using System.Globalization;

namespace Tributary.Store.Embedded;

/// <summary>How the embedded stores page: one item more than asked for is read, and tells whether there is a next page.</summary>
internal static class Paging
{
    /// <summary>Reads a cursor that is a number; null is before the first.</summary>
    /// <exception cref="ArgumentException">It is none that a page gave out.</exception>
    public static long Position(string? after) => after is null
        ? long.MinValue
        : long.TryParse(after, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new ArgumentException($"'{after}' is no cursor of this list. Pass the Next of a page.", nameof(after));

    /// <summary>How many items to read for a page.</summary>
    public static int OneMore(int take) => take == int.MaxValue ? take : take + 1;

    /// <summary>Makes the page of up to one item too many.</summary>
    public static Page<T> Cut<T>(List<T> items, int take, Func<T, string> cursor)
    {
        if (items.Count <= take)
            return new Page<T>(items, null);
        items.RemoveRange(take, items.Count - take);
        return new Page<T>(items, cursor(items[^1]));
    }
}
