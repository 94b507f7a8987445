using Microsoft.Extensions.Logging;

namespace Tributary.Choreographies;

/// <summary>Everything the choreography pillar logs; its event ids lie from 4000 to 4999.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "Sessions are served on {EndPoint}.")]
    public static partial void Listening(ILogger logger, System.Net.EndPoint endPoint);
}
