using System.Diagnostics;
using System.Globalization;
using System.Net;
using Tributary;

namespace Choreographies.Running;

/// <summary>Runs each player of a sample in a process of its own. They meet on a port of the loopback interface.</summary>
public static class ProcessRunner
{
    /// <summary>The first argument of a process that is one player.</summary>
    public const string Verb = "--seat";

    /// <summary>Runs all players.</summary>
    /// <returns>What each player saw, in the order of the seats.</returns>
    public static async Task<string[]> RunAsync(Sample sample)
    {
        var hub = new SessionHub();
        await using var server = TcpSessionServer.Start(hub);
        var session = await hub.CreateAsync(sample.Plan);
        return await Task.WhenAll(sample.Seats.Select((_, seat) => StartAsync(sample.Name, seat, server.EndPoint.Port, session.Id)));
    }

    /// <summary>Is one player.</summary>
    public static async Task PlayAsync(string[] arguments)
    {
        var seat = AllSamples.Find(arguments[1]).Seats[int.Parse(arguments[2], CultureInfo.InvariantCulture)];
        await using var client = new TcpSessionClient(new IPEndPoint(IPAddress.Loopback, int.Parse(arguments[3], CultureInfo.InvariantCulture)));
        Console.WriteLine(await seat.PlayAsync(client, arguments[4]));
    }

    private static async Task<string> StartAsync(string sample, int seat, int port, string session)
    {
        string[] arguments = [typeof(ProcessRunner).Assembly.Location, Verb, sample, seat.ToString(CultureInfo.InvariantCulture), port.ToString(CultureInfo.InvariantCulture), session];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var seen = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? seen.TrimEnd() : $"exit code {process.ExitCode}";
    }
}
