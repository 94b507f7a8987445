using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tributary.Cli.Output;
using Tributary.Cli.Stores;

namespace Tributary.Cli.Verbs;

/// <summary><c>tributary schedules</c>: lists what starts by itself.</summary>
internal static class SchedulesVerb
{
    private const int PageSize = 100;

    /// <summary>Creates the verb.</summary>
    public static Command Create(VerbRunner run)
    {
        var store = VerbOptions.Store();
        var verb = new Command("schedules", "Lists the schedules in the order of their names.") { store };
        verb.SetAction((parsed, cancellation) => run(parsed, async report =>
        {
            await using var open = await ToolStore.ReadAsync(parsed.GetRequiredValue(store), cancellation);
            Show(report, await ReadAllAsync(open.Client, cancellation));
            return ExitCode.Ok;
        }));
        return verb;
    }

    // Somebody set each of them in code: there are never many.
    private static async Task<IReadOnlyList<ScheduleInfo>> ReadAllAsync(DurableClient client, CancellationToken cancellationToken)
    {
        var all = new List<ScheduleInfo>();
        string? after = null;
        do
        {
            var page = await client.Schedules.ListAsync(after, PageSize, cancellationToken);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    private static void Show(Report report, IReadOnlyList<ScheduleInfo> schedules) => report.Write(
        json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("schedules"u8);
            foreach (var schedule in schedules)
                Write(json, schedule);
            json.WriteEndArray();
            json.WriteEndObject();
        },
        () => schedules.Count == 0
            ? [Report.Line("No schedule.")]
            : [Report.Table(null, ["Name", "Orchestration", "Version", "Schedule", "Next (UTC)", "Last instance", "Started", "Skipped"], schedules.Select(static schedule => (string[])
                [
                    schedule.Name,
                    schedule.Orchestration,
                    schedule.Version.ToString(CultureInfo.InvariantCulture),
                    schedule.Schedule.ToString(),
                    schedule.IsPaused ? "paused" : schedule.Next is { } next ? InstancesVerb.Time(next) : "never",
                    schedule.LastInstanceId ?? "",
                    schedule.Started.ToString(CultureInfo.InvariantCulture),
                    schedule.Skipped.ToString(CultureInfo.InvariantCulture),
                ]))]);

    private static void Write(Utf8JsonWriter json, ScheduleInfo schedule)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, schedule.Name);
        json.WriteString("orchestration"u8, schedule.Orchestration);
        json.WriteNumber("version"u8, schedule.Version);
        json.WriteString("schedule"u8, schedule.Schedule.ToString());
        json.WriteString("overlap"u8, schedule.Overlap.ToString());
        json.WriteBoolean("paused"u8, schedule.IsPaused);
        if (schedule.Next is { } next)
            json.WriteString("next"u8, next);
        else
            json.WriteNull("next"u8);
        json.WriteString("lastInstance"u8, schedule.LastInstanceId);
        json.WriteNumber("started"u8, schedule.Started);
        json.WriteNumber("skipped"u8, schedule.Skipped);
        json.WriteEndObject();
    }
}
