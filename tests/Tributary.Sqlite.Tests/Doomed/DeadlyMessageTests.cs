using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Sqlite.Tests.Doomed;

/// <summary>A message that kills its process every time, or hangs until the process is killed, is given up; those beside it are not.</summary>
public sealed class DeadlyMessageTests : IAsyncLifetime
{
    private const int Innocents = 8;

    private readonly StoreFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task A_message_that_kills_its_process_is_given_up_and_those_under_way_beside_it_are_handled_once()
    {
        await SendAsync(["a", "b", "c", "deadly", "d", "e", "f", "g", "h"]);

        // In company nobody knows which message it was.
        Assert.NotEqual(0, await LiveAsync(company: Innocents));
        for (var attempt = 1; attempt <= RetryPolicy.Default.MaxAttempts; attempt++)
            Assert.NotEqual(0, await LiveAsync(company: 0));
        Assert.Equal(0, await LiveAsync(company: 0));

        var store = await _folder.OpenAsync();
        var dead = Assert.Single((await store.ListDeadLettersAsync(DoomedProgram.Queue, null, 100)).Items);
        Assert.Equal("deadly", Encoding.UTF8.GetString(dead.Message.Body.Span));
        Assert.Equal(DeadLetterReasons.ProcessDied, dead.Reason);
        Assert.Contains("attempt 3, found at", dead.Detail, StringComparison.Ordinal);
        var handled = (await store.ReadLogAsync(DoomedProgram.Log, 0, 100)).Select(static e => Encoding.UTF8.GetString(e.Body.Span));
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h"], handled.Order(StringComparer.Ordinal));
        Assert.Equal(0, (await store.CountAsync(DoomedProgram.Queue)).Pending);
    }

    [Fact]
    public async Task A_message_that_hangs_until_the_process_is_killed_is_given_up()
    {
        await SendAsync(["hangs"]);

        for (var attempt = 1; attempt <= RetryPolicy.Default.MaxAttempts; attempt++)
        {
            using var process = Start(company: 0);
            Assert.Equal("hanging", await process.StandardOutput.ReadLineAsync());
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.Equal(0, await LiveAsync(company: 0));
        var store = await _folder.OpenAsync();
        Assert.Equal(DeadLetterReasons.ProcessDied, Assert.Single((await store.ListDeadLettersAsync(DoomedProgram.Queue, null, 100)).Items).Reason);
    }

    private async Task SendAsync(string[] texts)
    {
        var store = await _folder.OpenAsync();
        var commit = new Commit();
        foreach (var text in texts)
            commit.Send(new OutgoingMessage(new MessageAddress(DoomedProgram.Queue, text), Encoding.UTF8.GetBytes(text)));
        Assert.True((await store.CommitAsync(commit)).Succeeded);
        await store.DisposeAsync();
    }

    private async Task<int> LiveAsync(int company)
    {
        using var process = Start(company);
        // A life that never ends would let the test hang; read to the end, it cannot block on a full pipe either.
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private Process Start(int company)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { "exec", typeof(DoomedProgram).Assembly.Location, _folder.File, company.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return Process.Start(start)!;
    }
}
