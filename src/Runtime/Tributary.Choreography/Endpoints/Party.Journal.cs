using System.Diagnostics.CodeAnalysis;
using Tributary.Codec;

namespace Tributary.Choreographies;

/// <content>What a durable endpoint remembers.</content>
public sealed partial class Party
{
    private static readonly Codec<int[]> s_order = new ArrayCodec<int>(Codecs.Int32);

    /// <summary>Recalls the result of a local action that was taken before a restart.</summary>
    /// <param name="action">The number of the action, from 0.</param>
    /// <param name="codec">The codec of its result.</param>
    /// <param name="value">The result.</param>
    /// <returns>False if the endpoint is not durable, or the action was not taken yet.</returns>
    /// <exception cref="SessionAbortedException">The session was aborted.</exception>
    public bool TryRecall<T>(int action, Codec<T> codec, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(codec);
        Begin(_seat.CurrentStep);
        value = default;
        if (_seat.Journal is null || !_seat.Journal.TryRecall(action, out var result))
            return false;
        value = codec.Decode(result.Span);
        return true;
    }

    /// <summary>Keeps the result of a local action, if the endpoint is durable. It is written down before anything is sent that may depend on it.</summary>
    /// <param name="action">The number of the action, from 0.</param>
    /// <param name="value">The result.</param>
    /// <param name="codec">The codec of the result.</param>
    public void Record<T>(int action, T value, Codec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        _seat.Journal?.Record(action, codec.Encode(value));
    }

    /// <summary>Writes down what was not, and tells the host of the session, which then need not keep it.</summary>
    internal async ValueTask KeepAsync()
    {
        if (_seat.Journal is { } journal && await journal.FlushAsync().ConfigureAwait(false))
            _session.TellTaken(_seat, journal.Taken);
    }

    private async ValueTask SendDurablyAsync<T>(int role, int step, T value, Codec<T> codec)
    {
        await KeepBeforeSendAsync().ConfigureAwait(false);
        SendToAll(role, step, value, codec);
    }

    private async ValueTask SelectDurablyAsync(int role, int step)
    {
        await KeepBeforeSendAsync().ConfigureAwait(false);
        SelectAtAll(role, step);
    }

    private async ValueTask SendEachDurablyAsync<T>(int role, int step, IReadOnlyList<T> items, Codec<T> codec)
    {
        await KeepBeforeSendAsync().ConfigureAwait(false);
        SendEach(role, step, items, codec);
    }

    private async ValueTask SendOneDurablyAsync<T>(int to, int step, T value, Codec<T> codec)
    {
        await KeepBeforeSendAsync().ConfigureAwait(false);
        SendOne(to, step, value, codec);
    }

    private async ValueTask KeepBeforeSendAsync()
    {
        for (var scope = _scope; scope is not null; scope = scope.Outer)
            _seat.Journal!.Progress(scope.Path, scope.Steps);
        await KeepAsync().ConfigureAwait(false);
        if (_session.End is not null)
            throw _session.AbortException(null);
    }

    /// <summary>After a restart, a part comes as far as it had come before, and ends as it had ended.</summary>
    private void Recall(GuardScope scope)
    {
        if (_seat.Journal is null)
            return;
        var (steps, completed) = _seat.Journal.Of(scope.Path);
        scope.HeldSteps = steps;
        if (completed is { } known)
            scope.Decide(known);
    }

    private ValueTask KeepEndAsync(GuardScope scope, bool interrupted)
    {
        _seat.Journal!.End(scope.Path, !scope.IsGivenUp, interrupted ? scope.Steps - 1 : scope.Steps);
        return KeepAsync();
    }

    /// <summary>Which members a quorum was made of before a restart.</summary>
    private bool TryRecallOrder(int step, [NotNullWhen(true)] out int[]? order)
    {
        order = _seat.Journal?.TryRecall(-step, out var kept) == true ? s_order.Decode(kept.Span) : null;
        return order is not null;
    }

    private void RecordOrder<T>(int step, List<FromMember<T>> answers)
        => _seat.Journal?.Record(-step, s_order.Encode([.. answers.Select(static answer => answer.Member)]));

    private async ValueTask<IReadOnlyList<FromMember<T>>> TakeInOrderAsync<T>(int[] order, int first, int step, Codec<T> codec, int members)
    {
        var answers = new List<FromMember<T>>(order.Length);
        foreach (var member in order)
            answers.Add(new FromMember<T>(member, await TakeAsync(first + member, step, codec).ConfigureAwait(false)));
        for (var member = 0; member < members; member++)
        {
            if (Array.IndexOf(order, member) < 0)
                _seat.From(first + member).ExpectLate(step, Path);
        }

        return answers;
    }
}
