using System.CommandLine;
using System.Globalization;
using Tributary.Cli.Output;
using Tributary.Cli.Stores;

namespace Tributary.Cli.Verbs;

/// <summary><c>tributary instances</c>: lists instances, page by page.</summary>
internal static class InstancesVerb
{
    private const int PageSize = 100;

    /// <summary>Creates the verb.</summary>
    public static Command Create(VerbRunner run)
    {
        var (store, filter) = (VerbOptions.Store(), new FilterOptions());
        var take = new Option<int>("--take") { Description = "At most so many.", DefaultValueFactory = static _ => PageSize };
        take.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var count) && count < 1)
                result.AddError("--take must be at least 1.");
        });
        var after = new Option<string?>("--after") { Description = "Read on after this id, which the last page named." };
        var verb = new Command("instances", "Lists instances in the order of their ids.") { store, take, after };
        filter.AddTo(verb);
        verb.SetAction((parsed, cancellation) => run(parsed, async report =>
        {
            await using var open = await ToolStore.ReadAsync(parsed.GetRequiredValue(store), cancellation);
            var page = await open.Client.ListAsync(filter.Read(parsed), parsed.GetValue(after), parsed.GetValue(take), cancellation);
            Show(report, page);
            return ExitCode.Ok;
        }));
        return verb;
    }

    /// <summary>A time as tables show it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static void Show(Report report, Store.Page<InstanceInfo> page) => report.Write(
        json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("instances"u8);
            foreach (var info in page.Items)
                InstanceJson.WriteShort(json, info);
            json.WriteEndArray();
            json.WriteString("next"u8, page.Next);
            json.WriteEndObject();
        },
        () =>
        {
            if (page.Items.Count == 0)
                return [Report.Line("No instance.")];
            var table = Report.Table(null, ["Id", "Orchestration", "Version", "Status", "Created (UTC)", "Updated (UTC)"], page.Items.Select(static info => (string[])
                [info.Id, info.Name, info.Version.ToString(CultureInfo.InvariantCulture), info.Status.ToString(), Time(info.CreatedAt), Time(info.UpdatedAt)]));
            return page.Next is null ? [table] : [table, Report.Line($"There are more: --after {page.Next}")];
        });
}
