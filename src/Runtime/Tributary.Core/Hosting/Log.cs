using Microsoft.Extensions.Logging;
using Tributary.Store;

namespace Tributary;

/// <summary>Everything the kernel logs; its event ids lie from 1000 to 1999.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Warning, "The store failed while queue {Queue} was handled; the turn is run again.")]
    public static partial void StoreFailed(ILogger logger, string queue, Exception exception);

    [LoggerMessage(1001, LogLevel.Information, "The store works again.")]
    public static partial void StoreRecovered(ILogger logger);

    [LoggerMessage(1002, LogLevel.Information, "The lease of {Partition} was lost; its turn is dropped and its messages are handled by whoever holds the next lease.")]
    public static partial void LeaseLost(ILogger logger, MessageAddress partition);

    [LoggerMessage(1003, LogLevel.Warning, "The lease of {Partition} could not be given back; it runs out by itself.")]
    public static partial void GiveBackFailed(ILogger logger, MessageAddress partition, Exception exception);

    [LoggerMessage(1004, LogLevel.Warning, "Message {MessageId} of {Partition} failed at attempt {Attempt}; it is tried again in {Delay}.")]
    public static partial void TurnFailed(ILogger logger, MessageAddress partition, long messageId, int attempt, TimeSpan delay, Exception exception);

    [LoggerMessage(1005, LogLevel.Error, "Message {MessageId} of {Partition} failed at attempt {Attempt} and is now a dead letter.")]
    public static partial void DeadLettered(ILogger logger, MessageAddress partition, long messageId, int attempt, Exception exception);

    [LoggerMessage(1006, LogLevel.Error, "A callback of a committed turn of queue {Queue} threw. The commit stands.")]
    public static partial void CallbackFailed(ILogger logger, string queue, Exception exception);

    [LoggerMessage(1007, LogLevel.Debug, "Queue {Queue} is no longer leased.")]
    public static partial void QueueStopped(ILogger logger, string queue, Exception reason);

    [LoggerMessage(1008, LogLevel.Critical, "The dispatcher ended because of an exception after which the process cannot be trusted.")]
    public static partial void DispatcherFailed(ILogger logger, Exception exception);

    [LoggerMessage(1009, LogLevel.Warning, "{Count} turns did not finish within {Timeout}; they were cancelled and their messages went back.")]
    public static partial void DrainTimedOut(ILogger logger, int count, TimeSpan timeout);

    [LoggerMessage(1010, LogLevel.Critical, "The dispatcher has failed; the host stops.")]
    public static partial void HostStops(ILogger logger);

    [LoggerMessage(1011, LogLevel.Error, "An observer of {Event} threw. It goes on receiving.")]
    public static partial void ObserverFailed(ILogger logger, string @event, Exception exception);

    [LoggerMessage(1012, LogLevel.Error, "Message {MessageId} of {Partition} has used up its {Attempts} attempts, the last one without an outcome, and is now a dead letter.")]
    public static partial void AttemptsUsedUp(ILogger logger, MessageAddress partition, long messageId, int attempts);
}
