using Microsoft.Extensions.Logging;

namespace Tributary.Orchestrations;

/// <summary>Everything the durable pillar logs; its event ids lie from 3000 to 3999.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Warning, "Instance {Instance} calls {Name} (#{Id}) with another input than its history says.")]
    public static partial void InputChanged(ILogger logger, string instance, string name, int id);

    [LoggerMessage(3001, LogLevel.Error, "Instance {Instance} is parked: {Difference} A deployment whose code fits the history resumes it.")]
    public static partial void Diverged(ILogger logger, string instance, HistoryDifference difference);

    [LoggerMessage(3002, LogLevel.Error, "Instance {Instance} is parked: its history cannot be read.")]
    public static partial void CorruptHistory(ILogger logger, string instance, Exception exception);

    [LoggerMessage(3003, LogLevel.Warning, "An event {Name} for instance {Instance} found no running instance and is dropped.")]
    public static partial void EventDropped(ILogger logger, string instance, string name);

    [LoggerMessage(3004, LogLevel.Warning, "Activity {Name} of {Call} failed at attempt {Attempt}; it is tried again in {Delay}.")]
    public static partial void ActivityRetried(ILogger logger, string name, string call, int attempt, TimeSpan delay, Exception exception);

    [LoggerMessage(3005, LogLevel.Error, "Activity {Name} of {Call} failed for good at attempt {Attempt}.")]
    public static partial void ActivityFailed(ILogger logger, string name, string call, int attempt, Exception exception);

    [LoggerMessage(3006, LogLevel.Error, "Instance {Instance} has failed: {Failure}")]
    public static partial void InstanceFailed(ILogger logger, string instance, string failure);

    [LoggerMessage(3007, LogLevel.Warning, "Instance {Instance} was to be started, but exists already; the start is dropped.")]
    public static partial void StartDropped(ILogger logger, string instance);

    [LoggerMessage(3020, LogLevel.Warning, "Schedule {Schedule} starts nothing for {Occurrence}: instance {Instance} is still running.")]
    public static partial void OccurrenceSkipped(ILogger logger, string schedule, DateTimeOffset occurrence, string instance);
}
