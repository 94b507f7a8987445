using DurablePatterns.World;
using Tributary;

namespace DurablePatterns.Checking;

/// <summary>What came of one instance: its result or failure, its effects, and what is wrong with them.</summary>
internal sealed class Findings<TResult>(TResult? result, OrchestrationFailedException? failure, IReadOnlyList<Effect> effects)
{
    private readonly List<string> _wrong = [];

    public TResult? Result { get; } = result;

    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>Whether an activity has had an effect.</summary>
    public bool Has(string activity) => effects.Any(e => e.Activity == activity);

    /// <summary>What an activity was done to, in order.</summary>
    public IEnumerable<string> Of(string activity) => effects.Where(e => e.Activity == activity).Select(static e => e.What);

    /// <summary>It must have returned this.</summary>
    public void Returned(TResult expected)
    {
        if (failure is not null)
            _wrong.Add(failure.Message);
        else if (!EqualityComparer<TResult>.Default.Equals(Result, expected))
            _wrong.Add($"returned '{Result}' instead of '{expected}'");
    }

    /// <summary>It must have failed because of such an exception.</summary>
    public void FailedWith<TException>()
        where TException : Exception
    {
        if (failure?.Failure.Is<TException>() != true)
            _wrong.Add($"did not fail with {typeof(TException).Name}, but {(failure is null ? $"returned '{Result}'" : $"with {failure.Failure}")}");
    }

    /// <summary>It must have had these effects and no others, in any order.</summary>
    public void Did(params IEnumerable<(string Activity, string What)> expected) => Same(
        effects.Select(static e => (e.Activity, e.What)).Order(), expected.Order());

    /// <summary>It must have had these effects and no others, in this order.</summary>
    public void DidInOrder(params IEnumerable<(string Activity, string What)> expected) => Same(effects.Select(static e => (e.Activity, e.What)), expected);

    /// <summary>Something must be so.</summary>
    public void Check(bool isSo, string otherwise)
    {
        if (!isSo)
            _wrong.Add(otherwise);
    }

    private void Same(IEnumerable<(string, string)> actual, IEnumerable<(string, string)> expected)
    {
        if (!actual.SequenceEqual(expected))
            _wrong.Add($"had the effects [{string.Join("; ", actual)}] instead of [{string.Join("; ", expected)}]");
    }
}
