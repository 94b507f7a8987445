using System.Collections.Immutable;

namespace Tributary;

/// <summary>What a session is created with.</summary>
public sealed record SessionOptions
{
    /// <summary>The id; null for a new one.</summary>
    public string? Id { get; init; }

    /// <summary>How long the session may take from its creation; null for as long as the host admits. The remaining time travels with every frame.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>How long it may take until all roles have joined; null for the host's setting.</summary>
    public TimeSpan? JoinTimeout { get; init; }

    /// <summary>What the application wants to know of the session again.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>What a role brings to a session.</summary>
public sealed record JoinOptions
{
    /// <summary>The capabilities that the role holds. Guarded sends that ask for another are refused.</summary>
    public ImmutableHashSet<string> Capabilities { get; init; } = [];

    /// <summary>What the guarded sends of the role may cost in all. Without a budget, a send that costs anything is refused.</summary>
    public long Budget { get; init; }

    /// <summary>
    /// Whether the endpoint writes down what it takes and does, and goes on where it was when its process is started again and joins anew.
    /// Meanwhile the session waits, until its deadline. Needs a <see cref="TcpSessionClient"/> with a journal.
    /// </summary>
    public bool Durable { get; init; }
}
