using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn;

/// <summary>How members are called on the wire.</summary>
internal static class WireNames
{
    /// <summary>The name in [WireName], or the member's own in camel case.</summary>
    public static string Of(ISymbol member)
        => member.FindAttribute(WellKnownNames.WireNameAttribute)?.ConstructorArguments.FirstOrDefault().Value as string ?? Camel(member.Name);

    /// <summary>Lower-cases the leading capitals, but not the one that starts the next word: <c>URLPath</c> is <c>urlPath</c>.</summary>
    public static string Camel(string name)
    {
        var capitals = 0;
        while (capitals < name.Length && char.IsUpper(name[capitals]))
            capitals++;
        if (capitals == 0)
            return name;
        var lower = capitals == 1 || capitals == name.Length ? capitals : char.IsLetter(name[capitals]) ? capitals - 1 : capitals;
        return name.Substring(0, lower).ToLowerInvariant() + name.Substring(lower);
    }
}
