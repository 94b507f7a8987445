namespace Tributary;

/// <summary>The capabilities and the budget of a central run.</summary>
internal sealed class CentralGuards(IReadOnlySet<string>? capabilities, long? budget)
{
    private readonly Lock _lock = new();
    private long _left = budget ?? long.MaxValue;

    /// <summary>Lets a guarded send pass: the capability is looked at first, and nothing is charged if it is missing.</summary>
    /// <param name="capability">What the sender must hold; null for nothing.</param>
    /// <param name="cost">What each message costs.</param>
    /// <param name="receivers">To how many it goes. It passes for all or for none.</param>
    /// <exception cref="SendRefusedException">The capability or the budget is missing.</exception>
    public void Pass(string? capability, long cost, int receivers)
    {
        if (capability is not null && capabilities?.Contains(capability) == false)
            throw SendRefusedException.Capability(capability);
        lock (_lock)
        {
            if (cost > _left / receivers)
                throw SendRefusedException.Budget(cost, receivers, _left);
            _left -= cost * receivers;
        }
    }
}
