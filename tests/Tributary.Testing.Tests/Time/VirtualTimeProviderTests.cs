namespace Tributary.Testing.Tests.Time;

public sealed class VirtualTimeProviderTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly List<string> _fired = [];

    [Fact]
    public void Stands_still_until_it_is_advanced()
    {
        var start = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(start.AddMinutes(2), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(2), _time.GetElapsedTime(0));
        Assert.Equal(TimeZoneInfo.Utc, _time.LocalTimeZone);
    }

    [Fact]
    public void Timers_fire_by_due_time_and_then_by_creation_on_the_advancing_thread()
    {
        var thread = Environment.CurrentManagedThreadId;
        Once("late", 3);
        Once("first of two", 1);
        Once("second of two", 1);
        using var probe = _time.CreateTimer(_ => Assert.Equal(thread, Environment.CurrentManagedThreadId), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(["first of two@1", "second of two@1", "late@3"], _fired);
        Assert.Equal(TimeSpan.FromSeconds(10), _time.Elapsed);
    }

    [Fact]
    public void A_timer_set_by_a_callback_fires_within_the_same_advance()
    {
        using var outer = _time.CreateTimer(_ => Once("inner", 2), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Once("last", 4);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["inner@3", "last@4"], _fired);
    }

    [Fact]
    public void A_timer_that_is_not_due_does_not_fire()
    {
        Once("exact", 5);
        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.Empty(_fired);
        Assert.Equal(TimeSpan.FromTicks(1), _time.NextDue);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["exact@5"], _fired);
        Assert.Null(_time.NextDue);
    }

    [Fact]
    public void A_periodic_timer_repeats_until_it_is_disposed()
    {
        var timer = _time.CreateTimer(_ => Note("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(6));
        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["tick@1", "tick@3", "tick@5"], _fired);
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Change_moves_stops_and_restarts_a_timer()
    {
        using var timer = _time.CreateTimer(_ => Note("tick"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(2));
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(_fired);

        timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["tick@13"], _fired);
    }

    [Fact]
    public void A_callback_can_dispose_another_timer_that_is_due_too()
    {
        ITimer? victim = null;
        using var killer = _time.CreateTimer(_ => victim!.Dispose(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        victim = _time.CreateTimer(_ => Note("victim"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(_fired);
    }

    [Fact]
    public void A_jump_moves_the_wall_clock_and_neither_timers_nor_timestamps()
    {
        Once("tick", 5);
        var start = _time.GetUtcNow();
        _time.Jump(TimeSpan.FromHours(-1));

        Assert.Equal(start.AddHours(-1), _time.GetUtcNow());
        Assert.Equal(0, _time.GetTimestamp());
        Assert.Equal(TimeSpan.FromSeconds(5), _time.NextDue);

        _time.AdvanceTo(start.AddHours(-1).AddSeconds(5));
        Assert.Equal(["tick@5"], _fired);
    }

    [Fact]
    public void Time_does_not_run_backwards()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.AdvanceTo(_time.GetUtcNow().AddSeconds(-1)));
    }

    [Fact]
    public void A_delay_completes_within_advance()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(3), _time, CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(delay.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(delay.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_callback_sees_the_execution_context_of_its_creation()
    {
        var local = new AsyncLocal<string> { Value = "created" };
        using var timer = _time.CreateTimer(_ => Note(local.Value!), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        local.Value = "advanced";

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["created@1"], _fired);
    }

    private void Once(string name, int seconds) => _time.CreateTimer(_ => Note(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => _fired.Add($"{name}@{_time.Elapsed.TotalSeconds:0.#######}");
}
