using System.CommandLine;
using System.CommandLine.Help;
using System.Text.Json;
using Tributary.Cli.Output;
using Tributary.Cli.Verbs;
using Tributary.Codec;
using Tributary.Store;

namespace Tributary.Cli;

/// <summary>The command line: its verbs, and what becomes of their failures.</summary>
internal static class Tool
{
    private static readonly Option<bool> s_json = new("--json") { Description = "Write JSON instead of tables.", Recursive = true };

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where failures go.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new Command("tributary", "Looks after the durable orchestrations in a Tributary store.") { new HelpOption(), new VersionOption(), s_json };
        root.Add(InstancesVerb.Create(RunAsync));
        root.Add(InstanceVerb.Create(RunAsync));
        foreach (var verb in ChangeVerbs.Create(RunAsync))
            root.Add(verb);
        root.Add(PurgeVerb.Create(RunAsync));
        root.Add(SchedulesVerb.Create(RunAsync));
        root.Add(ScheduleVerb.Create(RunAsync));
        root.Add(ExportVerb.Create(RunAsync));
        root.Add(ReplayVerb.Create(RunAsync));

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors)
                await error.WriteLineAsync(mistake.Message);
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<Report, Task<int>> act)
    {
        var configuration = parsed.InvocationConfiguration;
        try
        {
            return await act(new Report(configuration.Output, parsed.GetValue(s_json)));
        }
        catch (Exception e) when (CodeOf(e) is { } code)
        {
            await configuration.Error.WriteLineAsync(e.Message);
            return code;
        }
    }

    private static int? CodeOf(Exception e) => e switch
    {
        ToolException known => known.Code,
        InstanceNotFoundException or ScheduleNotFoundException or InstanceExistsException or InvalidOperationException or PayloadTooLargeException => ExitCode.Refused,
        FlowStoreException or CodecException or JsonException => ExitCode.Store,
        OperationCanceledException => ExitCode.Stopped,
        _ => null,
    };
}
