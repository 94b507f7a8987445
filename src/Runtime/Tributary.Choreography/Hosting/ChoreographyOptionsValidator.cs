using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace Tributary.Choreographies;

/// <summary>Checks the settings; each message names the setting by its configuration path.</summary>
internal sealed class ChoreographyOptionsValidator : IValidateOptions<ChoreographyOptions>
{
    // What a timer takes.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public ValidateOptionsResult Validate(string? name, ChoreographyOptions options)
    {
        var failures = new List<string>();
        Positive(nameof(options.MaxSessions), options.MaxSessions);
        Positive(nameof(options.MaxParticipants), options.MaxParticipants);
        Positive(nameof(options.RememberedSessions), options.RememberedSessions);
        Timer(nameof(options.MaxLifetime), options.MaxLifetime);
        Timer(nameof(options.JoinTimeout), options.JoinTimeout);
        Timer(nameof(options.DetectionTime), options.DetectionTime);
        if (options.Listen is { } listen && !IPEndPoint.TryParse(listen, out _))
            failures.Add($"{ChoreographyOptions.Section}:{nameof(options.Listen)} must be an address and a port such as 127.0.0.1:5100, but is '{listen}'.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Positive(string setting, int value)
        {
            if (value < 1)
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{ChoreographyOptions.Section}:{setting} must be at least 1, but is {value}."));
        }

        void Timer(string setting, TimeSpan value)
        {
            if (value <= TimeSpan.Zero || value > s_longest)
                failures.Add($"{ChoreographyOptions.Section}:{setting} must be longer than zero and at most 49 days, but is {value:c}.");
        }
    }
}
