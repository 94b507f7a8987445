using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Sqlite.Tests.Doomed;

/// <summary>Real processes that die: a message that kills its process is given up, and calls that only take long are not.</summary>
public sealed class DeadlyMessageTests : IAsyncLifetime
{
    // Ten times as many as it takes when nothing disturbs: a machine that stalls at the wrong moment may cost a life, and no more.
    private const int MostLives = 100;

    private readonly StoreFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task A_message_that_kills_its_process_among_fifty_long_calls_is_given_up_and_the_calls_end_well()
    {
        var calls = Enumerable.Range(0, 50).Select(static i => $"{i:D2}").ToArray();
        await SendAsync([.. calls[..20], "deadly", .. calls[20..]]);

        Assert.NotEqual(0, await LiveAsync(company: calls.Length));
        var lives = 1;
        while (await LiveAsync(company: 0) != 0)
            Assert.InRange(lives++, 0, MostLives);

        var store = await _folder.OpenAsync();
        var dead = Assert.Single((await store.ListDeadLettersAsync(DoomedProgram.Queue, null, 100)).Items);
        Assert.Equal("deadly", Encoding.UTF8.GetString(dead.Message.Body.Span));
        Assert.Equal(DeadLetterReasons.ProcessDied, dead.Reason);
        Assert.Contains("attempt 3, found at", dead.Detail, StringComparison.Ordinal);
        Assert.Equal(calls, await HandledAsync(store));
        Assert.True(lives > RetryPolicy.Default.MaxAttempts + 1, $"It was given up after {lives} deaths.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_long_call_whose_process_is_killed_every_second_is_not_given_up(int count)
    {
        var calls = Enumerable.Range(0, count).Select(static i => $"{i:D2}").ToArray();
        await SendAsync(calls);
        for (var kill = 0; kill < 2 * (RetryPolicy.Default.MaxAttempts + 2); kill++)
        {
            using var process = Start(speed: 4, company: 0);
            Assert.NotNull(await process.StandardOutput.ReadLineAsync());
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.Equal(0, await LiveAsync(company: 0));
        var store = await _folder.OpenAsync();
        Assert.Empty((await store.ListDeadLettersAsync(DoomedProgram.Queue, null, 100)).Items);
        Assert.Equal(calls, await HandledAsync(store));
    }

    private static async Task<IEnumerable<string>> HandledAsync(IFlowStore store) =>
        (await store.ReadLogAsync(DoomedProgram.Log, 0, 100)).Select(static e => Encoding.UTF8.GetString(e.Body.Span)).Order(StringComparer.Ordinal);

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
        using var process = Start(speed: 20, company);
        // Read to the end, it cannot block on a full pipe.
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private Process Start(int speed, int company)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList =
            {
                "exec", typeof(DoomedProgram).Assembly.Location, _folder.File,
                speed.ToString(CultureInfo.InvariantCulture), company.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return Process.Start(start)!;
    }
}
