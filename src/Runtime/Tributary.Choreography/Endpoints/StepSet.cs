namespace Tributary.Choreographies;

/// <summary>A few step numbers, kept while a reader waits. Up to four need no array.</summary>
internal readonly struct StepSet
{
    private readonly int _first;
    private readonly int _second;
    private readonly int _third;
    private readonly int _fourth;
    private readonly int[]? _all;

    public StepSet(ReadOnlySpan<int> steps)
    {
        if (steps.Length is 0 or > 4)
        {
            _all = steps.ToArray();
            return;
        }

        _first = steps[0];
        _second = steps[Math.Min(1, steps.Length - 1)];
        _third = steps[Math.Min(2, steps.Length - 1)];
        _fourth = steps[^1];
    }

    public int Any => _all is null ? _first : _all.FirstOrDefault();

    public bool Contains(int step) => _all is null ? step == _first || step == _second || step == _third || step == _fourth : Array.IndexOf(_all, step) >= 0;
}
