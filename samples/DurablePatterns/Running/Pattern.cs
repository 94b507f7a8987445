using DurablePatterns.Checking;
using DurablePatterns.World;
using Tributary;

namespace DurablePatterns.Running;

/// <summary>One pattern: how its instances are started, and what must have come of each.</summary>
internal abstract class Pattern(string name, string prefix)
{
    private int _started;
    private int _ended;
    private int _failed;

    public string Name { get; } = name;

    public string Prefix { get; } = prefix;

    public int Started => Volatile.Read(ref _started);

    public int Ended => Volatile.Read(ref _ended);

    /// <summary>How many of those that have ended have failed, which some are meant to.</summary>
    public int Failed => Volatile.Read(ref _failed);

    public void CountStart() => Interlocked.Increment(ref _started);

    public void CountEnd(InstanceStatus status)
    {
        if (status != InstanceStatus.Completed)
            Interlocked.Increment(ref _failed);
        Interlocked.Increment(ref _ended);
    }

    /// <summary>Starts an instance.</summary>
    /// <exception cref="InstanceExistsException">It was started before.</exception>
    public abstract ValueTask StartAsync(DurableClient client, int number, CancellationToken cancellationToken);

    /// <summary>Says what is wrong with an instance that has ended.</summary>
    public abstract Task<IReadOnlyList<string>> CheckAsync(DurableClient client, int number, IReadOnlyList<Effect> effects);
}

/// <inheritdoc/>
/// <param name="name">The name for people.</param>
/// <param name="prefix">What the ids of the instances begin with.</param>
/// <param name="of">The orchestration.</param>
/// <param name="input">Its input for a number.</param>
/// <param name="expect">What must have come of a number.</param>
internal sealed class Pattern<TInput, TResult>(
    string name, string prefix, Func<DurableClient, OrchestrationClient<TInput, TResult>> of, Func<int, TInput> input, Action<int, Findings<TResult>> expect)
    : Pattern(name, prefix)
{
    public override async ValueTask StartAsync(DurableClient client, int number, CancellationToken cancellationToken) =>
        await of(client).StartAsync(input(number), Ids.Of(Prefix, number), cancellationToken: cancellationToken);

    public override async Task<IReadOnlyList<string>> CheckAsync(DurableClient client, int number, IReadOnlyList<Effect> effects)
    {
        Findings<TResult> findings;
        try
        {
            findings = new Findings<TResult>(await of(client).Get(Ids.Of(Prefix, number)).WaitAsync(), null, effects);
        }
        catch (OrchestrationFailedException e)
        {
            findings = new Findings<TResult>(default, e, effects);
        }

        expect(number, findings);
        return findings.Wrong;
    }
}
