using System.Collections.Immutable;
using System.ComponentModel;

namespace Tributary.Choreographies;

/// <summary>A choreography as its sessions know it: written by the generator, one for each annotated method.</summary>
/// <param name="name">The name on the wire.</param>
/// <param name="version">The version.</param>
/// <param name="fingerprint">The hash of everything that the roles must agree on.</param>
/// <param name="roles">The roles, in the order of the method's parameters.</param>
/// <param name="steps">What the numbers on the wire mean.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Protocol(string name, int version, string fingerprint, ImmutableArray<ProtocolRole> roles, ImmutableArray<ProtocolStep> steps)
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>The version.</summary>
    public int Version { get; } = version;

    /// <summary>The hash of everything that the roles must agree on. Only endpoints of the same fingerprint meet in a session.</summary>
    public string Fingerprint { get; } = fingerprint;

    /// <summary>The roles, in the order of the method's parameters.</summary>
    public ImmutableArray<ProtocolRole> Roles { get; } = roles;

    /// <summary>What the numbers on the wire mean.</summary>
    public ImmutableArray<ProtocolStep> Steps { get; } = steps;

    /// <inheritdoc />
    public override string ToString() => $"{Name} v{Version}";

    internal ProtocolStep? Find(int step)
    {
        foreach (var known in Steps)
        {
            if (known.Number == step)
                return known;
        }

        return null;
    }
}

/// <summary>A role of a protocol.</summary>
/// <param name="Name">The name of the method's parameter.</param>
/// <param name="IsFamily">Whether any number of members share it.</param>
/// <param name="MayDie">
/// Whether the protocol can go on without it: it is named as mortal by a <c>Surviving</c>, or gathered with a quorum. Its death ends the
/// session only when somebody needs it outside of those. The death of any other role ends the session at once.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ProtocolRole(string Name, bool IsFamily, bool MayDie = false);

/// <summary>What a number on the wire means, for messages and diagrams.</summary>
/// <param name="Number">The number.</param>
/// <param name="From">The role that sends.</param>
/// <param name="To">The role that receives.</param>
/// <param name="Text">What is sent or decided.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ProtocolStep(int Number, string From, string To, string Text)
{
    /// <inheritdoc />
    public override string ToString() => $"{Number} ({From} -> {To}: {Text})";
}
