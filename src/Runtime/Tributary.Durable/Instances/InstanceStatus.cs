namespace Tributary;

/// <summary>Where an instance stands.</summary>
public enum InstanceStatus
{
    /// <summary>It waits for its start time.</summary>
    Pending,

    /// <summary>It runs, or waits for something.</summary>
    Running,

    /// <summary>It was suspended: what arrives is recorded and waits.</summary>
    Suspended,

    /// <summary>Its code does not fit its history, or the history cannot be read; it waits for a deployment that mends it.</summary>
    Parked,

    /// <summary>It has returned.</summary>
    Completed,

    /// <summary>It has thrown.</summary>
    Failed,

    /// <summary>It has ended because it was cancelled.</summary>
    Cancelled,

    /// <summary>It was ended from outside.</summary>
    Terminated,
}

/// <summary>Sorts the states.</summary>
public static class InstanceStatuses
{
    /// <summary>Whether an instance in this state runs no more.</summary>
    public static bool IsFinal(this InstanceStatus status) => status >= InstanceStatus.Completed;
}
