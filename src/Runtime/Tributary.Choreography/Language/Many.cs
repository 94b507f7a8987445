namespace Tributary;

/// <summary>One value at each member of a family of roles.</summary>
/// <typeparam name="TRole">The role of all members.</typeparam>
/// <typeparam name="T">The type of the values.</typeparam>
public readonly struct Many<TRole, T>
    where TRole : class, IRole
{
    internal Many(T[] values) => Values = values;

    internal T[] Values { get; }
}
