using System.Diagnostics;

namespace Tributary.Package.Tests;

/// <summary>Runs the SDK's command.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    /// <summary>Runs a command in a folder and returns what it wrote; fails when the command does.</summary>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        // A node that outlives the command would keep the output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        using var patience = new CancellationTokenSource(s_patience);
        using var command = Process.Start(start)!;
        try
        {
            var output = await command.StandardOutput.ReadToEndAsync(patience.Token);
            await command.WaitForExitAsync(patience.Token);
            Assert.True(command.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output}");
            return output;
        }
        catch (OperationCanceledException)
        {
            command.Kill(entireProcessTree: true);
            throw;
        }
    }
}
