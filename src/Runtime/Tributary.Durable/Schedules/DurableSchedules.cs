using Tributary.Orchestrations;
using Tributary.Store;

namespace Tributary;

/// <summary>
/// Looks after schedules. <c>client.ProcessOrder.ScheduleAsync(...)</c> sets one. Safe to use from any thread.
/// </summary>
public sealed class DurableSchedules
{
    private readonly FlowServices _services;

    internal DurableSchedules(FlowServices services) => _services = services;

    /// <summary>What is known of a schedule, or null.</summary>
    public async ValueTask<ScheduleInfo?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        await ReadAsync(name, cancellationToken).ConfigureAwait(false) is var (info, _) ? info : null;

    /// <summary>Lists schedules in the order of their names.</summary>
    /// <param name="after">The end of the last page; null for the first.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<Page<ScheduleInfo>> ListAsync(string? after = null, int take = 100, CancellationToken cancellationToken = default)
    {
        var page = await _services.Store.ListDocumentsAsync(DurableNames.Schedules, after, take, cancellationToken).ConfigureAwait(false);
        return new Page<ScheduleInfo>([.. page.Items.Select(static document => ScheduleCodec.Decode(document.Key.Id, document.Body))], page.Next);
    }

    /// <summary>Pauses a schedule; what it has started runs on. Pausing a paused one changes nothing.</summary>
    /// <exception cref="ScheduleNotFoundException">There is no such schedule.</exception>
    public async ValueTask PauseAsync(string name, CancellationToken cancellationToken = default)
    {
        bool applied;
        do
        {
            var (info, version) = await GetAsync(name, cancellationToken).ConfigureAwait(false);
            if (info.IsPaused)
                return;
            var paused = info with { IsPaused = true, Next = null, Change = _services.Chance.NewId() };
            applied = await CommitAsync(paused, version, newTimes: true, cancellationToken).ConfigureAwait(false);
        }
        while (!applied);
    }

    /// <summary>Resumes a paused schedule at its next time from now on; what was missed while it was paused is not made up for.</summary>
    /// <exception cref="ScheduleNotFoundException">There is no such schedule.</exception>
    public async ValueTask ResumeAsync(string name, CancellationToken cancellationToken = default)
    {
        bool applied;
        do
        {
            var (info, version) = await GetAsync(name, cancellationToken).ConfigureAwait(false);
            if (!info.IsPaused)
                return;
            var next = info.Schedule.NextAfter(_services.Clock.GetUtcNow(), info.SetAt);
            var resumed = info with { IsPaused = false, Next = next, Change = _services.Chance.NewId() };
            applied = await CommitAsync(resumed, version, newTimes: true, cancellationToken).ConfigureAwait(false);
        }
        while (!applied);
    }

    /// <summary>Deletes a schedule; what it has started runs on.</summary>
    /// <returns>False when there was none.</returns>
    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(name, cancellationToken).ConfigureAwait(false) is var (_, version))
        {
            var commit = new Commit().Delete(KeyOf(name), version).Withdraw(ScheduleCodec.Address(name));
            if ((await _services.Store.CommitAsync(commit, cancellationToken).ConfigureAwait(false)).Succeeded)
                return true;
        }

        return false;
    }

    /// <summary>Sets a schedule. When its times are as they were, they go on undisturbed, so a host may set its schedules at every start.</summary>
    internal async ValueTask<ScheduleInfo> SetAsync(ScheduleInfo wanted, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(wanted.Name);
        _services.Settings.CheckSize($"The input of {wanted.Orchestration}", wanted.Input.Length);
        while (true)
        {
            var now = _services.Clock.GetUtcNow();
            var (before, version) = await ReadAsync(wanted.Name, cancellationToken).ConfigureAwait(false) ?? (wanted, 0);
            var isNew = version == 0 || !before.Schedule.Equals(wanted.Schedule);
            var info = before with
            {
                Schedule = wanted.Schedule,
                Orchestration = wanted.Orchestration,
                Version = wanted.Version,
                Input = wanted.Input,
                Overlap = wanted.Overlap,
            };
            if (isNew)
                info = info with { SetAt = now, Next = info.IsPaused ? null : info.Schedule.NextAfter(now, now), Change = _services.Chance.NewId() };
            if (await CommitAsync(info, version, isNew, cancellationToken).ConfigureAwait(false))
                return info;
        }
    }

    private static DocumentKey KeyOf(string name) => new(DurableNames.Schedules, name);

    private async ValueTask<bool> CommitAsync(ScheduleInfo info, long version, bool newTimes, CancellationToken cancellationToken)
    {
        var commit = new Commit().Put(KeyOf(info.Name), version, ScheduleCodec.Encode(info));
        if (newTimes)
            commit.Withdraw(ScheduleCodec.Address(info.Name));
        if (newTimes && info.Next is not null)
            commit.Send(ScheduleCodec.Tick(info));
        return (await _services.Store.CommitAsync(commit, cancellationToken).ConfigureAwait(false)).Succeeded;
    }

    private async ValueTask<(ScheduleInfo Info, long Version)> GetAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync(name, cancellationToken).ConfigureAwait(false) ?? throw new ScheduleNotFoundException(name);

    private async ValueTask<(ScheduleInfo Info, long Version)?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var stored = await _services.Store.GetAsync(KeyOf(name), cancellationToken).ConfigureAwait(false);
        return stored is null ? null : (ScheduleCodec.Decode(name, stored.Body), stored.Version);
    }
}
