namespace Tributary;

/// <summary>
/// A role of a choreography: what it does by itself. The actions are static lambdas over the role's interface and over values that are
/// at the role; they run once for each run of the protocol, at that role alone.
/// </summary>
/// <typeparam name="TRole">The interface of the role.</typeparam>
public sealed class On<TRole> : IParticipant
    where TRole : class, IRole
{
    internal On(TRole self) => Self = self;

    Type IParticipant.RoleType => typeof(TRole);

    internal TRole Self { get; }

    /// <summary>Takes a local action and keeps its result.</summary>
    public At<TRole, TResult> Do<TResult>(Func<TRole, TResult> action)
        => new(action(Self));

    /// <summary>Takes a local action.</summary>
    public void Do(Action<TRole> action)
        => action(Self);

    /// <summary>Takes an asynchronous local action and keeps its result.</summary>
    public async Task<At<TRole, TResult>> DoAsync<TResult>(Func<TRole, Task<TResult>> action)
        => new(await action(Self).ConfigureAwait(false));

    /// <summary>Takes an asynchronous local action.</summary>
    public Task DoAsync(Func<TRole, Task> action)
        => action(Self);

    /// <summary>Takes a local action on a value of the role and keeps its result.</summary>
    public At<TRole, TResult> Do<T, TResult>(At<TRole, T> value, Func<TRole, T, TResult> action)
        => new(action(Self, value.Value));

    /// <summary>Takes a local action on a value of the role.</summary>
    public void Do<T>(At<TRole, T> value, Action<TRole, T> action)
        => action(Self, value.Value);

    /// <summary>Takes an asynchronous local action on a value of the role and keeps its result.</summary>
    public async Task<At<TRole, TResult>> DoAsync<T, TResult>(At<TRole, T> value, Func<TRole, T, Task<TResult>> action)
        => new(await action(Self, value.Value).ConfigureAwait(false));

    /// <summary>Takes an asynchronous local action on a value of the role.</summary>
    public Task DoAsync<T>(At<TRole, T> value, Func<TRole, T, Task> action)
        => action(Self, value.Value);

    /// <summary>Takes a local action on two values of the role and keeps its result.</summary>
    public At<TRole, TResult> Do<T1, T2, TResult>(At<TRole, T1> value1, At<TRole, T2> value2, Func<TRole, T1, T2, TResult> action)
        => new(action(Self, value1.Value, value2.Value));

    /// <summary>Takes a local action on two values of the role.</summary>
    public void Do<T1, T2>(At<TRole, T1> value1, At<TRole, T2> value2, Action<TRole, T1, T2> action)
        => action(Self, value1.Value, value2.Value);

    /// <summary>Takes an asynchronous local action on two values of the role and keeps its result.</summary>
    public async Task<At<TRole, TResult>> DoAsync<T1, T2, TResult>(At<TRole, T1> value1, At<TRole, T2> value2, Func<TRole, T1, T2, Task<TResult>> action)
        => new(await action(Self, value1.Value, value2.Value).ConfigureAwait(false));

    /// <summary>Takes an asynchronous local action on two values of the role.</summary>
    public Task DoAsync<T1, T2>(At<TRole, T1> value1, At<TRole, T2> value2, Func<TRole, T1, T2, Task> action)
        => action(Self, value1.Value, value2.Value);

    /// <summary>Takes a local action on three values of the role and keeps its result.</summary>
    public At<TRole, TResult> Do<T1, T2, T3, TResult>(At<TRole, T1> value1, At<TRole, T2> value2, At<TRole, T3> value3, Func<TRole, T1, T2, T3, TResult> action)
        => new(action(Self, value1.Value, value2.Value, value3.Value));

    /// <summary>Takes a local action on three values of the role.</summary>
    public void Do<T1, T2, T3>(At<TRole, T1> value1, At<TRole, T2> value2, At<TRole, T3> value3, Action<TRole, T1, T2, T3> action)
        => action(Self, value1.Value, value2.Value, value3.Value);

    /// <summary>Takes an asynchronous local action on three values of the role and keeps its result.</summary>
    public async Task<At<TRole, TResult>> DoAsync<T1, T2, T3, TResult>(At<TRole, T1> value1, At<TRole, T2> value2, At<TRole, T3> value3, Func<TRole, T1, T2, T3, Task<TResult>> action)
        => new(await action(Self, value1.Value, value2.Value, value3.Value).ConfigureAwait(false));

    /// <summary>Takes an asynchronous local action on three values of the role.</summary>
    public Task DoAsync<T1, T2, T3>(At<TRole, T1> value1, At<TRole, T2> value2, At<TRole, T3> value3, Func<TRole, T1, T2, T3, Task> action)
        => action(Self, value1.Value, value2.Value, value3.Value);

    /// <summary>Takes a local action on four values of the role and keeps its result.</summary>
    public At<TRole, TResult> Do<T1, T2, T3, T4, TResult>(At<TRole, T1> value1, At<TRole, T2> value2, At<TRole, T3> value3, At<TRole, T4> value4, Func<TRole, T1, T2, T3, T4, TResult> action)
        => new(action(Self, value1.Value, value2.Value, value3.Value, value4.Value));

    /// <summary>Takes a local action on four values of the role.</summary>
    public void Do<T1, T2, T3, T4>(At<TRole, T1> value1, At<TRole, T2> value2, At<TRole, T3> value3, At<TRole, T4> value4, Action<TRole, T1, T2, T3, T4> action)
        => action(Self, value1.Value, value2.Value, value3.Value, value4.Value);

    /// <summary>Takes an asynchronous local action on four values of the role and keeps its result.</summary>
    public async Task<At<TRole, TResult>> DoAsync<T1, T2, T3, T4, TResult>(At<TRole, T1> value1, At<TRole, T2> value2, At<TRole, T3> value3, At<TRole, T4> value4, Func<TRole, T1, T2, T3, T4, Task<TResult>> action)
        => new(await action(Self, value1.Value, value2.Value, value3.Value, value4.Value).ConfigureAwait(false));

    /// <summary>Takes an asynchronous local action on four values of the role.</summary>
    public Task DoAsync<T1, T2, T3, T4>(At<TRole, T1> value1, At<TRole, T2> value2, At<TRole, T3> value3, At<TRole, T4> value4, Func<TRole, T1, T2, T3, T4, Task> action)
        => action(Self, value1.Value, value2.Value, value3.Value, value4.Value);
}
