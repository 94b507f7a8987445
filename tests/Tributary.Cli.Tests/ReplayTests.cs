using System.Text.Json;

namespace Tributary.Cli.Tests;

/// <summary>Histories against the code of a built assembly, which is this one.</summary>
public sealed class ReplayTests : IAsyncLifetime
{
    private static readonly string s_host = typeof(Flows).Assembly.Location;

    private readonly ToolFolder _folder = new();

    private string History => Path.Combine(_folder.Folder, "history.json");

    public async Task InitializeAsync()
    {
        await _folder.StartHostAsync();
        await _folder.Client.Approve.StartAsync("tea", "i");
        await _folder.Client.GetInstance("i").RaiseAsync(new Approval(true));
        await _folder.UntilAsync("i", static i => i.Status == InstanceStatus.Completed);
        Assert.Equal(ExitCode.Ok, (await _folder.RunAsync("export", "i", "-o", History)).Code);
    }

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task A_history_that_fits_is_confirmed()
    {
        var outcome = await ToolFolder.RunFreelyAsync("replay", "--verify", History, "--host", s_host);

        Assert.Equal((ExitCode.Ok, ""), (outcome.Code, outcome.Error));
        Assert.Contains("fits all 5 events", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_difference_is_reported()
    {
        await File.WriteAllTextAsync(History, (await File.ReadAllTextAsync(History)).Replace("\"Shout\"", "\"Whisper\"", StringComparison.Ordinal));

        var outcome = await ToolFolder.RunFreelyAsync("replay", "--verify", History, "--host", s_host, "--json");

        Assert.Equal(ExitCode.Difference, outcome.Code);
        using var document = JsonDocument.Parse(outcome.Output);
        var difference = document.RootElement.GetProperty("difference");
        Assert.Equal(2, difference.GetProperty("index").GetInt32());
        Assert.Contains("Whisper", difference.GetProperty("expected").GetString(), StringComparison.Ordinal);
        Assert.Contains("Shout", difference.GetProperty("actual").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestration_that_the_assembly_does_not_have_is_named_with_those_it_has()
    {
        await File.WriteAllTextAsync(History, (await File.ReadAllTextAsync(History)).Replace("\"name\":\"Approve\"", "\"name\":\"Unknown\"", StringComparison.Ordinal));

        var outcome = await ToolFolder.RunFreelyAsync("replay", "--verify", History, "--host", s_host);

        Assert.Equal(ExitCode.Refused, outcome.Code);
        Assert.Contains("Approve version 1", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"id":"i","instance":{},"turns":[]}""")]
    [InlineData("[]")]
    public async Task A_file_that_is_no_history_is_told(string content)
    {
        await File.WriteAllTextAsync(History, content);

        var outcome = await ToolFolder.RunFreelyAsync("replay", "--verify", History, "--host", s_host);

        Assert.Equal(ExitCode.Usage, outcome.Code);
        Assert.Contains("no exported history", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_missing_or_no_assembly_is_told()
    {
        var missing = await ToolFolder.RunFreelyAsync("replay", "--verify", History, "--host", Path.Combine(_folder.Folder, "absent.dll"));
        var text = await ToolFolder.RunFreelyAsync("replay", "--verify", History, "--host", History);

        Assert.Equal((ExitCode.Usage, ExitCode.Usage), (missing.Code, text.Code));
        Assert.Contains("absent.dll", missing.Error, StringComparison.Ordinal);
    }
}
