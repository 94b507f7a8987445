using System.ComponentModel;

namespace Tributary.Choreographies;

/// <summary>Puts plain values into the language and takes them out again, for the generated methods that run a choreography centrally.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Central
{
    /// <summary>The handle of a role.</summary>
    public static On<TRole> On<TRole>(TRole self)
        where TRole : class, IRole
    {
        ArgumentNullException.ThrowIfNull(self);
        return new(self);
    }

    /// <summary>The handle of a family.</summary>
    public static AllOf<TRole> AllOf<TRole>(IReadOnlyList<TRole> members)
        where TRole : class, IRole
    {
        ArgumentNullException.ThrowIfNull(members);
        return new(members);
    }

    /// <summary>A value at a role.</summary>
    public static At<TRole, T> At<TRole, T>(T value)
        where TRole : class, IRole
        => new(value);

    /// <summary>One value at each member of a family.</summary>
    public static Many<TRole, T> Many<TRole, T>(IReadOnlyList<T> values)
        where TRole : class, IRole
    {
        ArgumentNullException.ThrowIfNull(values);
        return new([.. values]);
    }

    /// <summary>The value itself.</summary>
    public static T ValueOf<TRole, T>(At<TRole, T> located)
        where TRole : class, IRole
        => located.Value;

    /// <summary>The values of all members.</summary>
    public static IReadOnlyList<T> ValueOf<TRole, T>(Many<TRole, T> located)
        where TRole : class, IRole
        => located.Values;
}
