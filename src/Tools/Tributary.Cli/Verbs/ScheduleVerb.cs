using System.CommandLine;
using Tributary.Cli.Stores;

namespace Tributary.Cli.Verbs;

/// <summary><c>tributary schedule pause|resume|delete</c>: looks after one schedule.</summary>
internal static class ScheduleVerb
{
    /// <summary>Creates the verb.</summary>
    public static Command Create(VerbRunner run) => new("schedule", "Pauses, resumes or deletes a schedule. What it has started runs on.")
    {
        Change(run, "pause", "Starts nothing until it is resumed.", "was paused", static (schedules, name, stop) => schedules.PauseAsync(name, stop)),
        Change(run, "resume", "Goes on with its next time; what was missed is not made up for.", "was resumed", static (schedules, name, stop) => schedules.ResumeAsync(name, stop)),
        Change(run, "delete", "Forgets it.", "was deleted", static async (schedules, name, stop) =>
        {
            if (!await schedules.DeleteAsync(name, stop))
                throw new ScheduleNotFoundException(name);
        }),
    };

    private static Command Change(VerbRunner run, string verb, string description, string done, Func<DurableSchedules, string, CancellationToken, ValueTask> change)
    {
        var (store, name) = (VerbOptions.Store(), new Argument<string>("name") { Description = "The name of the schedule." });
        var command = new Command(verb, description) { store, name };
        command.SetAction((parsed, cancellation) => run(parsed, async report =>
        {
            var schedule = parsed.GetRequiredValue(name);
            await using (var open = await ToolStore.ChangeAsync(parsed.GetRequiredValue(store), cancellation))
                await change(open.Client.Schedules, schedule, cancellation);
            report.Done(verb, "schedule", schedule, $"Schedule '{schedule}' {done}.");
            return ExitCode.Ok;
        }));
        return command;
    }
}
