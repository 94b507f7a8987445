using System.Text;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Tributary.Cli.Output;

/// <summary>Writes the result of a verb, as tables for people or as one JSON value for programs.</summary>
internal sealed class Report
{
    // A pipe or a file has no width; tables that are cut there lose what somebody searches for.
    private const int WidthOfFile = 240;

    private static readonly JsonWriterOptions s_indented = new() { Indented = true };

    private readonly TextWriter _output;
    private readonly bool _json;
    private readonly IAnsiConsole _console;

    /// <summary>Creates a report.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="json">Whether it is for a program.</param>
    public Report(TextWriter output, bool json)
    {
        _output = output;
        _json = json;
        var isScreen = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isScreen ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isScreen ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!isScreen)
            _console.Profile.Width = WidthOfFile;
    }

    /// <summary>Writes a result in the form that was asked for.</summary>
    public void Write(Action<Utf8JsonWriter> json, Func<IEnumerable<IRenderable>> tables)
    {
        if (_json)
        {
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, s_indented))
                json(writer);
            _output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
            return;
        }

        foreach (var table in tables())
            _console.Write(table);
    }

    /// <summary>Writes the result of a verb that changes something.</summary>
    /// <param name="verb">What was done.</param>
    /// <param name="kind">To what kind of thing: <c>instance</c> or <c>schedule</c>.</param>
    /// <param name="name">To which one.</param>
    /// <param name="text">The same for people.</param>
    public void Done(string verb, string kind, string name, string text) => Write(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("done"u8, verb);
            json.WriteString(kind, name);
            json.WriteEndObject();
        },
        () => [Line(text)]);

    /// <summary>A line of text, which is not read as markup.</summary>
    public static IRenderable Line(string text) => new Text(text + Environment.NewLine);

    /// <summary>A table of texts.</summary>
    public static Table Table(string? title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = title is null ? null : new TableTitle(Markup.Escape(title)) };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)));
        foreach (var row in rows)
            table.AddRow(row.Select(static cell => (IRenderable)new Text(cell)));
        return table;
    }
}
