using System.Runtime.CompilerServices;
using Tributary.Codec;

namespace Tributary.Choreographies;

/// <content>Receiving from one sender.</content>
public sealed partial class Party
{
    /// <summary>Waits for the next message of a role and tells which step it is. The message stays.</summary>
    /// <param name="role">The sender.</param>
    /// <param name="steps">The steps that it may be.</param>
    /// <exception cref="SessionAbortedException">The session was aborted, or the message is none of these and aborts it.</exception>
    public ValueTask<int> NextAsync(int role, params ReadOnlySpan<int> steps)
    {
        var expected = new StepSet(steps);
        Begin(expected.Any);
        var from = Seating.First(role);
        return _seat.From(from).TryPeek(_seat, _scope, out var step)
            ? new ValueTask<int>(OneOf(expected, step, from))
            : NextLaterAsync(from, expected);
    }

    /// <summary>Waits for a message and takes it.</summary>
    /// <exception cref="SessionAbortedException">The session was aborted, or the message is another, or cannot be decoded, and aborts it.</exception>
    public ValueTask<T> ReceiveAsync<T>(int role, int step, Codec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        Begin(step);
        return TakeAsync(Seating.First(role), step, codec);
    }

    /// <summary>Waits for a bare announcement and takes it.</summary>
    /// <exception cref="SessionAbortedException">The session was aborted, or the message is another and aborts it.</exception>
    public ValueTask ReceiveSelectionAsync(int role, int step)
    {
        Begin(step);
        var from = Seating.First(role);
        if (!_seat.From(from).TryTake(_seat, _scope, out var frame))
            return TakeSelectionLaterAsync(from, step);
        Expect(step, frame, from);
        _seat.Journal?.Take(from, frame, default);
        return ValueTask.CompletedTask;
    }

    /// <summary>In a family, waits for the message of the member before this one and takes it.</summary>
    /// <exception cref="SessionAbortedException">The session was aborted, or the message is another, or cannot be decoded, and aborts it.</exception>
    public ValueTask<T> ReceiveFromPreviousAsync<T>(int role, int step, Codec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        Begin(step);
        var previous = (Self.Index + Self.Count - 1) % Self.Count;
        return TakeAsync(Seating.First(role) + previous, step, codec);
    }

    private ValueTask<T> TakeAsync<T>(int from, int step, Codec<T> codec)
        => _seat.From(from).TryTake(_seat, _scope, out var frame) ? new ValueTask<T>(Open(frame, step, codec, from)) : TakeLaterAsync(from, step, codec);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> TakeLaterAsync<T>(int from, int step, Codec<T> codec)
    {
        var mailbox = _seat.From(from);
        while (true)
        {
            var seen = mailbox.Beats;
            Check();
            var death = _session.DeathOf(from);
            if (mailbox.TryTake(_seat, _scope, out var frame))
                return Open(frame, step, codec, from);
            Need(from, death);
            if (_seat.Journal is not null)
                await KeepAsync().ConfigureAwait(false);
            await mailbox.WaitAsync(seen).ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask TakeSelectionLaterAsync(int from, int step)
    {
        await NextLaterAsync(from, new StepSet([step])).ConfigureAwait(false);
        _seat.From(from).TryTake(_seat, _scope, out var frame);
        _seat.Journal?.Take(from, frame, default);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> NextLaterAsync(int from, StepSet expected)
    {
        var mailbox = _seat.From(from);
        while (true)
        {
            var seen = mailbox.Beats;
            Check();
            var death = _session.DeathOf(from);
            if (mailbox.TryPeek(_seat, _scope, out var step))
                return OneOf(expected, step, from);
            Need(from, death);
            if (_seat.Journal is not null)
                await KeepAsync().ConfigureAwait(false);
            await mailbox.WaitAsync(seen).ConfigureAwait(false);
        }
    }

    private int OneOf(in StepSet expected, int step, int from) => expected.Contains(step) ? step : throw Mismatch(step, from);

    private T Open<T>(in Frame frame, int step, Codec<T> codec, int from)
    {
        Expect(step, frame, from);
        try
        {
            var value = frame.Value.Open(codec);
            _seat.Journal?.Take(from, frame, frame.Value.Encode(value, codec));
            return value;
        }
        catch (CodecException e)
        {
            throw _session.Fail(_seat, AbortCause.Undecodable, e);
        }
    }

    private void Expect(int step, in Frame frame, int from)
    {
        if (frame.Step != step)
            throw Mismatch(frame.Step, from);
    }

    private SessionAbortedException Mismatch(int step, int from)
        => _session.Fail(_seat, AbortCause.Mismatch, null, $"{Seating.NameOf(from)} sent step {Seating.Protocol.Find(step)?.ToString() ?? $"{step}"}.");

    /// <summary>A message of a dead role is waited for only where the protocol provides for its death.</summary>
    private void Need(int from, SessionEnd? death)
    {
        if (death is not null && !GuardScope.Survives(_scope, Seating.RoleAt(from)))
            throw _session.Miss(_seat, death);
    }
}
