namespace Tributary.Choreographies;

/// <summary>The capabilities and the budget of one endpoint in one session. What was not given is not there: guards fail closed.</summary>
internal sealed class Purse(IReadOnlySet<string> capabilities, long budget)
{
    private readonly Lock _lock = new();
    private long _left = budget;

    /// <summary>Lets a guarded send pass: the capability is looked at first, and nothing is charged if it is missing.</summary>
    /// <param name="guard">What the send asks for.</param>
    /// <param name="receivers">To how many it goes. It passes for all or for none.</param>
    /// <exception cref="SendRefusedException">The capability or the budget is missing.</exception>
    public void Pass(Guard guard, int receivers)
    {
        if (guard.Capability is { } capability && !capabilities.Contains(capability))
            throw SendRefusedException.Capability(capability);
        if (guard.Cost == 0)
            return;
        lock (_lock)
        {
            if (guard.Cost < 0 || guard.Cost > _left / receivers)
                throw SendRefusedException.Budget(guard.Cost, receivers, _left);
            _left -= guard.Cost * receivers;
        }
    }
}
