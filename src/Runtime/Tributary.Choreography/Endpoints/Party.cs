using System.ComponentModel;
using Tributary.Codec;

namespace Tributary.Choreographies;

/// <summary>
/// One role's end of one session. Generated endpoints call it; users have no need to. One flow uses it at a time, or branches side by
/// side that use different directions. Each step throws <see cref="SessionAbortedException"/> once the session was aborted.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class Party
{
    private readonly Seat _seat;
    private readonly Session _session;
    private readonly GuardScope? _scope;

    internal Party(Seat seat, GuardScope? scope = null) => (_seat, _session, _scope) = (seat, seat.Session, scope);

    /// <summary>The place of the member in its family.</summary>
    public Member Self => _seat.Self;

    private GuardPath? Path => _scope?.Path;

    private Seating Seating => _session.Seating;

    /// <summary>Sends a value to a role, or to every member of a family.</summary>
    /// <exception cref="SessionAbortedException">The session was aborted, or this send was refused and aborts it.</exception>
    public ValueTask SendAsync<T>(int role, int step, T value, Codec<T> codec, Guard guard = default)
    {
        ArgumentNullException.ThrowIfNull(codec);
        var members = Seating.Members(role);
        Begin(step);
        Pass(guard, members);
        if (_seat.Journal is not null)
            return SendDurablyAsync(role, step, value, codec);
        SendToAll(role, step, value, codec);
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends a bare announcement of a decision.</summary>
    /// <exception cref="SessionAbortedException">The session was aborted.</exception>
    public ValueTask SelectAsync(int role, int step)
    {
        Begin(step);
        if (_seat.Journal is not null)
            return SelectDurablyAsync(role, step);
        SelectAtAll(role, step);
        return ValueTask.CompletedTask;
    }

    private void SendToAll<T>(int role, int step, T value, Codec<T> codec)
    {
        var first = Seating.First(role);
        for (var to = first; to < first + Seating.Members(role); to++)
            SendOne(to, step, value, codec);
    }

    private void SelectAtAll(int role, int step)
    {
        var first = Seating.First(role);
        for (var to = first; to < first + Seating.Members(role); to++)
        {
            if (IsThere(to))
                _session.Send(_seat, to, step, Path);
        }
    }

    private void SendOne<T>(int to, int step, T value, Codec<T> codec)
    {
        if (!IsThere(to))
            return;
        try
        {
            _session.Send(_seat, to, step, Path, value, codec);
        }
        catch (CodecException e)
        {
            throw _session.Fail(_seat, AbortCause.Undecodable, e);
        }
    }

    /// <summary>Whether a receiver lives. What is sent to a dead member of a family, or where its death is provided for, is lost.</summary>
    private bool IsThere(int to)
    {
        if (_session.DeathOf(to) is not { } death)
            return true;
        var role = Seating.RoleAt(to);
        return Seating.Protocol.Roles[role].IsFamily || GuardScope.Survives(_scope, role) ? false : throw _session.Miss(_seat, death);
    }

    private void Pass(Guard guard, int receivers)
    {
        if (guard == default)
            return;
        try
        {
            _seat.Purse.Pass(guard, receivers);
        }
        catch (SendRefusedException e)
        {
            throw _session.Fail(_seat, AbortCause.Refused, e);
        }
    }

    /// <summary>Begins a step, if the session and the part that it belongs to still go on.</summary>
    private void Begin(int step)
    {
        for (var scope = _seat.Journal is null ? null : _scope; scope is not null; scope = scope.Outer)
            scope.Steps++;
        Check();
        _seat.CurrentStep = step;
    }

    private void Check()
    {
        if (_session.End is not null)
            throw _session.AbortException(null);
        if (_scope is not null && GuardScope.FindGivenUp(_scope) is { } part)
            throw new PartGivenUpException(part);
    }
}
