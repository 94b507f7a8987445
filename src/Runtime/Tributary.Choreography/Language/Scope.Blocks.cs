namespace Tributary;

/// <content>Steps that contain others.</content>
public sealed partial class Scope
{
    private readonly AsyncLocal<Block?> _block = new();

    /// <summary>Runs branches side by side. Two branches must not use the same direction between the same two roles.</summary>
    /// <param name="branches">The branches.</param>
    public Task Parallel(params Func<Task>[] branches) => Task.WhenAll(branches.Select(branch => branch()));

    /// <summary>Runs two branches side by side and returns what both return.</summary>
    public async Task<(T1 First, T2 Second)> Parallel<T1, T2>(Func<Task<T1>> first, Func<Task<T2>> second)
    {
        var (one, two) = (first(), second());
        await Task.WhenAll(one, two).ConfigureAwait(false);
        return (await one.ConfigureAwait(false), await two.ConfigureAwait(false));
    }

    /// <summary>
    /// Runs a part of the protocol against the clock of one role. When the time is over before that role has reached the end of its part,
    /// the part is given up at all roles and the other part runs instead.
    /// </summary>
    /// <param name="owner">The role that decides whether the part was in time.</param>
    /// <param name="limit">The time, from the moment at which the owner begins its part.</param>
    /// <param name="body">The part.</param>
    /// <param name="onTimeout">What runs instead.</param>
    /// <param name="informed">Who is told of the decision: every other role that takes part in either.</param>
    public Task Within<TOwner>(On<TOwner> owner, TimeSpan limit, Func<Task> body, Func<Task> onTimeout, params IParticipant[] informed)
        where TOwner : class, IRole
        => Within(owner, limit, Block.WithoutResult(body), Block.WithoutResult(onTimeout), informed);

    /// <inheritdoc cref="Within{TOwner}(On{TOwner}, TimeSpan, Func{Task}, Func{Task}, IParticipant[])"/>
    public async Task<T> Within<TOwner, T>(On<TOwner> owner, TimeSpan limit, Func<Task<T>> body, Func<Task<T>> onTimeout, params IParticipant[] informed)
        where TOwner : class, IRole
    {
        using var block = new Block(_block.Value);
        var done = block.Run(_block, body);
        if (await block.EndsBefore(done, limit, _time).ConfigureAwait(false))
            return await done.ConfigureAwait(false);
        return await onTimeout().ConfigureAwait(false);
    }

    /// <summary>
    /// Runs a part of the protocol that one role may not survive. When it dies before the owner has reached the end of its part, the part is
    /// given up at all others, and the other part runs without it.
    /// </summary>
    /// <param name="owner">The role that decides whether the part was completed.</param>
    /// <param name="mortal">The role that may die. It takes no part in <paramref name="onCrash"/> and in nothing that follows unless the body was completed.</param>
    /// <param name="body">The part.</param>
    /// <param name="onCrash">What runs instead.</param>
    /// <param name="informed">Who is told of the decision: every other role that takes part in either.</param>
    public Task Surviving<TOwner>(On<TOwner> owner, IParticipant mortal, Func<Task> body, Func<Task> onCrash, params IParticipant[] informed)
        where TOwner : class, IRole
        => Surviving(owner, mortal, Block.WithoutResult(body), Block.WithoutResult(onCrash), informed);

    /// <inheritdoc cref="Surviving{TOwner}(On{TOwner}, IParticipant, Func{Task}, Func{Task}, IParticipant[])"/>
    public async Task<T> Surviving<TOwner, T>(On<TOwner> owner, IParticipant mortal, Func<Task<T>> body, Func<Task<T>> onCrash, params IParticipant[] informed)
        where TOwner : class, IRole
    {
        using var block = new Block(_block.Value);
        try
        {
            return await block.Run(_block, body).ConfigureAwait(false);
        }
        catch (RoleDiedException e) when (e.Role == mortal.RoleType)
        {
            return await onCrash().ConfigureAwait(false);
        }
    }

    private Task<T> Step<T>(Func<T> step, string? capability = null, long cost = 0, int receivers = 1)
    {
        _block.Value?.ThrowIfGivenUp();
        if (capability is not null || cost > 0)
            _guards.Pass(capability, cost, receivers);
        return Task.FromResult(step());
    }
}
