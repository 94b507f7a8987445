using System.Diagnostics;

namespace Tributary.RollingRestart.Tests;

/// <summary>A running program of one of the two builds.</summary>
internal sealed class Deployment : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <summary>Starts a build over a store.</summary>
    /// <param name="build"><c>OldWorker</c> or <c>NewWorker</c>.</param>
    /// <param name="store">The store's file.</param>
    public Deployment(string build, string store)
    {
        // From tests/<this project>/bin/<configuration>/<framework> to the same place of the worker.
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var tests = output.Parent!.Parent!.Parent!.Parent!.FullName;
        var program = Path.Combine(tests, "RollingRestart", build, "bin", output.Parent.Name, output.Name, build + ".dll");
        _process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", program, store },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Gives a command and returns the answer.</summary>
    public async Task<string> AskAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The program ended at '{command}': {await _errors}");
    }

    /// <summary>Lets the program end by itself, as a deployment does.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        Assert.True(_process.ExitCode == 0, await _errors);
    }

    /// <summary>Ends the program at once.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
