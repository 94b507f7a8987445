using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Rules;

/// <summary>What the settings in the attributes of durable methods can be.</summary>
internal static class DurableSettingRules
{
    /// <summary>Reads a time span as the attributes write it, such as <c>"00:00:30"</c> or <c>"1.00:00:00"</c>; null when it is none or negative.</summary>
    /// <param name="text">The text.</param>
    /// <param name="allowZero">Whether no time at all makes sense.</param>
    public static TimeSpan? ParseTimeSpan(string? text, bool allowZero)
        // The format also takes a bare number, for days: it is rather meant as something else.
        => text?.IndexOf(':') >= 0 && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) && (time > TimeSpan.Zero || (allowZero && time == TimeSpan.Zero)) ? time : null;

    /// <summary>Whether a time span setting may be zero: a delay may, a limit may not.</summary>
    public static bool AllowsZero(string setting) => setting is "FirstDelay" or "MaxDelay";

    /// <summary>Whether a setting is a time span.</summary>
    public static bool IsTimeSpan(string setting) => setting is "Timeout" or "HeartbeatTimeout" or "TotalTimeout" || AllowsZero(setting);

    /// <summary>The range of a number as text; null when the value lies in it.</summary>
    public static string? RangeMissedBy(string setting, object? value) => (setting, value) switch
    {
        ("MaxAttempts" or "MaxConcurrency" or "Version", < 1) => "at least 1",
        ("Jitter", double jitter) when !(jitter is >= 0 and <= 1) => "from 0 to 1",
        _ => null,
    };

    /// <summary>The name of an activity: the one that its attribute gives, or its method's without a trailing <c>Async</c>.</summary>
    public static string NameOfActivity(IMethodSymbol method, AttributeData attribute)
        => attribute.NamedArgument<string>("Name") is { Length: > 0 } name ? name
            : method.Name.Length > 5 && method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - 5)
            : method.Name;

    /// <summary>The name of an orchestration: the one that its attribute gives, or its method's.</summary>
    public static string NameOfOrchestration(IMethodSymbol method, AttributeData attribute)
        => attribute.NamedArgument<string>("Name") is { Length: > 0 } name ? name : method.Name;

    /// <summary>The version of an orchestration; 1 when its attribute gives none that can be.</summary>
    public static int VersionOf(AttributeData orchestration)
    {
        foreach (var argument in orchestration.NamedArguments)
        {
            if (argument is { Key: "Version", Value.Value: int and >= 1 and var version })
                return version;
        }

        return 1;
    }
}
