using System.Globalization;
using System.Text;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>The names inside of one endpoint method: the role itself, the other roles, and the values. All differ.</summary>
internal sealed class EndpointNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "party" };
    private readonly string[] _roles;
    private readonly string[] _variables;
    private readonly HashSet<int> _usedRoles = [];

    public EndpointNames(Procedure procedure, int role)
    {
        Self = Free(procedure.Roles[role].Name);
        _roles = [.. procedure.Roles.Select((other, i) => Free(i == role ? other.Name + "Index" : other.Name))];
        _variables = [.. procedure.Variables.Select(variable => variable.Role == role ? Free(variable.Name) : "")];
    }

    /// <summary>The role's own object.</summary>
    public string Self { get; }

    /// <summary>The roles that the code names.</summary>
    public IEnumerable<int> UsedRoles => _usedRoles.OrderBy(static role => role);

    /// <summary>The index of a role in the session.</summary>
    public string Role(int role)
    {
        _usedRoles.Add(role);
        return _roles[role];
    }

    /// <summary>The name that stands for the index of a role, without using it.</summary>
    public string RoleName(int role) => _roles[role];

    /// <summary>The name of a value at this role.</summary>
    public string Variable(int variable) => _variables[variable];

    /// <summary>A name that nothing else has.</summary>
    public string Free(string name)
    {
        var clean = new StringBuilder();
        foreach (var c in name)
            clean.Append(char.IsLetterOrDigit(c) || c == '_' ? c : '_');
        if (clean.Length == 0 || char.IsDigit(clean[0]))
            clean.Insert(0, '_');
        var free = clean.ToString();
        for (var i = 2; !_taken.Add(free); i++)
            free = clean + "_" + i.ToString(CultureInfo.InvariantCulture);
        return CSharpText.Identifier(free);
    }

    /// <summary>The name of a role in the name of a method: <c>buyer1</c> is <c>Buyer1</c>.</summary>
    public static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>The names by which methods tell the roles of a procedure apart.</summary>
    public static string[] MethodNames(EquatableArray<Role> roles)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. roles.Select(role =>
        {
            var name = Pascal(role.Name);
            while (!taken.Add(name))
                name += "_";
            return name;
        })];
    }
}
