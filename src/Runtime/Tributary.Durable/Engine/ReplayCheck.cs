namespace Tributary.Orchestrations;

/// <summary>Whether code fits a stored history, without a store and without activities.</summary>
internal static class ReplayCheck
{
    /// <summary>The code of a name and version, or null.</summary>
    public static IFlowBody? FindCode(DurableEngine engine, InstanceInfo info)
        => engine.Flows.FirstOrDefault(flow => flow.Name == info.Name && flow.Version == info.Version);

    /// <summary>The first difference, or null when the code fits.</summary>
    /// <exception cref="Codec.CodecException">The history makes no sense, whatever the code is.</exception>
    public static HistoryDifference? FirstDifference(DurableEngine engine, IFlowBody code, InstanceHistory history)
    {
        var info = history.Instance;
        try
        {
            InstanceLoader.Replay(
                new Execution(new ExecutionIdentity(info.Id, info.Execution, info.Name, info.Version), code, engine.Services.Settings), history.Turns);
            return null;
        }
        catch (DivergenceException e)
        {
            return e.Difference;
        }
    }
}
