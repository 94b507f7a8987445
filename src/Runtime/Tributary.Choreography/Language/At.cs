namespace Tributary;

/// <summary>A value that exists at one role. Only that role's actions can look inside; a value at the wrong role does not compile.</summary>
/// <typeparam name="TRole">The role.</typeparam>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct At<TRole, T>
    where TRole : class, IRole
{
    internal At(T value) => Value = value;

    internal T Value { get; }
}
