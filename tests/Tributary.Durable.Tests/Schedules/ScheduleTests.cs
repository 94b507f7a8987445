using Tributary.Codec;
using Tributary.Hosting;
using Tributary.Testing;

namespace Tributary.Orchestrations.Tests;

/// <summary>Schedules on virtual time: what they start, when, and what is left of it after a crash at any commit.</summary>
public sealed class ScheduleTests
{
    private static readonly OrchestrationDescriptor<int, int> s_quick = new("Quick", 1, Codecs.Int32, Codecs.Int32);
    private static readonly OrchestrationDescriptor<int, int> s_slow = new("Slow", 1, Codecs.Int32, Codecs.Int32);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private static async Durable<int> Quick(OrchestrationContext ctx, int input)
    {
        await ctx.CreateTimer(TimeSpan.FromSeconds(1));
        return input;
    }

    private static async Durable<int> Slow(OrchestrationContext ctx, int minutes)
    {
        await ctx.CreateTimer(TimeSpan.FromMinutes(minutes));
        return minutes;
    }

    private static ValueTask<DurableHarness> StartAsync() => DurableHarness.StartAsync(static services => services
        .AddTributaryCore().AddOrchestration(s_quick, Quick).AddOrchestration(s_slow, Slow));

    [Fact]
    public async Task An_instance_is_started_at_each_time()
    {
        await using var host = await StartAsync();
        var set = host.Time.GetUtcNow();
        await host.Client.Of(s_quick).ScheduleAsync("hourly", Schedule.Every(s_hour), 7);

        await host.Advance(s_hour - TimeSpan.FromSeconds(1));
        Assert.Empty(await InstancesAsync(host));
        await host.Advance(TimeSpan.FromHours(3));

        var instances = await InstancesAsync(host);
        Assert.Equal([set + s_hour, set + 2 * s_hour, set + 3 * s_hour], instances.Select(static i => i.CreatedAt));
        Assert.All(instances, static i => Assert.Equal((InstanceStatus.Completed, "7"), (i.Status, System.Text.Encoding.UTF8.GetString(i.Result.Span))));
        Assert.All(instances, static i => Assert.StartsWith("hourly@", i.Id, StringComparison.Ordinal));
        var info = await host.Client.Schedules.FindAsync("hourly");
        Assert.Equal((3L, 0L, set + 4 * s_hour, instances[^1].Id), (info!.Started, info.Skipped, info.Next, info.LastInstanceId));
    }

    [Fact]
    public async Task Cron_times_are_utc()
    {
        await using var host = await StartAsync();
        await host.Client.Of(s_quick).ScheduleAsync("nightly", Schedule.Cron("0 3 * * *"), 1);

        await host.Advance(TimeSpan.FromDays(3));

        var instances = await InstancesAsync(host);
        Assert.Equal(3, instances.Count);
        Assert.All(instances, static i => Assert.Equal(TimeSpan.FromHours(3), i.CreatedAt.UtcDateTime.TimeOfDay));
    }

    [Fact]
    public async Task A_running_instance_makes_the_next_time_be_skipped_or_not()
    {
        await using var host = await StartAsync();
        await host.Client.Of(s_slow).ScheduleAsync("skip", Schedule.Every(s_hour), 90);
        await host.Client.Of(s_slow).ScheduleAsync("allow", Schedule.Every(s_hour), 90, OverlapPolicy.Allow);

        await host.Advance(4 * s_hour);

        var skip = await host.Client.Schedules.FindAsync("skip");
        var allow = await host.Client.Schedules.FindAsync("allow");
        Assert.Equal((2L, 2L), (skip!.Started, skip.Skipped));
        Assert.Equal((4L, 0L), (allow!.Started, allow.Skipped));
    }

    [Fact]
    public async Task What_was_missed_is_made_up_for_once()
    {
        await using var host = await StartAsync();
        var set = host.Time.GetUtcNow();
        await host.Client.Of(s_quick).ScheduleAsync("hourly", Schedule.Every(s_hour), 7);

        // No turn runs for five and a half hours, as if no host had.
        host.Time.Advance(5.5 * s_hour);
        await host.Advance(TimeSpan.FromMinutes(1));

        var caught = Assert.Single(await InstancesAsync(host));
        Assert.Equal(set + 5.5 * s_hour, caught.CreatedAt);
        Assert.Equal(set + 6 * s_hour, (await host.Client.Schedules.FindAsync("hourly"))!.Next);
    }

    [Fact]
    public async Task A_paused_schedule_starts_nothing_and_makes_up_for_nothing()
    {
        await using var host = await StartAsync();
        var set = host.Time.GetUtcNow();
        await host.Client.Of(s_quick).ScheduleAsync("hourly", Schedule.Every(s_hour), 7);
        await host.Client.Schedules.PauseAsync("hourly");
        await host.Client.Schedules.PauseAsync("hourly");

        await host.Advance(2.5 * s_hour);
        Assert.Empty(await InstancesAsync(host));
        Assert.Equal((true, null), ((await host.Client.Schedules.FindAsync("hourly"))!.IsPaused, (await host.Client.Schedules.FindAsync("hourly"))!.Next));
        await host.Client.Schedules.ResumeAsync("hourly");
        await host.Client.Schedules.ResumeAsync("hourly");
        await host.Advance(s_hour);

        Assert.Equal([set + 3 * s_hour], (await InstancesAsync(host)).Select(static i => i.CreatedAt));
    }

    [Fact]
    public async Task Setting_the_same_times_again_does_not_disturb_them()
    {
        await using var host = await StartAsync();
        var set = host.Time.GetUtcNow();
        for (var start = 0; start < 8; start++)
        {
            await host.Client.Of(s_quick).ScheduleAsync("hourly", Schedule.Every(s_hour), start);
            await host.Advance(TimeSpan.FromMinutes(20));
        }

        var instances = await InstancesAsync(host);
        Assert.Equal([set + s_hour, set + 2 * s_hour], instances.Select(static i => i.CreatedAt));
        Assert.Equal(["2", "5"], instances.Select(static i => System.Text.Encoding.UTF8.GetString(i.Result.Span)));
    }

    [Fact]
    public async Task Other_times_and_another_orchestration_take_the_place_of_the_old_ones()
    {
        await using var host = await StartAsync();
        var set = host.Time.GetUtcNow();
        await host.Client.Of(s_quick).ScheduleAsync("s", Schedule.Every(s_hour), 1);
        await host.Client.Of(s_slow).ScheduleAsync("s", Schedule.Every(2 * s_hour), 1);

        await host.Advance(3 * s_hour);

        var only = Assert.Single(await InstancesAsync(host));
        Assert.Equal(("Slow", set + 2 * s_hour), (only.Name, only.CreatedAt));
    }

    [Fact]
    public async Task A_deleted_schedule_is_gone_and_may_be_set_again()
    {
        await using var host = await StartAsync();
        await host.Client.Of(s_quick).ScheduleAsync("s", Schedule.Every(s_hour), 1);

        Assert.True(await host.Client.Schedules.DeleteAsync("s"));
        Assert.False(await host.Client.Schedules.DeleteAsync("s"));
        await host.Advance(3 * s_hour);
        Assert.Empty(await InstancesAsync(host));
        await Assert.ThrowsAsync<ScheduleNotFoundException>(async () => await host.Client.Schedules.PauseAsync("s"));
        await host.Client.Of(s_quick).ScheduleAsync("s", Schedule.Every(s_hour), 1);
        await host.Advance(s_hour);

        Assert.Single(await InstancesAsync(host));
    }

    [Fact]
    public async Task The_same_time_starts_one_instance_although_the_schedule_was_set_anew()
    {
        await using var host = await StartAsync();
        var first = host.Time.GetUtcNow() + s_hour;
        await host.Client.Of(s_quick).ScheduleAsync("s", Schedule.Every(s_hour, first), 1);
        await host.Client.Of(s_quick).StartAsync(5, $"s@{first.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}");

        await host.Advance(s_hour);

        Assert.Equal("5", System.Text.Encoding.UTF8.GetString(Assert.Single(await InstancesAsync(host)).Result.Span));
        Assert.Equal(1, (await host.Client.Schedules.FindAsync("s"))!.Started);
    }

    [Fact]
    public async Task Schedules_are_listed_page_by_page()
    {
        await using var host = await StartAsync();
        foreach (var name in new[] { "c", "a", "b" })
            await host.Client.Of(s_quick).ScheduleAsync(name, Schedule.Cron("0 3 * * *"), 1);

        var first = await host.Client.Schedules.ListAsync(null, 2);
        var second = await host.Client.Schedules.ListAsync(first.Next, 2);

        Assert.Equal(["a", "b", "c"], first.Items.Concat(second.Items).Select(static s => s.Name));
        Assert.Null(second.Next);
        Assert.All(first.Items, static s => Assert.Equal(("Quick", 1, Schedule.Cron("0 3 * * *")), (s.Orchestration, s.Version, s.Schedule)));
    }

    [Fact]
    public async Task A_crash_at_any_commit_neither_loses_nor_doubles_a_time()
    {
        var commits = 0;
        for (var at = 0; at == 0 || at <= commits; at++)
        {
            foreach (var applied in new[] { true, false })
            {
                await using var host = await StartAsync();
                var set = host.Time.GetUtcNow();
                await host.Client.Of(s_quick).ScheduleAsync("hourly", Schedule.Every(s_hour), 7);
                var before = host.Commits;
                if (at > 0)
                    host.CrashAt(at, applied);

                await host.Advance(3 * s_hour + TimeSpan.FromMinutes(1));

                commits = at == 0 ? host.Commits - before : commits;
                Assert.Equal(at == 0 ? 0 : 1, host.Crashes);
                var instances = await InstancesAsync(host);
                Assert.Equal([set + s_hour, set + 2 * s_hour, set + 3 * s_hour], instances.Select(static i => i.CreatedAt));
                Assert.All(instances, static i => Assert.Equal(InstanceStatus.Completed, i.Status));
                Assert.Equal(3, (await host.Client.Schedules.FindAsync("hourly"))!.Started);
            }
        }

        Assert.True(commits >= 9, $"only {commits} commits");
    }

    [Fact]
    public void Intervals_do_not_drift_and_start_where_they_are_told()
    {
        var after = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
        var first = after.AddMinutes(10);

        Assert.Equal([after.AddHours(1), after.AddHours(2)], Schedule.Every(s_hour).TimesAfter(after).Take(2));
        Assert.Equal([first, first.AddHours(1)], Schedule.Every(s_hour, first).TimesAfter(after).Take(2));
        Assert.Equal([first, first.AddHours(1)], Schedule.Every(s_hour, first.AddHours(-5)).TimesAfter(after).Take(2));
        Assert.Empty(Schedule.Every(s_hour).TimesAfter(DateTimeOffset.MaxValue.AddHours(-1)).Skip(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Every(TimeSpan.FromMilliseconds(999)));
    }

    [Fact]
    public void Schedules_are_read_as_they_were_written()
    {
        foreach (var schedule in new[] { Schedule.Cron("0 3 * * MON"), Schedule.Every(s_hour), Schedule.Every(s_hour, new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.FromHours(2))) })
            Assert.Equal(schedule, Schedule.Parse(schedule.ToString()));
        Assert.NotEqual(Schedule.Every(s_hour), Schedule.Every(2 * s_hour));
    }

    private static async Task<IReadOnlyList<InstanceInfo>> InstancesAsync(DurableHarness host) =>
        [.. (await host.Client.ListAsync()).Items.OrderBy(static i => i.CreatedAt)];
}
