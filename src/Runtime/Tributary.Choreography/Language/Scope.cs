namespace Tributary;

/// <summary>
/// What a choreography does between its roles. In the body it is written with these verbs; run as it stands, the body performs them in
/// one place, one after the other, and is the oracle that the generated endpoints are compared with.
/// </summary>
/// <remarks>One run of one choreography owns a scope. Steps of parallel branches may be called from several threads.</remarks>
public sealed partial class Scope
{
    private readonly CentralGuards _guards;
    private readonly TimeProvider _time;

    /// <summary>Creates the scope of a central run.</summary>
    /// <param name="time">The clock of time limits; null for the system's.</param>
    /// <param name="capabilities">The capabilities that every role holds; null for all.</param>
    /// <param name="budget">What the guarded sends may cost in all; null for no limit.</param>
    public Scope(TimeProvider? time = null, IReadOnlySet<string>? capabilities = null, long? budget = null)
    {
        _time = time ?? TimeProvider.System;
        _guards = new(capabilities, budget);
    }

    /// <summary>Sends a value from the role where it is to another.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">The role that receives it.</param>
    /// <param name="capability">A constant <c>"namespace:name"</c> that the sender must hold; null for none.</param>
    /// <param name="cost">A constant: what the send takes from the budget of the sender's session.</param>
    /// <returns>The value, at the other role.</returns>
    /// <exception cref="SendRefusedException">The capability or the budget is missing; nothing was sent.</exception>
    public Task<At<TTo, T>> Send<TFrom, TTo, T>(At<TFrom, T> value, On<TTo> to, string? capability = null, long cost = 0)
        where TFrom : class, IRole
        where TTo : class, IRole
        => Step(() => new At<TTo, T>(value.Value), capability, cost);

    /// <summary>Sends a value to two roles.</summary>
    /// <inheritdoc cref="Send{TFrom, TTo, T}(At{TFrom, T}, On{TTo}, string?, long)"/>
    public Task<(At<TTo1, T> First, At<TTo2, T> Second)> Send<TFrom, TTo1, TTo2, T>(At<TFrom, T> value, On<TTo1> first, On<TTo2> second, string? capability = null, long cost = 0)
        where TFrom : class, IRole
        where TTo1 : class, IRole
        where TTo2 : class, IRole
        => Step(() => (new At<TTo1, T>(value.Value), new At<TTo2, T>(value.Value)), capability, cost, receivers: 2);

    /// <summary>Sends a value to three roles.</summary>
    /// <inheritdoc cref="Send{TFrom, TTo, T}(At{TFrom, T}, On{TTo}, string?, long)"/>
    public Task<(At<TTo1, T> First, At<TTo2, T> Second, At<TTo3, T> Third)> Send<TFrom, TTo1, TTo2, TTo3, T>(
        At<TFrom, T> value, On<TTo1> first, On<TTo2> second, On<TTo3> third, string? capability = null, long cost = 0)
        where TFrom : class, IRole
        where TTo1 : class, IRole
        where TTo2 : class, IRole
        where TTo3 : class, IRole
        => Step(() => (new At<TTo1, T>(value.Value), new At<TTo2, T>(value.Value), new At<TTo3, T>(value.Value)), capability, cost, receivers: 3);

    /// <summary>Sends a value to every member of a family.</summary>
    /// <inheritdoc cref="Send{TFrom, TTo, T}(At{TFrom, T}, On{TTo}, string?, long)"/>
    public Task<Many<TTo, T>> Send<TFrom, TTo, T>(At<TFrom, T> value, AllOf<TTo> to, string? capability = null, long cost = 0)
        where TFrom : class, IRole
        where TTo : class, IRole
        => Step(() => new Many<TTo, T>([.. to.Members.Select(_ => value.Value)]), capability, cost, receivers: to.Members.Count);

    /// <summary>Sends the first item of a list to the first member of a family, the second to the second, and so on.</summary>
    /// <param name="items">The list. It must have exactly one item for each member.</param>
    /// <param name="to">The family that receives the items.</param>
    /// <param name="capability">A constant <c>"namespace:name"</c> that the sender must hold; null for none.</param>
    /// <param name="cost">A constant: what each send takes from the budget of the sender's session.</param>
    /// <exception cref="ArgumentException">The list has another length than the family.</exception>
    public Task<Many<TTo, T>> Scatter<TFrom, TTo, T>(At<TFrom, IReadOnlyList<T>> items, AllOf<TTo> to, string? capability = null, long cost = 0)
        where TFrom : class, IRole
        where TTo : class, IRole
        => Step(() => new Many<TTo, T>([.. Families.OnePerMember(items.Value, to.Members.Count)]), capability, cost, receivers: to.Members.Count);

    /// <summary>Brings the values of all members of a family to one role, in the order of the members.</summary>
    /// <param name="values">The values.</param>
    /// <param name="to">The role that receives them.</param>
    /// <param name="capability">A constant <c>"namespace:name"</c> that each member must hold; null for none.</param>
    /// <param name="cost">A constant: what the send takes from the budget of each member's session.</param>
    public Task<At<TTo, IReadOnlyList<T>>> Gather<TFrom, TTo, T>(Many<TFrom, T> values, On<TTo> to, string? capability = null, long cost = 0)
        where TFrom : class, IRole
        where TTo : class, IRole
        => Step(() => new At<TTo, IReadOnlyList<T>>([.. values.Values]), capability, cost, receivers: values.Values.Length);

    /// <summary>
    /// Brings the values of the first members that answer to one role, in the order of their arrival. Members that answer later, or
    /// never, or died, are not waited for.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <param name="to">The role that receives them.</param>
    /// <param name="quorum">How many answers are enough; from 1 to the size of the family.</param>
    /// <param name="capability">A constant <c>"namespace:name"</c> that each member must hold; null for none.</param>
    /// <param name="cost">A constant: what the send takes from the budget of each member's session.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quorum is 0, or larger than the family.</exception>
    public Task<At<TTo, IReadOnlyList<FromMember<T>>>> GatherQuorum<TFrom, TTo, T>(Many<TFrom, T> values, On<TTo> to, int quorum, string? capability = null, long cost = 0)
        where TFrom : class, IRole
        where TTo : class, IRole
        => Step(() => new At<TTo, IReadOnlyList<FromMember<T>>>([.. Families.Quorum(values.Values, quorum)]), capability, cost, receivers: values.Values.Length);

    /// <summary>Every member of a family sends its value to the next one, and the last to the first.</summary>
    /// <param name="values">The values.</param>
    /// <param name="capability">A constant <c>"namespace:name"</c> that each member must hold; null for none.</param>
    /// <param name="cost">A constant: what the send takes from the budget of each member's session.</param>
    public Task<Many<TRole, T>> SendToNext<TRole, T>(Many<TRole, T> values, string? capability = null, long cost = 0)
        where TRole : class, IRole
        => Step(() => new Many<TRole, T>([values.Values[^1], .. values.Values[..^1]]), capability, cost, receivers: values.Values.Length);

    /// <summary>A role decides how the protocol goes on.</summary>
    /// <param name="decision">The decision, at the role that takes it.</param>
    /// <param name="informed">
    /// Who is told. A role learns it with the next message that it gets from the decider if that message differs from branch to branch, and
    /// with a message of its own otherwise. Roles that act the same in all branches need not be told.
    /// </param>
    public Task<bool> Choose<TRole>(At<TRole, bool> decision, params IParticipant[] informed)
        where TRole : class, IRole
        => Step(() => decision.Value);

    /// <summary>A role decides which of several ways the protocol goes on.</summary>
    /// <inheritdoc cref="Choose{TRole}(At{TRole, bool}, IParticipant[])"/>
    public Task<TChoice> Choose<TRole, TChoice>(At<TRole, TChoice> decision, params IParticipant[] informed)
        where TRole : class, IRole
        where TChoice : struct, Enum
        => Step(() => decision.Value);
}
