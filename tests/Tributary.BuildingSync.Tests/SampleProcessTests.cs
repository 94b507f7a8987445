using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tributary.BuildingSync.Tests;

/// <summary>The sample as a program: what it prints, what it leaves behind, and how it ends.</summary>
public sealed class SampleProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_runs_on_one_folder_converge_and_keep_what_cannot_be_read()
    {
        var first = await RunAsync("--data", _folder.Path, "--scale", "0.01", "--duration", "1");
        Assert.True(first.Code == 0, first.Output);
        Assert.Contains("going on from the last run", (await RunAsync("--data", _folder.Path, "--duration", "1")).Output, StringComparison.Ordinal);

        var rejects = File.ReadAllText(_folder["rejects/cmms.csv"]);
        Assert.Contains("the quote opened at column", rejects, StringComparison.Ordinal);
        Assert.Contains("'about 3' is not a number", rejects, StringComparison.Ordinal);
        Assert.Contains("point", File.ReadAllText(_folder["rejects/bms.csv"]), StringComparison.Ordinal);
        Assert.Equal(3, File.ReadLines(_folder["rejects/oem.csv"]).Skip(1).Count());
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder["cmms"]), f => File.ReadAllText(f).Contains("LEGACY", StringComparison.Ordinal));
        Assert.DoesNotContain("LEGACY", File.ReadAllText(_folder["oem/records.jsonl"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'--wach' is no option", "--wach")]
    [InlineData("--seed needs a value", "--seed")]
    [InlineData("--scale must be a number from 0.001 to 10, not 'big'", "--scale", "big")]
    public async Task Wrong_usage_ends_with_2_and_names_the_option(string message, params string[] args)
    {
        var (code, output) = await RunAsync(args);
        Assert.Equal(2, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_ends_with_2_and_names_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var (code, output) = await RunAsync("--scale", "0.001", "--port", port);
        Assert.Equal(2, code);
        Assert.Contains(port, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bms/bms.db")]
    [InlineData("tributary/tributary.db")]
    public async Task A_damaged_database_ends_with_2_and_names_the_file(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
        File.WriteAllText(_folder["seeded.txt"], "seeded\n");
        File.WriteAllText(_folder[file], new string('?', 5000));
        Directory.CreateDirectory(_folder["legacy"]);
        File.WriteAllText(_folder["legacy/export.jsonl"], "");
        var (code, output) = await RunAsync("--data", _folder.Path);
        Assert.True(code == 2, output);
        Assert.Contains(Path.GetFileName(file), output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "BuildingSync.dll"));
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
