using Tributary.Codec;

namespace Tributary.Choreographies;

/// <content>Messages of families.</content>
public sealed partial class Party
{
    /// <summary>Sends one item to each member of a family.</summary>
    /// <exception cref="ArgumentException">There is not exactly one item for each member.</exception>
    /// <exception cref="SessionAbortedException">The session was aborted, or this send was refused and aborts it.</exception>
    public ValueTask ScatterAsync<T>(int role, int step, IReadOnlyList<T> items, Codec<T> codec, Guard guard = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(codec);
        Begin(step);
        var members = Tributary.Families.OnePerMember(items, Seating.Members(role)).Count;
        Pass(guard, members);
        if (_seat.Journal is not null)
            return SendEachDurablyAsync(role, step, items, codec);
        SendEach(role, step, items, codec);
        return ValueTask.CompletedTask;
    }

    /// <summary>In a family, sends a value to the member after this one; the last sends to the first.</summary>
    /// <exception cref="SessionAbortedException">The session was aborted, or this send was refused and aborts it.</exception>
    public ValueTask SendToNextAsync<T>(int role, int step, T value, Codec<T> codec, Guard guard = default)
    {
        ArgumentNullException.ThrowIfNull(codec);
        Begin(step);
        Pass(guard, 1);
        var next = Seating.First(role) + ((Self.Index + 1) % Self.Count);
        if (_seat.Journal is not null)
            return SendOneDurablyAsync(next, step, value, codec);
        SendOne(next, step, value, codec);
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits for one message of each member of a family and takes them.</summary>
    /// <returns>The values, in the order of the members.</returns>
    /// <exception cref="SessionAbortedException">The session was aborted, or a message is another, or cannot be decoded, and aborts it.</exception>
    public async ValueTask<IReadOnlyList<T>> GatherAsync<T>(int role, int step, Codec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        Begin(step);
        var values = new T[Seating.Members(role)];
        var first = Seating.First(role);
        for (var i = 0; i < values.Length; i++)
            values[i] = await TakeAsync(first + i, step, codec).ConfigureAwait(false);
        return values;
    }

    /// <summary>Waits for the first messages of members of a family, as many as are enough, and takes them. Those that come later are dropped.</summary>
    /// <returns>The values, in the order in which they were found.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The quorum is 0, or larger than the family.</exception>
    /// <exception cref="SessionAbortedException">
    /// The session was aborted, or so many members died that the quorum cannot be reached, or a message is another, or cannot be decoded,
    /// and aborts it.
    /// </exception>
    public async ValueTask<IReadOnlyList<FromMember<T>>> GatherQuorumAsync<T>(int role, int step, int quorum, Codec<T> codec)
    {
        ArgumentNullException.ThrowIfNull(codec);
        var (first, members) = (Seating.First(role), Seating.Members(role));
        Tributary.Families.CheckQuorum(quorum, members);
        Begin(step);
        if (TryRecallOrder(step, out var order))
            return await TakeInOrderAsync(order, first, step, codec, members).ConfigureAwait(false);
        var answers = new List<FromMember<T>>(quorum);
        var missing = Enumerable.Range(0, members).ToList();
        var any = new Pulse();
        _seat.Add(any);
        foreach (var member in missing)
            _seat.From(first + member).Also = any;
        try
        {
            while (true)
            {
                var seen = any.Beats;
                Check();
                var dead = missing.Where(member => _session.DeathOf(first + member) is not null).ToArray();
                TakeThere(first, step, codec, quorum, missing, answers);
                if (answers.Count == quorum)
                    break;
                dead = [.. dead.Where(missing.Contains)];
                if (answers.Count + missing.Count - dead.Length < quorum)
                    throw _session.Miss(_seat, _session.DeathOf(first + dead[^1])!);
                await KeepAsync().ConfigureAwait(false);
                await any.WaitAsync(seen).ConfigureAwait(false);
            }
        }
        finally
        {
            _seat.Remove(any);
            for (var member = 0; member < members; member++)
                _seat.From(first + member).Also = null;
        }

        foreach (var member in missing)
            _seat.From(first + member).ExpectLate(step, Path);
        RecordOrder(step, answers);
        return answers;
    }

    private void SendEach<T>(int role, int step, IReadOnlyList<T> items, Codec<T> codec)
    {
        var first = Seating.First(role);
        for (var i = 0; i < items.Count; i++)
            SendOne(first + i, step, items[i], codec);
    }

    private void TakeThere<T>(int first, int step, Codec<T> codec, int quorum, List<int> missing, List<FromMember<T>> answers)
    {
        for (var i = 0; i < missing.Count && answers.Count < quorum;)
        {
            if (!_seat.From(first + missing[i]).TryTake(_seat, _scope, out var frame))
            {
                i++;
                continue;
            }

            answers.Add(new FromMember<T>(missing[i], Open(frame, step, codec, first + missing[i])));
            missing.RemoveAt(i);
        }
    }
}
