using Spectre.Console;
using Tributary;

namespace Choreographies.Running;

/// <summary>The command line: runs all samples and shows whether each way gave the same.</summary>
public static class SampleProgram
{
    /// <summary>Runs the program: <c>--processes</c> runs each role in a process of its own, too.</summary>
    /// <returns>0 if all results were equal.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is [ProcessRunner.Verb, ..])
        {
            await ProcessRunner.PlayAsync(arguments);
            return 0;
        }

        var asProcesses = arguments is ["--processes"];
        var table = new Table().AddColumns("sample", "role", "in one place", "as endpoints");
        if (asProcesses)
            table.AddColumn("as processes");
        table.AddColumn("");
        var isEqual = true;
        var hub = new SessionHub();
        foreach (var sample in AllSamples.List)
        {
            var seen = new List<string[]> { await sample.Centrally(), await SampleRunner.InOneProcessAsync(sample, hub) };
            if (asProcesses)
                seen.Add(await ProcessRunner.RunAsync(sample));
            isEqual &= AddRows(table, sample, seen);
        }

        AnsiConsole.Write(table);
        return isEqual ? 0 : 1;
    }

    private static bool AddRows(Table table, Sample sample, List<string[]> seen)
    {
        var isEqual = true;
        for (var i = 0; i < sample.Seats.Count; i++)
        {
            var same = seen.TrueForAll(way => way[i] == seen[0][i]);
            isEqual &= same;
            table.AddRow((string[])[i == 0 ? sample.Name : "", Markup.Escape(sample.Seats[i].Name), .. seen.Select(way => Markup.Escape(way[i])), same ? "[green]equal[/]" : "[red]differs[/]"]);
        }

        return isEqual;
    }
}
