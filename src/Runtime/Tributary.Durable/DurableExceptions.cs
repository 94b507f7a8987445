namespace Tributary;

/// <summary>Something that an orchestration called, or an orchestration itself, has failed. <see cref="Failure"/> tells what happened there.</summary>
public abstract class DurableFailureException : Exception
{
    private protected DurableFailureException(string message, FailureDetails failure)
        : base(message) => Failure = failure;

    /// <summary>What happened, with the chain of causes.</summary>
    public FailureDetails Failure { get; }
}

/// <summary>An activity failed at every attempt that its retry policy allows.</summary>
public sealed class ActivityFailedException : DurableFailureException
{
    internal ActivityFailedException(string activity, FailureDetails failure)
        : base($"Activity {activity} failed: {failure.Message}", failure) => Activity = activity;

    /// <summary>The activity's name.</summary>
    public string Activity { get; }
}

/// <summary>A child failed, was cancelled or terminated, or could not be started.</summary>
public sealed class ChildFailedException : DurableFailureException
{
    internal ChildFailedException(string orchestration, string instanceId, FailureDetails failure)
        : base($"Orchestration {orchestration} ({instanceId}) failed: {failure.Message}", failure)
    {
        Orchestration = orchestration;
        InstanceId = instanceId;
    }

    /// <summary>The orchestration's name.</summary>
    public string Orchestration { get; }

    /// <summary>The id of the child.</summary>
    public string InstanceId { get; }
}

/// <summary>An instance did not return: it failed, was cancelled, or was terminated.</summary>
public sealed class OrchestrationFailedException : DurableFailureException
{
    internal OrchestrationFailedException(string instanceId, InstanceStatus status, FailureDetails failure)
        : base($"Instance {instanceId} is {status}: {failure.Message}", failure)
    {
        InstanceId = instanceId;
        Status = status;
    }

    /// <summary>The id of the instance.</summary>
    public string InstanceId { get; }

    /// <summary>How it ended.</summary>
    public InstanceStatus Status { get; }
}

/// <summary>An update was refused by its validator, or could not be answered; nothing of it is in the history.</summary>
public sealed class UpdateRefusedException(string message) : Exception(message);

/// <summary>An update was accepted, and its handler threw.</summary>
public sealed class UpdateFailedException : DurableFailureException
{
    internal UpdateFailedException(FailureDetails failure)
        : base($"The update failed: {failure.Message}", failure)
    {
    }
}

/// <summary>A query could not be answered.</summary>
public sealed class QueryFailedException(string message) : Exception(message);

/// <summary>There is no such instance.</summary>
public sealed class InstanceNotFoundException(string instanceId)
    : Exception($"There is no instance '{instanceId}'. It was never started, or it was purged.")
{
    /// <summary>The id that was asked for.</summary>
    public string InstanceId { get; } = instanceId;
}

/// <summary>An instance of this id exists already.</summary>
public sealed class InstanceExistsException(string instanceId)
    : Exception($"Instance '{instanceId}' exists already. Choose another id, purge it, or restart it.")
{
    /// <summary>The id.</summary>
    public string InstanceId { get; } = instanceId;
}

/// <summary>A payload is larger than <see cref="DurableOptions.MaxPayloadBytes"/> allows.</summary>
public sealed class PayloadTooLargeException(string what, int size, int limit)
    : Exception($"{what} takes {size} bytes, and at most {limit} are allowed. Hand over a reference instead of the content, or raise Tributary:Durable:MaxPayloadBytes.")
{
    /// <summary>The size in bytes.</summary>
    public int Size { get; } = size;

    /// <summary>The limit in bytes.</summary>
    public int Limit { get; } = limit;
}
