using System.Globalization;

namespace DurablePatterns.World;

/// <summary>The ids of the instances: the name of the pattern and a number.</summary>
internal static class Ids
{
    public static string Of(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number}");

    public static string PrefixOf(string instance) => instance[..instance.LastIndexOf('-')];

    public static int NumberOf(string instance) => int.Parse(instance.AsSpan(instance.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);
}
