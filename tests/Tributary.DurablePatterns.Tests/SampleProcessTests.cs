using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Tributary.DurablePatterns.Tests;

/// <summary>The sample as a program: how it ends, that it goes on after a kill, and that its check finds what is wrong.</summary>
public sealed class SampleProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("durable-patterns-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_killed_run_is_continued_and_nobody_else_may_use_its_folder()
    {
        using (var killed = Start("--data", _folder, "--instances", "2", "--seconds", "600"))
        {
            await UntilAsync(killed, "effects");
            var (code, output) = await EndAsync(Start("--data", _folder));
            Assert.Equal(2, code);
            Assert.Contains("is in use by", output, StringComparison.Ordinal);
            killed.Kill();
            await killed.WaitForExitAsync();
        }

        var (rest, report) = await EndAsync(Start("--data", _folder, "--instances", "2"));
        Assert.True(rest == 0, report);
        Assert.Contains("going on from the last run", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM effects WHERE activity = 'ShipOrder'", "had the effects")]
    [InlineData("INSERT INTO effects (key, instance, activity, what, runs) SELECT key || '!', instance, activity, what, 1 FROM effects WHERE activity = 'ProcessPayment'", "under chain-1/")]
    [InlineData("UPDATE effects SET instance = 'retry-99' WHERE instance = 'retry-1'", "but does not exist")]
    public async Task The_check_finds_effects_that_are_missing_doubled_or_misplaced(string damage, string found)
    {
        var (before, report) = await EndAsync(Start("--data", _folder, "--instances", "1"));
        Assert.True(before == 0, report);
        SQLitePCL.Batteries_V2.Init();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "effects.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = damage;
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        var (code, output) = await EndAsync(Start("--data", _folder, "--instances", "1"));
        Assert.Equal(1, code);
        Assert.Contains(found, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'--instance' is no option", "--instance")]
    [InlineData("--data needs a value", "--data")]
    [InlineData("--instances must be a whole number from 1 to 10000, not 'many'", "--instances", "many")]
    public async Task Wrong_usage_ends_with_2_and_names_the_option(string message, params string[] args)
    {
        var (code, output) = await EndAsync(Start(args));
        Assert.Equal(2, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "DurablePatterns.dll"));
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }

    /// <summary>Reads lines until one contains this.</summary>
    private static async Task UntilAsync(Process process, string text)
    {
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync();
            Assert.True(line is not null, "The program ended too early.");
        }
        while (!line.Contains(text, StringComparison.Ordinal));
    }

    private static async Task<(int Code, string Output)> EndAsync(Process process)
    {
        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output + await errors);
        }
    }
}
