using System.Globalization;
using Microsoft.Extensions.Options;

namespace Tributary.Orchestrations;

/// <summary>Checks the settings; each message names the setting by its configuration path.</summary>
internal sealed class DurableOptionsValidator : IValidateOptions<DurableOptions>
{
    public ValidateOptionsResult Validate(string? name, DurableOptions options)
    {
        var failures = new List<string>();
        AtLeast(0, nameof(options.WarmInstances), options.WarmInstances);
        AtLeast(1, nameof(options.MaxPayloadBytes), options.MaxPayloadBytes);
        AtLeast(1, nameof(options.SuggestContinueAfter), options.SuggestContinueAfter);
        AtLeast(1, nameof(options.MaxActivities), options.MaxActivities ?? 1);
        if (options.WorkerName is not null && string.IsNullOrWhiteSpace(options.WorkerName))
            failures.Add($"{DurableOptions.Section}:{nameof(options.WorkerName)} must not be empty.");
        if (options.Tags.FirstOrDefault(static tag => tag.StartsWith(DurableNames.WorkerMark)) is { } mark)
            failures.Add($"{DurableOptions.Section}:{nameof(options.Tags)} must not have '{mark}': what starts with '{DurableNames.WorkerMark}' names a worker.");
        if (!Enum.IsDefined(options.InputCheck))
            failures.Add($"{DurableOptions.Section}:{nameof(options.InputCheck)} must be Off, Warn or Fail.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void AtLeast(int least, string setting, int value)
        {
            if (value < least)
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{DurableOptions.Section}:{setting} must be at least {least}, but is {value}."));
        }
    }
}
