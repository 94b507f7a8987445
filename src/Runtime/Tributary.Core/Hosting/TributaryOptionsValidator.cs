using Microsoft.Extensions.Options;

namespace Tributary.Hosting;

/// <summary>Checks the kernel's settings; each message names the setting by its configuration path.</summary>
internal sealed class TributaryOptionsValidator : IValidateOptions<TributaryOptions>
{
    // What a timer takes.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public ValidateOptionsResult Validate(string? name, TributaryOptions options)
    {
        var failures = new List<string>();
        Positive(nameof(options.DrainTimeout), options.DrainTimeout, failures);
        Positive(nameof(options.SafetyPoll), options.SafetyPoll, failures);
        Positive(nameof(options.EventBufferSize), options.EventBufferSize, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Positive(string setting, TimeSpan value, List<string> failures)
    {
        if (value <= TimeSpan.Zero || value > s_longest)
            failures.Add($"{TributaryOptions.Section}:{setting} must be longer than zero and at most 49 days, but is {value:c}.");
    }

    private static void Positive(string setting, int value, List<string> failures)
    {
        if (value < 1)
            failures.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{TributaryOptions.Section}:{setting} must be at least 1, but is {value}."));
    }
}
