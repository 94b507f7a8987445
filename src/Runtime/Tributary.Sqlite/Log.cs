using Microsoft.Extensions.Logging;

namespace Tributary.Sqlite;

internal static partial class Log
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Information, Message = "Opened the store '{Path}': {Messages} messages wait in {Queues} queues.")]
    public static partial void Opened(ILogger logger, string path, long messages, int queues);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Warning, Message = "The write-ahead log of '{Path}' could not be moved into the file. Nothing is lost; it is tried again later.")]
    public static partial void CheckpointFailed(ILogger logger, string path, Exception failure);

    [LoggerMessage(EventId = 7003, Level = LogLevel.Warning, Message = "A process died with the store '{Path}' open and {Entries} leases in its hands. Their messages are handled one at a time, each alone.")]
    public static partial void LeftBehind(ILogger logger, string path, int entries);

    [LoggerMessage(EventId = 7004, Level = LogLevel.Warning, Message = "The store '{Path}' takes no commits of other processes; tools can read it and not change it while this process runs.")]
    public static partial void NotListening(ILogger logger, string path, Exception failure);

    [LoggerMessage(EventId = 7005, Level = LogLevel.Debug, Message = "A process that asked the store '{Path}' for a commit was gone before it was done.")]
    public static partial void ClientGone(ILogger logger, string path, Exception failure);
}
