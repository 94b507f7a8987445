using System.CommandLine;
using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;
using Tributary.Cli.Output;
using Tributary.Cli.Stores;
using Tributary.Orchestrations;

namespace Tributary.Cli.Verbs;

/// <summary><c>tributary instance</c>: everything about one instance.</summary>
internal static class InstanceVerb
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(VerbRunner run)
    {
        var (store, id) = (VerbOptions.Store(), VerbOptions.Id());
        var verb = new Command("instance", "Shows an instance: its status, what it waits for, its children and its history.") { store, id };
        verb.SetAction((parsed, cancellation) => run(parsed, async report =>
        {
            await using var open = await ToolStore.ReadAsync(parsed.GetRequiredValue(store), cancellation);
            var instance = parsed.GetRequiredValue(id);
            Show(report, await open.Client.ReadHistoryAsync(instance, cancellation), await open.Client.GetTreeAsync(instance, cancellation));
            return ExitCode.Ok;
        }));
        return verb;
    }

    private static void Show(Report report, InstanceHistory history, InstanceTree tree) => report.Write(
        json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("instance"u8);
            InstanceJson.Write(json, history.Instance);
            json.WriteStartArray("pending"u8);
            foreach (var pending in Pending(history))
                HistoryCodec.Write(json, pending);
            json.WriteEndArray();
            json.WritePropertyName("tree"u8);
            InstanceJson.Write(json, tree);
            json.WriteStartArray("history"u8);
            foreach (var turn in history.Turns)
                HistoryCodec.Write(json, turn);
            json.WriteEndArray();
            json.WriteEndObject();
        },
        () => Tables(history, tree));

    private static IEnumerable<IRenderable> Tables(InstanceHistory history, InstanceTree tree)
    {
        yield return Report.Table(history.Instance.Id, ["", ""], Facts(history.Instance));
        var pending = Pending(history);
        if (pending.Count > 0)
            yield return Report.Table("Pending", ["#", "What"], pending.Select(static e => (string[])[Number(e.Id), HistoryText.Describe(e)]));
        if (tree.Children.Count > 0)
        {
            var root = new Tree(new Text(Label(tree)));
            Add(root, tree);
            yield return root;
        }

        var index = 0;
        yield return Report.Table("History", ["Index", "Time (UTC)", "Event"], history.Turns.SelectMany(turn => turn.Events.Select(e => (string[])
            [Number(index++), InstancesVerb.Time(turn.At), HistoryText.Describe(e)])));
    }

    /// <summary>What has ended waits for nothing, whatever it left behind.</summary>
    private static IReadOnlyList<HistoryEvent> Pending(InstanceHistory history) => history.Instance.Status.IsFinal() ? [] : history.Pending;

    private static IEnumerable<string[]> Facts(InstanceInfo info)
    {
        yield return ["Orchestration", string.Create(CultureInfo.InvariantCulture, $"{info.Name}, version {info.Version}, execution {info.Execution}")];
        yield return ["Status", info.Status.ToString()];
        yield return ["Created (UTC)", InstancesVerb.Time(info.CreatedAt)];
        yield return ["Updated (UTC)", InstancesVerb.Time(info.UpdatedAt)];
        if (info.Parent is { } parent)
            yield return ["Parent", parent.Instance];
        if (!info.Input.IsEmpty)
            yield return ["Input", Encoding.UTF8.GetString(info.Input.Span)];
        if (!info.Result.IsEmpty)
            yield return ["Result", Encoding.UTF8.GetString(info.Result.Span)];
        if (!info.CustomStatus.IsEmpty)
            yield return ["Custom status", Encoding.UTF8.GetString(info.CustomStatus.Span)];
        if (info.Difference is { } difference)
            yield return ["Difference", difference.ToString()];
        for (var failure = info.Failure; failure is not null; failure = failure.Cause)
            yield return [ReferenceEquals(failure, info.Failure) ? "Failure" : "because of", $"{failure.Type}: {failure.Message}"];
    }

    private static void Add(IHasTreeNodes node, InstanceTree tree)
    {
        foreach (var child in tree.Children)
            Add(node.AddNode(new Text(Label(child))), child);
    }

    private static string Label(InstanceTree tree) => $"{tree.Instance.Id} ({tree.Instance.Name}): {tree.Instance.Status}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
