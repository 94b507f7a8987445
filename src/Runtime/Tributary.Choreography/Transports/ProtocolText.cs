using System.Collections.Immutable;

namespace Tributary.Choreographies;

/// <summary>How protocols, plans and what is known of sessions travel.</summary>
internal static class ProtocolText
{
    public static MessageWriter Protocol(this MessageWriter writer, Protocol protocol)
    {
        writer.Text(protocol.Name).Number(protocol.Version).Text(protocol.Fingerprint).Number(protocol.Roles.Length);
        foreach (var role in protocol.Roles)
            writer.Text(role.Name).Number((role.IsFamily ? 1 : 0) | (role.MayDie ? 2 : 0));
        writer.Number(protocol.Steps.Length);
        foreach (var step in protocol.Steps)
            writer.Number(step.Number).Text(step.From).Text(step.To).Text(step.Text);
        return writer;
    }

    public static Protocol Protocol(this ref MessageReader reader)
    {
        var (name, version, fingerprint) = (reader.RequiredText(), reader.Int(), reader.RequiredText());
        var roles = ImmutableArray.CreateBuilder<ProtocolRole>();
        for (var i = reader.Count(); i > 0; i--)
        {
            var role = reader.RequiredText();
            var flags = reader.Int();
            roles.Add(new ProtocolRole(role, (flags & 1) != 0, (flags & 2) != 0));
        }

        var steps = ImmutableArray.CreateBuilder<ProtocolStep>();
        for (var i = reader.Count(); i > 0; i--)
            steps.Add(new ProtocolStep(reader.Int(), reader.RequiredText(), reader.RequiredText(), reader.RequiredText()));
        return new Protocol(name, version, fingerprint, roles.ToImmutable(), steps.ToImmutable());
    }

    public static MessageWriter Members(this MessageWriter writer, ImmutableArray<int> members)
    {
        writer.Number(members.Length);
        foreach (var count in members)
            writer.Number(count);
        return writer;
    }

    public static ImmutableArray<int> Members(this ref MessageReader reader)
    {
        var members = ImmutableArray.CreateBuilder<int>();
        for (var i = reader.Count(); i > 0; i--)
            members.Add(reader.Int());
        return members.ToImmutable();
    }

    public static MessageWriter Options(this MessageWriter writer, SessionOptions options)
        => writer.Text(options.Id).OptionalTime(options.Deadline).OptionalTime(options.JoinTimeout).Metadata(options.Metadata);

    public static SessionOptions Options(this ref MessageReader reader)
        => new() { Id = reader.Text(), Deadline = reader.OptionalTime(), JoinTimeout = reader.OptionalTime(), Metadata = reader.Metadata() };

    public static MessageWriter Info(this MessageWriter writer, SessionInfo info) => writer
        .Text(info.Id).Text(info.Protocol).Number(info.Version).Number((int)info.State).Number(info.CreatedAt.UtcTicks).Time(info.Remaining)
        .Number(info.Participants).Number(info.Joined).Number(info.Messages).Metadata(info.Metadata);

    public static SessionInfo Info(this ref MessageReader reader)
    {
        var (id, protocol, version, state, ticks) = (reader.RequiredText(), reader.RequiredText(), reader.Int(), reader.Int(), reader.Long());
        if (state > (int)SessionState.Cancelled || ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks)
            throw new WireFormatException("What is said of a session is out of range.");
        return new SessionInfo(
            id, protocol, version, (SessionState)state, new DateTimeOffset(ticks, TimeSpan.Zero), reader.Time(), reader.Int(), reader.Int(), reader.Long(), reader.Metadata());
    }

    public static MessageWriter Consumed(this MessageWriter writer, IReadOnlyDictionary<int, int> consumed)
    {
        writer.Number(consumed.Count);
        foreach (var (from, number) in consumed)
            writer.Number(from).Number(number);
        return writer;
    }

    public static Dictionary<int, int> Consumed(this ref MessageReader reader)
    {
        var consumed = new Dictionary<int, int>();
        for (var i = reader.Count(); i > 0; i--)
            consumed[reader.Int()] = reader.Int();
        return consumed;
    }

    private static MessageWriter OptionalTime(this MessageWriter writer, TimeSpan? time) => time is { } value ? writer.Number(1).Time(value) : writer.Number(0);

    private static TimeSpan? OptionalTime(this ref MessageReader reader) => reader.Flag() ? reader.Time() : null;

    private static MessageWriter Metadata(this MessageWriter writer, ImmutableDictionary<string, string> metadata)
    {
        writer.Number(metadata.Count);
        foreach (var (key, value) in metadata)
            writer.Text(key).Text(value);
        return writer;
    }

    private static ImmutableDictionary<string, string> Metadata(this ref MessageReader reader)
    {
        var metadata = ImmutableDictionary.CreateBuilder<string, string>();
        for (var i = reader.Count(); i > 0; i--)
            metadata[reader.RequiredText()] = reader.RequiredText();
        return metadata.ToImmutable();
    }
}
