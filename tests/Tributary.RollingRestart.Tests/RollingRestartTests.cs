namespace Tributary.RollingRestart.Tests;

/// <summary>Two builds of one program, the second of which knows a second version, take turns over one store.</summary>
public sealed class RollingRestartTests : IDisposable
{
    private const string First = "first version: 10 of pump, approved by ", Second = "second version: 4 of pump, approved by ";

    private readonly string _folder = Directory.CreateTempSubdirectory("rolling-restart-").FullName;

    private string Store => Path.Combine(_folder, "shop.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Two_versions_live_side_by_side_through_a_deployment_a_rollback_and_a_kill()
    {
        using (var old = new Deployment("OldWorker", Store))
        {
            foreach (var id in new[] { "ended-before", "from-before", "from-before-too" })
                await old.AskAsync($"start {id}");
            await old.AskAsync("approve ended-before ann");
            Assert.Equal(First + "ann", await old.AskAsync("wait ended-before"));
            await old.StopAsync();
        }

        using (var both = new Deployment("NewWorker", Store))
        {
            // What was started on the first version stays on it; what starts now is of the second, unless the first is asked for.
            await both.AskAsync("approve from-before bob");
            Assert.Equal(First + "bob", await both.AskAsync("wait from-before"));
            await both.AskAsync("start new");
            await both.AskAsync("start new-too");
            await both.AskAsync("start-first new-of-the-first");
            await both.AskAsync("approve new cid");
            Assert.Equal(Second + "cid", await both.AskAsync("wait new"));
            Assert.Equal("Completed version 2", await both.AskAsync("look new"));
            await both.KillAsync();
        }

        using (var rolledBack = new Deployment("OldWorker", Store))
        {
            // The second version is unknown here. Its instance waits with its event, and nothing of it fails.
            await rolledBack.AskAsync("approve new-too dot");
            await rolledBack.AskAsync("approve new-of-the-first eve");
            Assert.Equal(First + "eve", await rolledBack.AskAsync("wait new-of-the-first"));
            Assert.EndsWith("version 2", await rolledBack.AskAsync("look new-too"), StringComparison.Ordinal);
            Assert.StartsWith("Running", await rolledBack.AskAsync("look new-too"), StringComparison.Ordinal);
            await rolledBack.StopAsync();
        }

        using var again = new Deployment("NewWorker", Store);
        Assert.Equal(Second + "dot", await again.AskAsync("wait new-too"));
        await again.AskAsync("approve from-before-too fay");
        Assert.Equal(First + "fay", await again.AskAsync("wait from-before-too"));
        Assert.Equal(First + "ann", await again.AskAsync("wait ended-before"));
        await again.StopAsync();
    }
}
