using System.CommandLine;
using System.Globalization;
using Tributary.Cli.Output;
using Tributary.Cli.Replay;
using Tributary.Codec;

namespace Tributary.Cli.Verbs;

/// <summary><c>tributary replay --verify</c>: whether today's code still fits a stored history.</summary>
internal static class ReplayVerb
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(VerbRunner run)
    {
        var verify = new Option<string>("--verify") { Description = "The history, as 'tributary export' wrote it.", Required = true, HelpName = "file" };
        var host = new Option<string>("--host") { Description = "The built assembly that has the orchestration.", Required = true, HelpName = "assembly" };
        var verb = new Command("replay", "Replays a history against the code of a host, and reports the first difference. Nothing is stored, and no activity runs.") { verify, host };
        verb.SetAction((parsed, _) => run(parsed, async report =>
        {
            var history = Import(parsed.GetRequiredValue(verify));
            var difference = await HostReplay.VerifyAsync(parsed.GetRequiredValue(host), history);
            Show(report, history, difference);
            return difference is null ? ExitCode.Ok : ExitCode.Difference;
        }));
        return verb;
    }

    private static InstanceHistory Import(string path)
    {
        try
        {
            return InstanceHistory.Import(InputFile.Read(path));
        }
        catch (CodecException e)
        {
            throw new ToolException(ExitCode.Usage, $"The file '{path}' is no exported history: {e.Message}", e);
        }
    }

    private static void Show(Report report, InstanceHistory history, HistoryDifference? difference) => report.Write(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("instance"u8, history.Instance.Id);
            json.WriteString("name"u8, history.Instance.Name);
            json.WriteNumber("version"u8, history.Instance.Version);
            json.WriteNumber("events"u8, history.Events.Count());
            json.WritePropertyName("difference"u8);
            InstanceJson.WriteDifference(json, difference);
            json.WriteEndObject();
        },
        () => [Report.Line(difference is null
            ? string.Create(CultureInfo.InvariantCulture, $"The code fits all {history.Events.Count()} events of instance '{history.Instance.Id}'.")
            : $"The code does not fit the history of instance '{history.Instance.Id}'. {difference}")]);
}
