namespace Tributary.Cli;

/// <summary>What the tool returns to a script. The numbers are a contract: docs/cli.md lists them.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The instance does not exist, or is in a state that refuses this.</summary>
    public const int Refused = 1;

    /// <summary>The command line, or a file that it names, is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The store is missing, foreign, damaged, or held by a process that cannot be reached.</summary>
    public const int Store = 3;

    /// <summary>The code and the history differ.</summary>
    public const int Difference = 4;

    /// <summary>Interrupted, as shells say it.</summary>
    public const int Stopped = 130;
}

/// <summary>The tool cannot go on; <paramref name="code"/> tells scripts why.</summary>
internal sealed class ToolException(int code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the tool returns.</summary>
    public int Code { get; } = code;
}
