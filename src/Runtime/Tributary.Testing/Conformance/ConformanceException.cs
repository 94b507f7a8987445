namespace Tributary.Testing;

/// <summary>A provider does not keep its contract. The message says what was expected and what was found.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ConformanceException(string message)
        : base(message)
    {
    }
}
