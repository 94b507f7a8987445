namespace Tributary;

/// <summary>The capabilities and the budget of a central run.</summary>
internal sealed class CentralGuards(IReadOnlySet<string>? capabilities, long? budget)
{
    private readonly Lock _lock = new();
    private long _left = budget ?? long.MaxValue;

    /// <summary>Lets a guarded send pass: the capability is looked at first, and nothing is charged if it is missing.</summary>
    /// <exception cref="SendRefusedException">The capability or the budget is missing.</exception>
    public void Pass(string? capability, long cost)
    {
        if (capability is not null && capabilities?.Contains(capability) == false)
            throw SendRefusedException.Capability(capability);
        lock (_lock)
        {
            if (cost > _left)
                throw SendRefusedException.Budget(cost, _left);
            _left -= cost;
        }
    }
}
