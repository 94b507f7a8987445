namespace Tributary.Analyzers.Determinism;

/// <summary>One line of the catalog: members of a type that a rule forbids.</summary>
/// <param name="rule">The rule.</param>
/// <param name="type">The metadata name of the type.</param>
/// <param name="members">
/// Names of members separated by spaces; <c>*</c> for all, <c>!Name</c> for all others, <c>.ctor</c> for constructors, of which
/// <c>.ctor()</c> is the one without and <c>.ctor(..)</c> those with parameters.
/// </param>
/// <param name="withDerived">Whether types that derive from it or implement it are meant too.</param>
internal sealed class CatalogEntry(DeterminismRule rule, string type, string members, bool withDerived = false)
{
    private readonly string[] _members = members.Split(' ');

    public DeterminismRule Rule => rule;

    public string Type => type;

    public bool WithDerived => withDerived;

    /// <summary>Whether the entry names a member of its type.</summary>
    public bool Covers(string name, bool isConstructor, int parameters)
    {
        var others = false;
        foreach (var member in _members)
        {
            if (member[0] == '!')
            {
                others = true;
                if (string.CompareOrdinal(member, 1, name, 0, int.MaxValue) == 0)
                    return false;
            }
            else if (member == "*" || member == name || (isConstructor && member == (parameters == 0 ? ".ctor()" : ".ctor(..)")))
            {
                return true;
            }
        }

        return others;
    }
}
