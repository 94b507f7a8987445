using System.CommandLine;
using System.Text.Json;
using Tributary.Cli.Stores;

namespace Tributary.Cli.Verbs;

/// <summary>The verbs that tell one instance something. When they return, what they told is durable; the instance hears it at its next turn.</summary>
internal static class ChangeVerbs
{
    /// <summary>Creates the verbs.</summary>
    public static IEnumerable<Command> Create(VerbRunner run)
    {
        yield return Raise(run);
        yield return Verb(run, "cancel", "Asks an instance to end; it may clean up.", "was asked to cancel", static (client, id, _, stop) => client.GetInstance(id).CancelAsync(stop));
        yield return Terminate(run);
        yield return Verb(run, "suspend", "Suspends an instance: what arrives waits.", "was told to suspend", static (client, id, _, stop) => client.GetInstance(id).SuspendAsync(stop));
        yield return Verb(run, "resume", "Resumes a suspended instance, or tries a parked one again.", "was told to resume", static (client, id, _, stop) => ResumeAsync(client, id, stop));
        yield return Verb(run, "rewind", "Takes back the turn in which an instance failed, so that it is tried again.", "was rewound", static (client, id, _, stop) => client.RewindAsync(id, stop));
        yield return Restart(run);
    }

    private static Command Raise(VerbRunner run)
    {
        var name = new Argument<string>("event") { Description = "The name of the event; the name of its type unless it was given one." };
        var data = new Option<string?>("--data") { Description = "The content as JSON; null unless set.", HelpName = "json" };
        var file = new Option<string?>("--data-file") { Description = "A file with the content as JSON.", HelpName = "file" };
        var verb = Verb(run, "raise", "Raises an event to an instance.", "was sent the event", async (client, id, parsed, stop) =>
        {
            var content = Content(parsed.GetValue(data), parsed.GetValue(file));
            client.Services.Settings.CheckSize("The event", content.Length);
            await client.SendAsync(id, new HistoryEvent(HistoryEventKind.EventRaised) { Name = parsed.GetRequiredValue(name), Payload = content }, stop);
        });
        verb.Add(name);
        verb.Add(data);
        verb.Add(file);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(data) is not null && result.GetResult(file) is not null)
                result.AddError("Either --data or --data-file, not both.");
        });
        return verb;
    }

    private static Command Terminate(VerbRunner run)
    {
        var reason = new Option<string>("--reason") { Description = "Why; it is kept as the failure of the instance.", DefaultValueFactory = static _ => "" };
        var verb = Verb(run, "terminate", "Ends an instance at once; none of its code runs any more.", "was terminated", (client, id, parsed, stop) =>
            client.GetInstance(id).TerminateAsync(parsed.GetValue(reason) ?? "", stop));
        verb.Add(reason);
        return verb;
    }

    private static Command Restart(VerbRunner run)
    {
        var newId = new Option<string?>("--new-id") { Description = "The id of the new instance; the same, and the old one is forgotten, unless set.", HelpName = "id" };
        var verb = Verb(run, "restart", "Starts an instance that has ended once more, with the same input.", "was started again", async (client, id, parsed, stop) =>
            await client.RestartAsync(id, parsed.GetValue(newId), stop));
        verb.Add(newId);
        return verb;
    }

    private static async ValueTask ResumeAsync(DurableClient client, string id, CancellationToken stop)
    {
        var info = await client.GetInstance(id).GetAsync(stop);
        if (info.Status is not (InstanceStatus.Suspended or InstanceStatus.Parked))
            throw new ToolException(ExitCode.Refused, $"Instance '{id}' is {info.Status}; only a suspended or parked one can be resumed.");
        await client.GetInstance(id).ResumeAsync(stop);
    }

    private static byte[] Content(string? data, string? file)
    {
        var content = file is null ? System.Text.Encoding.UTF8.GetBytes(data ?? "null") : InputFile.Read(file);
        try
        {
            using var parsed = JsonDocument.Parse(content);
            // Written anew: a byte order mark or a comment has no place in a store.
            return JsonSerializer.SerializeToUtf8Bytes(parsed.RootElement);
        }
        catch (JsonException e)
        {
            throw new ToolException(ExitCode.Usage, $"The content of the event is no JSON: {e.Message} A text needs its quotes: --data '\"text\"'.", e);
        }
    }

    private static Command Verb(VerbRunner run, string name, string description, string done, Func<DurableClient, string, ParseResult, CancellationToken, ValueTask> change)
    {
        var (store, id) = (VerbOptions.Store(), VerbOptions.Id());
        var verb = new Command(name, description) { store, id };
        verb.SetAction((parsed, cancellation) => run(parsed, async report =>
        {
            var instance = parsed.GetRequiredValue(id);
            await using (var open = await ToolStore.ChangeAsync(parsed.GetRequiredValue(store), cancellation))
                await change(open.Client, instance, parsed, cancellation);
            report.Done(name, "instance", instance, $"Instance '{instance}' {done}.");
            return ExitCode.Ok;
        }));
        return verb;
    }
}
