namespace Tributary.Cli.Tests;

/// <summary>The verbs that change an instance: beside the running host, and on a store that nobody holds.</summary>
public sealed class ChangingTests : IAsyncLifetime
{
    private readonly ToolFolder _folder = new();

    public Task InitializeAsync() => _folder.StartHostAsync();

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_is_raised(bool running)
    {
        await StartAsync("i", "tea");
        await Between(running, async () => Assert.Equal("raise", (await _folder.ReadAsync("raise", "i", "Approval", "--data", """{ "yes": true }""")).GetProperty("done").GetString()));

        var ended = await _folder.UntilAsync("i", static i => i.Status.IsFinal());

        Assert.Equal("\"TEA!\"", System.Text.Encoding.UTF8.GetString(ended.Result.Span));
    }

    [Fact]
    public async Task The_content_of_an_event_may_come_from_a_file()
    {
        await StartAsync("i", "tea");
        var file = Path.Combine(_folder.Folder, "approval.json");
        await File.WriteAllTextAsync(file, """{ "yes": true }""");

        Assert.Equal(ExitCode.Ok, (await _folder.RunAsync("raise", "i", "Approval", "--data-file", file)).Code);

        Assert.Equal(InstanceStatus.Completed, (await _folder.UntilAsync("i", static i => i.Status.IsFinal())).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_instance_is_suspended_and_resumed(bool running)
    {
        await StartAsync("i", "tea");
        await Between(running, async () => await _folder.ReadAsync("suspend", "i"));
        await _folder.UntilAsync("i", static i => i.Status == InstanceStatus.Suspended);
        await Between(running, async () => await _folder.ReadAsync("resume", "i"));
        await _folder.UntilAsync("i", static i => i.Status == InstanceStatus.Running);

        var again = await _folder.RunAsync("resume", "i");

        Assert.Equal(ExitCode.Refused, again.Code);
        Assert.Contains("is Running", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Instances_are_cancelled_and_terminated(bool running)
    {
        await StartAsync("c", "tea");
        await StartAsync("t", "tea");
        await Between(running, async () =>
        {
            await _folder.ReadAsync("cancel", "c");
            await _folder.ReadAsync("terminate", "t", "--reason", "spring cleaning");
        });

        Assert.Equal(InstanceStatus.Cancelled, (await _folder.UntilAsync("c", static i => i.Status.IsFinal())).Status);
        var terminated = await _folder.UntilAsync("t", static i => i.Status.IsFinal());
        Assert.Equal((InstanceStatus.Terminated, "spring cleaning"), (terminated.Status, terminated.Failure!.Message));
        var late = await _folder.RunAsync("cancel", "t");
        Assert.Equal(ExitCode.Refused, late.Code);
        Assert.Contains("has ended", late.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failed_instance_is_rewound_when_what_broke_it_is_mended(bool running)
    {
        var file = Path.Combine(_folder.Folder, "wanted.txt");
        await _folder.Client.Fragile.StartAsync(file, "i");
        await _folder.UntilAsync("i", static i => i.Status == InstanceStatus.Failed);
        await File.WriteAllTextAsync(file, "here");
        await Between(running, async () => await _folder.ReadAsync("rewind", "i"));

        var ended = await _folder.UntilAsync("i", static i => i.Status.IsFinal());

        Assert.Equal((InstanceStatus.Completed, "\"here\""), (ended.Status, System.Text.Encoding.UTF8.GetString(ended.Result.Span)));
        Assert.Equal(ExitCode.Refused, (await _folder.RunAsync("rewind", "i")).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_instance_is_started_again_under_another_id(bool running)
    {
        await _folder.Client.Shout.StartAsync("tea", "i");
        await _folder.UntilAsync("i", static i => i.Status.IsFinal());
        await Between(running, async () => await _folder.ReadAsync("restart", "i", "--new-id", "j"));

        Assert.Equal(InstanceStatus.Completed, (await _folder.UntilAsync("j", static i => i.Status.IsFinal())).Status);
        var taken = await _folder.RunAsync("restart", "i", "--new-id", "j");
        Assert.Equal(ExitCode.Refused, taken.Code);
        Assert.Contains("exists already", taken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Instances_that_have_ended_are_purged(bool running)
    {
        foreach (var id in new[] { "1", "2", "3" })
            await _folder.Client.Shout.StartAsync("tea", id);
        foreach (var id in new[] { "1", "2", "3" })
            await _folder.UntilAsync(id, static i => i.Status.IsFinal());
        await StartAsync("waits", "tea");
        await Between(running, async () =>
        {
            Assert.Equal(1, (await _folder.ReadAsync("purge", "1")).GetProperty("purged").GetInt32());
            Assert.Equal(0, (await _folder.ReadAsync("purge", "--updated-before", "1d")).GetProperty("purged").GetInt32());
            Assert.Equal(2, (await _folder.ReadAsync("purge", "--all")).GetProperty("purged").GetInt32());
            Assert.Equal(ExitCode.Refused, (await _folder.RunAsync("purge", "1")).Code);
            var waits = await _folder.RunAsync("purge", "waits");
            Assert.Equal(ExitCode.Refused, waits.Code);
            Assert.Contains("Terminate it first", waits.Error, StringComparison.Ordinal);
        });

        Assert.Null(await _folder.Client.FindAsync("2"));
        Assert.NotNull(await _folder.Client.FindAsync("waits"));
    }

    [Theory]
    [InlineData("raise", "nobody", "Approval")]
    [InlineData("cancel", "nobody")]
    [InlineData("terminate", "nobody")]
    [InlineData("suspend", "nobody")]
    [InlineData("resume", "nobody")]
    [InlineData("rewind", "nobody")]
    [InlineData("restart", "nobody")]
    [InlineData("purge", "nobody")]
    public async Task An_unknown_instance_is_not_found(params string[] args)
    {
        var outcome = await _folder.RunAsync(args);

        Assert.Equal((ExitCode.Refused, ""), (outcome.Code, outcome.Output));
        Assert.Contains("nobody", outcome.Error, StringComparison.Ordinal);
    }

    private async Task StartAsync(string id, string what)
    {
        await _folder.Client.Approve.StartAsync(what, id);
        await _folder.UntilAsync(id, static i => i.Status == InstanceStatus.Running);
    }

    /// <summary>Does something while the host runs, or between two runs of it.</summary>
    private async Task Between(bool running, Func<Task> act)
    {
        if (running)
        {
            await act();
            return;
        }

        await _folder.StopHostAsync();
        await act();
        await _folder.StartHostAsync();
    }
}
