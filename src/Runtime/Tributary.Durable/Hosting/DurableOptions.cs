namespace Tributary;

/// <summary>The durable pillar's settings, bound from the configuration section <c>Tributary:Durable</c> and checked when the host starts.</summary>
public sealed class DurableOptions
{
    /// <summary>The configuration section that these settings are bound from.</summary>
    public const string Section = "Tributary:Durable";

    /// <summary>
    /// How many instances are kept in memory between their turns. The others are replayed from their history when something happens. With 0
    /// every turn replays: slower, same results.
    /// </summary>
    public int WarmInstances { get; set; } = 10_000;

    /// <summary>The largest input, result or event, in bytes of JSON.</summary>
    public int MaxPayloadBytes { get; set; } = 1024 * 1024;

    /// <summary>The length of a history from which on <see cref="OrchestrationContext.ShouldContinueAsNew"/> is true.</summary>
    public int SuggestContinueAfter { get; set; } = 10_000;

    /// <summary>What it means when the code calls something with another input than its history says.</summary>
    public InputCheck InputCheck { get; set; } = InputCheck.Warn;

    /// <summary>The tags that this worker offers: it runs the activities that ask for one of them, and those that ask for none.</summary>
    public IList<string> Tags { get; set; } = [];

    /// <summary>
    /// The name by which calls are bound to this worker (<see cref="ActivityOptions.Worker"/>). The machine's name when null, so that a restarted worker
    /// gets the calls that need the files it left there. Two workers of one name share them.
    /// </summary>
    public string? WorkerName { get; set; }

    /// <summary>At most so many calls of each activity at the same time in this process, where the activity does not say less; null for no such limit.</summary>
    public int? MaxActivities { get; set; }
}
