namespace Tributary;

/// <summary>A guard refused a send, before anything was sent.</summary>
public sealed class SendRefusedException : Exception
{
    private SendRefusedException(string message)
        : base(message)
    {
    }

    internal static SendRefusedException Capability(string capability)
        => new($"The sender does not hold the capability '{capability}', which this send asks for.");

    internal static SendRefusedException Budget(long cost, int receivers, long left)
        => new($"The send costs {cost} for each of {receivers} receivers, and {left} are left in the budget of the sender.");
}
