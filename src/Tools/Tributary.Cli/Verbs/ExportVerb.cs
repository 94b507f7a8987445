using System.CommandLine;
using System.Text;
using Tributary.Cli.Stores;

namespace Tributary.Cli.Verbs;

/// <summary><c>tributary export</c>: the history of an instance as JSON, for replay tests and for <c>tributary replay</c>.</summary>
internal static class ExportVerb
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(VerbRunner run)
    {
        var (store, id) = (VerbOptions.Store(), VerbOptions.Id());
        var file = new Option<string?>("--output", "-o") { Description = "The file to write; the standard output unless set.", HelpName = "file" };
        var verb = new Command("export", "Writes an instance and its history as JSON, which InstanceHistory.Import reads.") { store, id, file };
        verb.SetAction((parsed, cancellation) => run(parsed, async report =>
        {
            await using var open = await ToolStore.ReadAsync(parsed.GetRequiredValue(store), cancellation);
            var instance = parsed.GetRequiredValue(id);
            var history = (await open.Client.ReadHistoryAsync(instance, cancellation)).Export();
            if (parsed.GetValue(file) is { } path)
            {
                await WriteAsync(path, history, cancellation);
                report.Done("export", "instance", instance, $"The history of instance '{instance}' is in {path}.");
            }
            else
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Encoding.UTF8.GetString(history));
            }

            return ExitCode.Ok;
        }));
        return verb;
    }

    private static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(path, content, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException(ExitCode.Usage, $"The file '{path}' cannot be written: {e.Message}", e);
        }
    }
}
