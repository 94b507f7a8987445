using System.Collections.Immutable;

namespace Tributary;

/// <summary>What is known of a session at one moment.</summary>
/// <param name="Id">The id.</param>
/// <param name="Protocol">The name of its protocol.</param>
/// <param name="Version">The version of its protocol.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Remaining">The time until its deadline.</param>
/// <param name="Participants">How many take part when all have joined.</param>
/// <param name="Joined">How many have joined.</param>
/// <param name="Messages">How many messages have passed through this host.</param>
/// <param name="Metadata">What it was created with.</param>
public sealed record SessionInfo(
    string Id,
    string Protocol,
    int Version,
    SessionState State,
    DateTimeOffset CreatedAt,
    TimeSpan Remaining,
    int Participants,
    int Joined,
    long Messages,
    ImmutableDictionary<string, string> Metadata);
