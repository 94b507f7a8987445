namespace Tributary.Cli.Tests;

/// <summary>The verbs about schedules: beside the running host, and on a store that nobody holds.</summary>
public sealed class ScheduleTests : IAsyncLifetime
{
    private readonly ToolFolder _folder = new();

    public async Task InitializeAsync()
    {
        await _folder.StartHostAsync();
        await _folder.Client.Shout.ScheduleAsync("nightly", Schedule.Cron("0 3 * * *"), "tea");
        await _folder.Client.Shout.ScheduleAsync("every-hour", Schedule.Every(TimeSpan.FromHours(1)), "milk");
    }

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Schedules_are_listed_paused_resumed_and_deleted(bool running)
    {
        if (!running)
            await _folder.StopHostAsync();

        Assert.Equal(["every-hour", "nightly"], await NamesAsync());
        Assert.Equal("pause", (await _folder.ReadAsync("schedule", "pause", "nightly")).GetProperty("done").GetString());
        Assert.True((await FindAsync("nightly")).GetProperty("paused").GetBoolean());
        Assert.Equal("resume", (await _folder.ReadAsync("schedule", "resume", "nightly")).GetProperty("done").GetString());
        var resumed = await FindAsync("nightly");
        Assert.False(resumed.GetProperty("paused").GetBoolean());
        Assert.Equal(("Shout", "0 3 * * *", 3), (resumed.GetProperty("orchestration").GetString(), resumed.GetProperty("schedule").GetString(), resumed.GetProperty("next").GetDateTimeOffset().Hour));
        Assert.Equal("every-hour", (await _folder.ReadAsync("schedule", "delete", "every-hour")).GetProperty("schedule").GetString());
        Assert.Equal(["nightly"], await NamesAsync());
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("delete")]
    public async Task A_schedule_that_does_not_exist_is_named(string verb)
    {
        var outcome = await _folder.RunAsync("schedule", verb, "yearly");

        Assert.Equal(ExitCode.Refused, outcome.Code);
        Assert.Contains("There is no schedule 'yearly'", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_see_a_table()
    {
        await _folder.ReadAsync("schedule", "pause", "nightly");

        var outcome = await _folder.RunAsync("schedules");

        Assert.Contains("paused", outcome.Output.Split('\n').Single(static line => line.Contains("nightly", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private async Task<string[]> NamesAsync()
        => [.. (await _folder.ReadAsync("schedules")).GetProperty("schedules").EnumerateArray().Select(static schedule => schedule.GetProperty("name").GetString()!)];

    private async Task<System.Text.Json.JsonElement> FindAsync(string name)
        => (await _folder.ReadAsync("schedules")).GetProperty("schedules").EnumerateArray().Single(schedule => schedule.GetProperty("name").GetString() == name);
}
