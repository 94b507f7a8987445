namespace Tributary;

/// <summary>
/// A family of roles: any number of members that follow the same part of a protocol. How many there are is set for each session.
/// </summary>
/// <typeparam name="TRole">The interface of every member.</typeparam>
public sealed class AllOf<TRole> : IParticipant
    where TRole : class, IRole
{
    internal AllOf(IReadOnlyList<TRole> members) => Members = members;

    Type IParticipant.RoleType => typeof(TRole);

    internal IReadOnlyList<TRole> Members { get; }

    /// <summary>At each member, its own place in the family.</summary>
    public Many<TRole, Member> Self => new(Each(i => new Member(i, Members.Count)));

    /// <summary>Takes a local action of every member and keeps the results.</summary>
    public Many<TRole, TResult> Do<TResult>(Func<TRole, TResult> action)
        => new(Each(i => action(Members[i])));

    /// <summary>Takes a local action of every member.</summary>
    public void Do(Action<TRole> action)
        => Each(i =>
        {
            action(Members[i]);
            return true;
        });

    /// <summary>Takes an asynchronous local action of every member and keeps the results.</summary>
    public async Task<Many<TRole, TResult>> DoAsync<TResult>(Func<TRole, Task<TResult>> action)
        => new(await Task.WhenAll(Each(i => action(Members[i]))).ConfigureAwait(false));

    /// <summary>Takes an asynchronous local action of every member.</summary>
    public Task DoAsync(Func<TRole, Task> action)
        => Task.WhenAll(Each(i => action(Members[i])));

    /// <summary>Takes a local action of every member on a value of the role and keeps its result.</summary>
    public Many<TRole, TResult> Do<T, TResult>(Many<TRole, T> value, Func<TRole, T, TResult> action)
        => new(Each(i => action(Members[i], value.Values[i])));

    /// <summary>Takes a local action of every member on a value of the role.</summary>
    public void Do<T>(Many<TRole, T> value, Action<TRole, T> action)
        => Each(i =>
        {
            action(Members[i], value.Values[i]);
            return true;
        });

    /// <summary>Takes an asynchronous local action of every member on a value of the role and keeps its result.</summary>
    public async Task<Many<TRole, TResult>> DoAsync<T, TResult>(Many<TRole, T> value, Func<TRole, T, Task<TResult>> action)
        => new(await Task.WhenAll(Each(i => action(Members[i], value.Values[i]))).ConfigureAwait(false));

    /// <summary>Takes an asynchronous local action of every member on a value of the role.</summary>
    public Task DoAsync<T>(Many<TRole, T> value, Func<TRole, T, Task> action)
        => Task.WhenAll(Each(i => action(Members[i], value.Values[i])));

    /// <summary>Takes a local action of every member on two values of the role and keeps its result.</summary>
    public Many<TRole, TResult> Do<T1, T2, TResult>(Many<TRole, T1> value1, Many<TRole, T2> value2, Func<TRole, T1, T2, TResult> action)
        => new(Each(i => action(Members[i], value1.Values[i], value2.Values[i])));

    /// <summary>Takes a local action of every member on two values of the role.</summary>
    public void Do<T1, T2>(Many<TRole, T1> value1, Many<TRole, T2> value2, Action<TRole, T1, T2> action)
        => Each(i =>
        {
            action(Members[i], value1.Values[i], value2.Values[i]);
            return true;
        });

    /// <summary>Takes an asynchronous local action of every member on two values of the role and keeps its result.</summary>
    public async Task<Many<TRole, TResult>> DoAsync<T1, T2, TResult>(Many<TRole, T1> value1, Many<TRole, T2> value2, Func<TRole, T1, T2, Task<TResult>> action)
        => new(await Task.WhenAll(Each(i => action(Members[i], value1.Values[i], value2.Values[i]))).ConfigureAwait(false));

    /// <summary>Takes an asynchronous local action of every member on two values of the role.</summary>
    public Task DoAsync<T1, T2>(Many<TRole, T1> value1, Many<TRole, T2> value2, Func<TRole, T1, T2, Task> action)
        => Task.WhenAll(Each(i => action(Members[i], value1.Values[i], value2.Values[i])));

    /// <summary>Takes a local action of every member on three values of the role and keeps its result.</summary>
    public Many<TRole, TResult> Do<T1, T2, T3, TResult>(Many<TRole, T1> value1, Many<TRole, T2> value2, Many<TRole, T3> value3, Func<TRole, T1, T2, T3, TResult> action)
        => new(Each(i => action(Members[i], value1.Values[i], value2.Values[i], value3.Values[i])));

    /// <summary>Takes a local action of every member on three values of the role.</summary>
    public void Do<T1, T2, T3>(Many<TRole, T1> value1, Many<TRole, T2> value2, Many<TRole, T3> value3, Action<TRole, T1, T2, T3> action)
        => Each(i =>
        {
            action(Members[i], value1.Values[i], value2.Values[i], value3.Values[i]);
            return true;
        });

    /// <summary>Takes an asynchronous local action of every member on three values of the role and keeps its result.</summary>
    public async Task<Many<TRole, TResult>> DoAsync<T1, T2, T3, TResult>(Many<TRole, T1> value1, Many<TRole, T2> value2, Many<TRole, T3> value3, Func<TRole, T1, T2, T3, Task<TResult>> action)
        => new(await Task.WhenAll(Each(i => action(Members[i], value1.Values[i], value2.Values[i], value3.Values[i]))).ConfigureAwait(false));

    /// <summary>Takes an asynchronous local action of every member on three values of the role.</summary>
    public Task DoAsync<T1, T2, T3>(Many<TRole, T1> value1, Many<TRole, T2> value2, Many<TRole, T3> value3, Func<TRole, T1, T2, T3, Task> action)
        => Task.WhenAll(Each(i => action(Members[i], value1.Values[i], value2.Values[i], value3.Values[i])));

    /// <summary>Takes a local action of every member on four values of the role and keeps its result.</summary>
    public Many<TRole, TResult> Do<T1, T2, T3, T4, TResult>(Many<TRole, T1> value1, Many<TRole, T2> value2, Many<TRole, T3> value3, Many<TRole, T4> value4, Func<TRole, T1, T2, T3, T4, TResult> action)
        => new(Each(i => action(Members[i], value1.Values[i], value2.Values[i], value3.Values[i], value4.Values[i])));

    /// <summary>Takes a local action of every member on four values of the role.</summary>
    public void Do<T1, T2, T3, T4>(Many<TRole, T1> value1, Many<TRole, T2> value2, Many<TRole, T3> value3, Many<TRole, T4> value4, Action<TRole, T1, T2, T3, T4> action)
        => Each(i =>
        {
            action(Members[i], value1.Values[i], value2.Values[i], value3.Values[i], value4.Values[i]);
            return true;
        });

    /// <summary>Takes an asynchronous local action of every member on four values of the role and keeps its result.</summary>
    public async Task<Many<TRole, TResult>> DoAsync<T1, T2, T3, T4, TResult>(Many<TRole, T1> value1, Many<TRole, T2> value2, Many<TRole, T3> value3, Many<TRole, T4> value4, Func<TRole, T1, T2, T3, T4, Task<TResult>> action)
        => new(await Task.WhenAll(Each(i => action(Members[i], value1.Values[i], value2.Values[i], value3.Values[i], value4.Values[i]))).ConfigureAwait(false));

    /// <summary>Takes an asynchronous local action of every member on four values of the role.</summary>
    public Task DoAsync<T1, T2, T3, T4>(Many<TRole, T1> value1, Many<TRole, T2> value2, Many<TRole, T3> value3, Many<TRole, T4> value4, Func<TRole, T1, T2, T3, T4, Task> action)
        => Task.WhenAll(Each(i => action(Members[i], value1.Values[i], value2.Values[i], value3.Values[i], value4.Values[i])));

    private T[] Each<T>(Func<int, T> one)
    {
        var results = new T[Members.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = one(i);
        return results;
    }
}
