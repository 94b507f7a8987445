using System.Diagnostics;
using System.Globalization;

namespace Tributary.Generators.Benchmarks;

/// <summary>What one run took.</summary>
internal readonly record struct Cost(double Milliseconds, double Megabytes)
{
    public static Cost operator -(Cost left, Cost right) => new(left.Milliseconds - right.Milliseconds, left.Megabytes - right.Megabytes);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds:F1} ms, {Megabytes:F2} MB");

    /// <summary>Measures one run.</summary>
    public static Cost Of(Action action)
    {
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        action();
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new(elapsed.TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1e6);
    }

    /// <summary>Medians of several subjects that take turns, so that what the machine does besides meets all of them alike.</summary>
    /// <param name="warmups">The rounds before those that count: the compiler's package comes uncompiled, and its methods settle late.</param>
    /// <param name="runs">The rounds that count.</param>
    /// <param name="subjects">What is measured; each gets the number of the round.</param>
    public static Cost[] Medians(int warmups, int runs, params Func<int, Cost>[] subjects)
    {
        var costs = subjects.Select(_ => new List<Cost>()).ToArray();
        for (var run = 0; run < runs + warmups; run++)
        {
            for (var i = 0; i < subjects.Length; i++)
            {
                var cost = subjects[i](run);
                if (run >= warmups)
                    costs[i].Add(cost);
            }
        }

        return [.. costs.Select(of => new Cost(Middle(of.Select(cost => cost.Milliseconds)), Middle(of.Select(cost => cost.Megabytes))))];
    }

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
