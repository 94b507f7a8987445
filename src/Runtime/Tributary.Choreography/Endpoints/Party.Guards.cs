namespace Tributary.Choreographies;

/// <content>Parts that may be given up.</content>
public sealed partial class Party
{
    /// <summary>
    /// Runs a part that its owner may give up: when a time is over, or when a role dies. Whoever is in the part when it is given up leaves
    /// it at its next step or in the middle of a wait.
    /// </summary>
    /// <param name="guard">The number of the guard, the same at all roles.</param>
    /// <param name="isOwner">Whether this role decides.</param>
    /// <param name="owner">The role that decides.</param>
    /// <param name="limit">The time, at the owner; null if the part is given up for a death.</param>
    /// <param name="mortalRole">The role whose death gives the part up, or -1.</param>
    /// <param name="completedStep">The step by which the owner announces that it reached the end of its part.</param>
    /// <param name="givenUpStep">The step by which it announces that it did not.</param>
    /// <param name="informed">The roles that it tells.</param>
    /// <param name="body">This role's part.</param>
    /// <returns>Whether the part was completed; false if it was given up.</returns>
    /// <exception cref="SessionAbortedException">The session was aborted.</exception>
    public Task<bool> GuardAsync(
        int guard, bool isOwner, int owner, TimeSpan? limit, int mortalRole, int completedStep, int givenUpStep, ReadOnlySpan<int> informed, Func<Party, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Check();
        return isOwner
            ? OwnAsync(guard, limit, mortalRole, completedStep, givenUpStep, informed.ToArray(), body)
            : FollowAsync(guard, owner, mortalRole, completedStep, body);
    }

    private async Task<bool> OwnAsync(int guard, TimeSpan? limit, int mortalRole, int completedStep, int givenUpStep, int[] informed, Func<Party, Task> body)
    {
        var scope = _seat.Enter(_scope, guard, mortalRole, GiveUp);
        Recall(scope);
        var interrupted = false;
        var timer = limit is { } time ? _session.Clock.CreateTimer(static state => ((Action)state!)(), (Action)(() => GiveUp(scope)), time, Timeout.InfiniteTimeSpan) : null;
        try
        {
            if (mortalRole >= 0 && AnyMemberDied(mortalRole))
                GiveUp(scope);
            await body(new Party(_seat, scope)).ConfigureAwait(false);
            if (scope.Decide(completed: true) && _seat.Journal is null)
                Announce(scope, informed, completedStep, completed: true);
        }
        catch (PartGivenUpException e) when (e.Part == scope)
        {
            // That is what the guard is for.
            interrupted = true;
        }
        finally
        {
            if (timer is not null)
                await timer.DisposeAsync().ConfigureAwait(false);
            _seat.Leave(scope);
        }

        if (_seat.Journal is not null)
        {
            // What a durable owner decides is written down before anybody hears of it.
            await KeepEndAsync(scope, interrupted).ConfigureAwait(false);
            Announce(scope, informed, scope.IsGivenUp ? givenUpStep : completedStep, !scope.IsGivenUp);
        }

        return !scope.IsGivenUp;

        void GiveUp(GuardScope part)
        {
            if (!part.Decide(completed: false))
                return;
            if (_seat.Journal is null)
                Announce(part, informed, givenUpStep, completed: false);
            _seat.WakeAll();
        }
    }

    private async Task<bool> FollowAsync(int guard, int owner, int mortalRole, int completedStep, Func<Party, Task> body)
    {
        var scope = _seat.Enter(_scope, guard, mortalRole, onDeath: null);
        var interrupted = false;
        Recall(scope);
        try
        {
            await body(new Party(_seat, scope)).ConfigureAwait(false);
            _seat.CurrentStep = completedStep;
            await DecidedAsync(scope, Seating.First(owner)).ConfigureAwait(false);
        }
        catch (PartGivenUpException e) when (e.Part == scope)
        {
            // The alternative follows.
            interrupted = true;
        }
        finally
        {
            _seat.Leave(scope);
        }

        if (_seat.Journal is not null)
            await KeepEndAsync(scope, interrupted).ConfigureAwait(false);
        return !scope.IsGivenUp;
    }

    private async Task DecidedAsync(GuardScope scope, int owner)
    {
        while (true)
        {
            var seen = scope.Beats;
            Check();
            var death = _session.DeathOf(owner);
            if (scope.IsDecided)
                return;
            Need(owner, death);
            await scope.WaitAsync(seen).ConfigureAwait(false);
        }
    }

    private void Announce(GuardScope scope, int[] informed, int step, bool completed)
    {
        _seat.CurrentStep = step;
        foreach (var role in informed)
        {
            var first = Seating.First(role);
            for (var to = first; to < first + Seating.Members(role); to++)
                _session.Announce(_seat.Index, to, scope.Path, completed);
        }
    }

    private bool AnyMemberDied(int role)
    {
        for (var i = 0; i < Seating.Members(role); i++)
        {
            if (_session.DeathOf(Seating.First(role) + i) is not null)
                return true;
        }

        return false;
    }
}
