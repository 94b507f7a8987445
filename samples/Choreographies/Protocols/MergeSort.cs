using Choreographies.Running;
using Tributary;

namespace Choreographies.Protocols;

/// <summary>Can merge what is sorted.</summary>
public interface ISorter : IRole
{
    /// <summary>Makes one sorted list of two.</summary>
    int[] Merge(int[] one, int[] other);
}

/// <summary>The one who has the list.</summary>
public interface IFirstSorter : ISorter;

/// <summary>A helper.</summary>
public interface ISecondSorter : ISorter;

/// <summary>Another helper.</summary>
public interface IThirdSorter : ISorter;

/// <summary>Merge sort over three roles: each halves its list for the other two, who do the same, with the roles changed round.</summary>
public static partial class MergeSort
{
    /// <summary>The protocol.</summary>
    [Choreography]
    public static async Task<At<IFirstSorter, int[]>> Run(Scope c, On<IFirstSorter> first, On<ISecondSorter> second, On<IThirdSorter> third, At<IFirstSorter, int[]> list)
        => await Sort(c, first, second, third, list);

    // <choreography-merge-sort>
    [Choreography]
    private static async Task<At<TOwner, int[]>> Sort<TOwner, TLeft, TRight>(Scope c, On<TOwner> owner, On<TLeft> left, On<TRight> right, At<TOwner, int[]> list)
        where TOwner : class, ISorter
        where TLeft : class, ISorter
        where TRight : class, ISorter
    {
        if (await c.Choose(owner.Do(list, static (_, l) => l.Length > 1), left, right))
        {
            var lower = await c.Send(owner.Do(list, static (_, l) => l[..(l.Length / 2)]), left);
            var upper = await c.Send(owner.Do(list, static (_, l) => l[(l.Length / 2)..]), right);
            var one = await c.Send(await Sort(c, left, right, owner, lower), owner);
            var other = await c.Send(await Sort(c, right, owner, left, upper), owner);
            return owner.Do(one, other, static (o, x, y) => o.Merge(x, y));
        }

        return list;
    }
    // </choreography-merge-sort>

    private sealed class Sorter : IFirstSorter, ISecondSorter, IThirdSorter
    {
        public int Merges { get; private set; }

        public int[] Merge(int[] one, int[] other)
        {
            Merges++;
            var (merged, i, j) = (new int[one.Length + other.Length], 0, 0);
            for (var k = 0; k < merged.Length; k++)
                merged[k] = j == other.Length || (i < one.Length && one[i] <= other[j]) ? one[i++] : other[j++];
            return merged;
        }
    }

    /// <summary>The sample.</summary>
    public static IEnumerable<Sample> Samples =>
    [
        new("merge-sort", RunPlan(), CentrallyAsync,
        [
            Seat.Of("first", static () => new Sorter(), static sorter => RunAsFirst(sorter, List()), static (sorter, sorted) => $"{string.Join(' ', sorted)}; {sorter.Merges} merges"),
            Seat.Of("second", static () => new Sorter(), static sorter => RunAsSecond(sorter), static (sorter, _) => $"{sorter.Merges} merges"),
            Seat.Of("third", static () => new Sorter(), static sorter => RunAsThird(sorter), static (sorter, _) => $"{sorter.Merges} merges"),
        ]),
    ];

    private static int[] List() => [5, 3, 9, 1, 7, 2, 8, 6, 4];

    private static async Task<string[]> CentrallyAsync()
    {
        var (first, second, third) = (new Sorter(), new Sorter(), new Sorter());
        var sorted = await RunCentrally(first, second, third, List());
        return [$"{string.Join(' ', sorted)}; {first.Merges} merges", $"{second.Merges} merges", $"{third.Merges} merges"];
    }
}
