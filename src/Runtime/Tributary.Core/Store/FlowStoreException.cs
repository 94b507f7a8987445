namespace Tributary.Store;

/// <summary>What is wrong with a store.</summary>
public enum FlowStoreFault
{
    /// <summary>The medium failed: input or output error, full disk, no permission.</summary>
    Medium,

    /// <summary>Another process holds the store.</summary>
    Locked,

    /// <summary>The file is not a Tributary store.</summary>
    Foreign,

    /// <summary>A newer version of Tributary wrote it.</summary>
    TooNew,

    /// <summary>Its content is damaged.</summary>
    Corrupt,

    /// <summary>It was used before it was opened, or after it was closed.</summary>
    Closed,
}

/// <summary>A store cannot do what it was asked. The message names the store, what is wrong and what to do.</summary>
public sealed class FlowStoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    public FlowStoreException(FlowStoreFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>The kind of fault.</summary>
    public FlowStoreFault Fault { get; }
}
