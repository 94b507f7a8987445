namespace Tributary;

/// <summary>The rules of families that a central run and the endpoints share.</summary>
internal static class Families
{
    /// <summary>The items, if there is exactly one for each member.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static IReadOnlyList<T> OnePerMember<T>(IReadOnlyList<T> items, int members)
        => items.Count == members
            ? items
            : throw new ArgumentException($"{items.Count} items cannot be scattered over {members} members: there must be exactly one for each.", nameof(items));

    /// <summary>The first answers, as many as the quorum asks for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The quorum is 0, or larger than the family.</exception>
    public static IEnumerable<FromMember<T>> Quorum<T>(IReadOnlyList<T> values, int quorum)
    {
        CheckQuorum(quorum, values.Count);
        return values.Take(quorum).Select(static (value, i) => new FromMember<T>(i, value));
    }

    /// <summary>Requires that a quorum can be reached.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The quorum is 0, or larger than the family.</exception>
    public static void CheckQuorum(int quorum, int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quorum, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quorum, members);
    }
}
