using Spectre.Console;
using Tributary;

namespace Choreographies.Running;

/// <summary>The command line: runs all samples and shows whether each way gave the same.</summary>
public static class SampleProgram
{
    /// <summary>Runs the program.</summary>
    /// <returns>0 if all results were equal.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var table = new Table().AddColumns("sample", "role", "in one place", "as endpoints", "");
        var isEqual = true;
        var hub = new SessionHub();
        foreach (var sample in AllSamples.List)
        {
            var central = await sample.Centrally();
            var projected = await SampleRunner.InOneProcessAsync(sample, hub);
            for (var i = 0; i < central.Length; i++)
            {
                var same = central[i] == projected[i];
                isEqual &= same;
                table.AddRow(i == 0 ? sample.Name : "", Markup.Escape(sample.Seats[i].Name), Markup.Escape(central[i]), Markup.Escape(projected[i]), same ? "[green]equal[/]" : "[red]differs[/]");
            }
        }

        AnsiConsole.Write(table);
        return isEqual ? 0 : 1;
    }
}
