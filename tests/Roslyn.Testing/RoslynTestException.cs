namespace Tributary.Roslyn.Testing;

/// <summary>An expectation of a Roslyn test was not met; the message says which, and what to write instead.</summary>
public sealed class RoslynTestException(string message) : Exception(message);
