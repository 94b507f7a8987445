namespace Tributary.Choreographies;

/// <summary>The places of one session: each role of the plan has one, and each family one for each member, in the order of the roles.</summary>
internal sealed class Seating
{
    private readonly int[] _first;

    /// <summary>Lays the places out.</summary>
    /// <exception cref="ArgumentException">The plan does not fit its protocol.</exception>
    public Seating(SessionPlan plan)
    {
        Plan = plan;
        var roles = plan.Protocol.Roles;
        if (plan.Members.IsDefault || plan.Members.Length != roles.Length)
            throw new ArgumentException($"{plan.Protocol} has {roles.Length} roles, and the plan must have a number of members for each.", nameof(plan));
        _first = new int[roles.Length + 1];
        for (var role = 0; role < roles.Length; role++)
        {
            var members = plan.Members[role];
            if (members < 1 || (members > 1 && !roles[role].IsFamily))
                throw new ArgumentException($"Role {roles[role].Name} of {plan.Protocol} cannot have {members} members.", nameof(plan));
            _first[role + 1] = checked(_first[role] + members);
        }
    }

    public SessionPlan Plan { get; }

    public Protocol Protocol => Plan.Protocol;

    /// <summary>How many places there are.</summary>
    public int Count => _first[^1];

    /// <summary>The place of the first member of a role.</summary>
    public int First(int role) => _first[role];

    /// <summary>How many members a role has.</summary>
    public int Members(int role) => _first[role + 1] - _first[role];

    /// <summary>The role at a place.</summary>
    public int RoleAt(int seat)
    {
        var role = 0;
        while (_first[role + 1] <= seat)
            role++;
        return role;
    }

    /// <summary>The place of a member, or -1 if the session has none such.</summary>
    public int Find(int role, int member)
        => (uint)role < (uint)Protocol.Roles.Length && (uint)member < (uint)Members(role) ? _first[role] + member : -1;

    /// <summary>How messages name a place.</summary>
    public string NameOf(int seat)
    {
        var role = RoleAt(seat);
        var known = Protocol.Roles[role];
        return known.IsFamily ? $"{known.Name}[{seat - _first[role]}]" : known.Name;
    }
}
