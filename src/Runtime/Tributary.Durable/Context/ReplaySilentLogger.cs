using Microsoft.Extensions.Logging;

namespace Tributary.Orchestrations;

/// <summary>Hands on what an orchestration logs the first time, and not what it logs again in a replay.</summary>
internal sealed class ReplaySilentLogger(Execution execution, ILogger logger) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => execution.IsReplaying ? null : logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => !execution.IsReplaying && logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!execution.IsReplaying)
            logger.Log(logLevel, eventId, state, exception, formatter);
    }
}
