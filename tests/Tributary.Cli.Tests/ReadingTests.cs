using System.Text.Json;

namespace Tributary.Cli.Tests;

/// <summary>The verbs that read, beside a running host and without one.</summary>
public sealed class ReadingTests : IAsyncLifetime
{
    private readonly ToolFolder _folder = new();

    public async Task InitializeAsync()
    {
        await _folder.StartHostAsync();
        foreach (var id in new[] { "a", "b", "c" })
            await _folder.Client.Approve.StartAsync("tea", id);
        await _folder.Client.GetInstance("b").RaiseAsync(new Approval(true));
        await _folder.Client.GetInstance("c").RaiseAsync(new Approval(false));
        await _folder.UntilAsync("b", static i => i.Status == InstanceStatus.Completed);
        await _folder.UntilAsync("c", static i => i.Status == InstanceStatus.Failed);
    }

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Instances_are_listed_with_and_without_a_host(bool running)
    {
        if (!running)
            await _folder.StopHostAsync();

        var list = await _folder.ReadAsync("instances", "--name", "Approve");

        Assert.Equal(["a", "b", "c"], Ids(list));
        Assert.Equal(JsonValueKind.Null, list.GetProperty("next").ValueKind);
        var b = list.GetProperty("instances")[1];
        Assert.Equal(("Approve", 1, 1, "Completed"), (b.GetProperty("name").GetString(), b.GetProperty("version").GetInt32(), b.GetProperty("execution").GetInt32(), b.GetProperty("status").GetString()));
        Assert.True(b.GetProperty("createdAt").GetDateTimeOffset() <= b.GetProperty("updatedAt").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, b.GetProperty("parent").ValueKind);
    }

    [Fact]
    public async Task Filters_choose()
    {
        Assert.Equal(["b", "c"], Ids(await _folder.ReadAsync("instances", "--name", "Approve", "--status", "Completed", "Failed")));
        Assert.Equal(["c"], Ids(await _folder.ReadAsync("instances", "--status", "failed")));
        Assert.Equal(["a"], Ids(await _folder.ReadAsync("instances", "--prefix", "a")));
        Assert.Empty(Ids(await _folder.ReadAsync("instances", "--version", "2")));
        Assert.Empty(Ids(await _folder.ReadAsync("instances", "--created-before", "1d")));
        Assert.Equal(["a", "b", "c"], Ids(await _folder.ReadAsync("instances", "--created-from", "1h", "--name", "Approve")));
        Assert.Empty(Ids(await _folder.ReadAsync("instances", "--updated-before", "2020-01-01")));
    }

    [Fact]
    public async Task Pages_follow_one_another()
    {
        var first = await _folder.ReadAsync("instances", "--name", "Approve", "--take", "2");
        var second = await _folder.ReadAsync("instances", "--name", "Approve", "--take", "2", "--after", first.GetProperty("next").GetString()!);

        Assert.Equal(["a", "b"], Ids(first));
        Assert.Equal(["c"], Ids(second));
    }

    [Fact]
    public async Task The_table_names_instances_and_the_next_page()
    {
        var outcome = await _folder.RunAsync("instances", "--name", "Approve", "--take", "1");

        Assert.Equal(ExitCode.Ok, outcome.Code);
        Assert.Contains("Running", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("--after a", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_is_shown_with_its_tree_and_history()
    {
        var shown = await _folder.ReadAsync("instance", "b");

        Assert.Equal("TEA!", shown.GetProperty("instance").GetProperty("result").GetString());
        Assert.Equal("tea", shown.GetProperty("instance").GetProperty("input").GetString());
        var child = Assert.Single(shown.GetProperty("tree").GetProperty("children").EnumerateArray());
        Assert.Equal(("Shout", "Completed", "b"), (child.GetProperty("name").GetString(), child.GetProperty("status").GetString(), child.GetProperty("parent").GetString()));
        Assert.Empty(shown.GetProperty("pending").EnumerateArray());
        var kinds = shown.GetProperty("history").EnumerateArray().SelectMany(static t => t.GetProperty("events").EnumerateArray()).Select(static e => e.GetProperty("kind").GetString());
        Assert.Equal(["Started", "EventRaised", "ChildScheduled", "ChildCompleted", "Completed"], kinds);
    }

    [Fact]
    public async Task An_instance_is_shown_as_tables()
    {
        var completed = await _folder.RunAsync("instance", "b");
        var failed = await _folder.RunAsync("instance", "c");

        Assert.Contains("\"TEA!\"", completed.Output, StringComparison.Ordinal);
        Assert.Contains("(Shout): Completed", completed.Output, StringComparison.Ordinal);
        Assert.Contains("EventRaised Approval", completed.Output, StringComparison.Ordinal);
        Assert.Contains("tea was refused.", failed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_instance_is_not_found()
    {
        foreach (var args in new string[][] { ["instance", "nobody"], ["export", "nobody"] })
        {
            var outcome = await _folder.RunAsync(args);
            Assert.Equal((ExitCode.Refused, ""), (outcome.Code, outcome.Output));
            Assert.Contains("nobody", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_exported_can_be_imported()
    {
        var file = Path.Combine(_folder.Folder, "history.json");

        Assert.Equal(ExitCode.Ok, (await _folder.RunAsync("export", "b", "--output", file)).Code);
        var printed = await _folder.RunAsync("export", "b");

        var imported = InstanceHistory.Import(await File.ReadAllBytesAsync(file));
        Assert.Equal(("b", 5), (imported.Instance.Id, imported.Events.Count()));
        Assert.Equal(await File.ReadAllTextAsync(file), printed.Output.TrimEnd());
    }

    private static IEnumerable<string?> Ids(JsonElement list) => list.GetProperty("instances").EnumerateArray().Select(static i => i.GetProperty("id").GetString());
}
