namespace Tributary;

/// <summary>
/// An entity that several systems share. Its id is native in adapters (the system's own id) and canonical in orchestrators; the
/// framework translates.
/// </summary>
public interface IFlowEntity
{
    /// <summary>The id.</summary>
    string Id { get; set; }
}
