using Microsoft.Extensions.Options;

namespace Tributary.Sync;

/// <summary>Checks the settings at start, so that a wrong one is named by its configuration path before anything runs.</summary>
internal sealed class FlowOrchestrationValidator : IValidateOptions<FlowOrchestrationOptions>
{
    public ValidateOptionsResult Validate(string? name, FlowOrchestrationOptions options)
    {
        var faults = new List<string>();
        AtLeast(faults, nameof(options.DecisionLogRetention), options.DecisionLogRetention, 1);
        AtLeast(faults, nameof(options.BatchSize), options.BatchSize, 1);
        AtLeast(faults, nameof(options.DecisionConcurrency), options.DecisionConcurrency, 1);
        AtLeast(faults, nameof(options.PushConcurrency), options.PushConcurrency, 1);
        AtLeast(faults, nameof(options.InboundLimit), options.InboundLimit, 1);
        AtLeast(faults, nameof(options.CacheSize), options.CacheSize, 16);
        if (options.CacheSize > 100_000_000)
            faults.Add($"{Path(nameof(options.CacheSize))} is {options.CacheSize}; it must be at most 100000000.");
        AtLeast(faults, "CircularUpdatePrevention:MaxCorrections", options.CircularUpdatePrevention.MaxCorrections, 1);
        AtLeast(faults, "RetryPolicy:MaxAttempts", options.RetryPolicy.MaxAttempts, 1);
        if (options.RetryPolicy.BackoffMultiplier is < 1 or > 100 or double.NaN)
            faults.Add($"{Path("RetryPolicy:BackoffMultiplier")} is {options.RetryPolicy.BackoffMultiplier}; it must lie between 1 and 100.");
        if (options.RetryPolicy.FirstDelay < TimeSpan.Zero)
            faults.Add($"{Path("RetryPolicy:FirstDelay")} is {options.RetryPolicy.FirstDelay}; it must not be negative.");
        if (options.ParkedTimeToLive <= TimeSpan.Zero)
            faults.Add($"{Path(nameof(options.ParkedTimeToLive))} is {options.ParkedTimeToLive}; it must be longer than zero.");
        if (!Enum.IsDefined(options.NotificationMode))
            faults.Add($"{Path(nameof(options.NotificationMode))} is {options.NotificationMode}; it must be Selective, All or None.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string Path(string setting) => $"{FlowOrchestrationOptions.Section}:{setting}";

    private static void AtLeast(List<string> faults, string setting, int value, int least)
    {
        if (value < least)
            faults.Add($"{Path(setting)} is {value}; it must be at least {least}.");
    }
}
