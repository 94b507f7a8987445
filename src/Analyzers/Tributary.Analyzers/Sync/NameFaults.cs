using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Sync;

/// <summary>Says why a name of a system or an adapter is illegal.</summary>
internal static class NameFaults
{
    public static string CauseOf(string? name) => name switch
    {
        null => "it is null",
        "" => "it is empty",
        { Length: > NameRules.MaxLength } => $"it has {name.Length} characters",
        _ when !NameRules.IsLegal(name.Substring(0, 1)) => "it does not start with a letter",
        _ => $"it contains '{FirstIllegal(name)}'",
    };

    private static char FirstIllegal(string name)
    {
        for (var length = 1; length < name.Length; length++)
        {
            if (!NameRules.IsLegal(name.Substring(0, length + 1)))
                return name[length];
        }

        return name[0];
    }
}
