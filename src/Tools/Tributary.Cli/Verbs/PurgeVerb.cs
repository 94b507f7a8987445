using System.CommandLine;
using System.Globalization;
using Tributary.Cli.Output;
using Tributary.Cli.Stores;

namespace Tributary.Cli.Verbs;

/// <summary><c>tributary purge</c>: forgets instances that have ended.</summary>
internal static class PurgeVerb
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(VerbRunner run)
    {
        var (store, filter) = (VerbOptions.Store(), new FilterOptions());
        var id = new Argument<string?>("id") { Description = "The id of the instance; without it, the filter says which.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All that have ended." };
        var verb = new Command("purge", "Forgets instances that have ended, with their histories.") { store, id, all };
        filter.AddTo(verb);
        verb.Validators.Add(result =>
        {
            // What cannot be undone is not done to everything because an argument was forgotten.
            var chosen = (result.GetResult(id) is { Tokens.Count: > 0 } ? 1 : 0) + (result.GetResult(all) is { Implicit: false } ? 1 : 0) + (filter.AreGiven(result) ? 1 : 0);
            if (chosen != 1)
                result.AddError("Say which: an id, a filter, or --all.");
        });
        verb.SetAction((parsed, cancellation) => run(parsed, async report =>
        {
            await using var open = await ToolStore.ChangeAsync(parsed.GetRequiredValue(store), cancellation);
            Show(report, parsed.GetValue(id) is { } instance
                ? await PurgeAsync(open.Client, instance, cancellation)
                : await open.Client.PurgeAsync(filter.Read(parsed), cancellation));
            return ExitCode.Ok;
        }));
        return verb;
    }

    private static async Task<int> PurgeAsync(DurableClient client, string id, CancellationToken cancellationToken)
    {
        if (!await client.PurgeAsync(id, cancellationToken))
        {
            var status = (await client.GetInstance(id).GetAsync(cancellationToken)).Status;
            throw new ToolException(ExitCode.Refused, $"Instance '{id}' is {status}; only one that has ended can be purged. Terminate it first.");
        }

        return 1;
    }

    private static void Show(Report report, int purged) => report.Write(
        json =>
        {
            json.WriteStartObject();
            json.WriteNumber("purged"u8, purged);
            json.WriteEndObject();
        },
        () => [Report.Line(purged == 1 ? "1 instance was purged." : string.Create(CultureInfo.InvariantCulture, $"{purged} instances were purged."))]);
}
