namespace Tributary.Testing;

/// <summary>The simulated process has died. Nothing catches this but the simulation, which then starts the process anew.</summary>
public sealed class SimulatedCrashException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SimulatedCrashException(string message)
        : base(message)
    {
    }
}
