using Tributary.Sqlite.Database;

namespace Tributary.Cli.Tests;

/// <summary>What is wrong is said on the error output, with an exit code, and nothing is written.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private readonly ToolFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Theory]
    [InlineData("instances")]
    [InlineData("instance", "i")]
    [InlineData("cancel", "i")]
    [InlineData("purge", "--all")]
    public async Task A_missing_store_is_a_store_problem_and_is_not_created(params string[] args)
    {
        var outcome = await _folder.RunAsync(args);

        Assert.Equal((ExitCode.Store, ""), (outcome.Code, outcome.Output));
        Assert.Contains(_folder.Store, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Folder));
    }

    [Theory]
    [InlineData("instances")]
    [InlineData("cancel", "i")]
    public async Task A_foreign_file_is_a_store_problem_and_stays_as_it_is(params string[] args)
    {
        await File.WriteAllTextAsync(_folder.Store, "a text and no database");

        var outcome = await _folder.RunAsync(args);

        Assert.Equal(ExitCode.Store, outcome.Code);
        Assert.Contains("is not a Tributary store", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("a text and no database", await File.ReadAllTextAsync(_folder.Store));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Folder));
    }

    [Theory]
    [InlineData("instances", "--take", "0")]
    [InlineData("instances", "--take", "many")]
    [InlineData("instances", "--status", "Asleep")]
    [InlineData("instances", "--created-from", "yesterday")]
    [InlineData("instance")]
    [InlineData("instance", "")]
    [InlineData("raise", "i")]
    [InlineData("raise", "i", "E", "--data", "1", "--data-file", "f")]
    [InlineData("purge")]
    [InlineData("purge", "i", "--all")]
    [InlineData("purge", "--all", "--status", "Failed")]
    [InlineData("replay")]
    [InlineData("dance")]
    public async Task A_wrong_command_line_is_told(params string[] args)
    {
        var outcome = await _folder.RunAsync(args);

        Assert.Equal((ExitCode.Usage, ""), (outcome.Code, outcome.Output));
        Assert.NotEqual("", outcome.Error);
    }

    [Fact]
    public async Task A_store_must_be_named() => Assert.Equal(ExitCode.Usage, (await ToolFolder.RunFreelyAsync("instances")).Code);

    [Fact]
    public async Task Content_that_is_no_json_is_told()
    {
        await _folder.StartHostAsync();
        await _folder.Client.Approve.StartAsync("tea", "i");

        var text = await _folder.RunAsync("raise", "i", "Approval", "--data", "yes");
        var file = await _folder.RunAsync("raise", "i", "Approval", "--data-file", Path.Combine(_folder.Folder, "absent.json"));

        Assert.Equal((ExitCode.Usage, ExitCode.Usage), (text.Code, file.Code));
        Assert.Contains("no JSON", text.Error, StringComparison.Ordinal);
        Assert.Contains("absent.json", file.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_holder_that_cannot_be_reached_is_named()
    {
        await _folder.StartHostAsync();
        await _folder.Client.Approve.StartAsync("tea", "i");
        await _folder.StopHostAsync();
        // A process that has the lock and listens on no pipe: one that is just being started or stopped, or that runs elsewhere.
        using var held = LockFile.Take(_folder.Store);

        var change = await _folder.RunAsync("cancel", "i");
        var read = await _folder.RunAsync("instance", "i");

        Assert.Equal(ExitCode.Store, change.Code);
        Assert.Contains($"process {Environment.ProcessId}", change.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, read.Code);
    }

    [Fact]
    public async Task Help_is_no_mistake()
    {
        var outcome = await ToolFolder.RunFreelyAsync("--help");

        Assert.Equal(ExitCode.Ok, outcome.Code);
        foreach (var verb in new[] { "instances", "instance", "raise", "cancel", "terminate", "suspend", "resume", "rewind", "restart", "purge", "export", "replay" })
            Assert.Contains($"  {verb} ", outcome.Output, StringComparison.Ordinal);
    }
}
