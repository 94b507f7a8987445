using System.Text.Json;

namespace BuildingSync.Editing;

/// <summary>
/// Remembers every edit, first as intended and then as done, in a file that survives a kill; so that in the end each can be looked for.
/// Used by one thread.
/// </summary>
internal sealed class EditJournal : IDisposable
{
    private readonly List<Edit> _edits = [];
    private readonly StreamWriter _file;

    public EditJournal(string path)
    {
        if (File.Exists(path))
        {
            foreach (var line in File.ReadLines(path))
                Read(line);
        }

        _file = new StreamWriter(path, append: true) { AutoFlush = true };
        _file.WriteLine();
    }

    /// <summary>All edits, in order.</summary>
    public IReadOnlyList<Edit> Edits => _edits;

    /// <summary>The number for the next edit.</summary>
    public long NextNumber => _edits.Count == 0 ? 1 : _edits[^1].Number + 1;

    public void Intend(Edit edit) => Write(edit);

    public void Done(Edit edit) => Write(edit with { Done = true });

    public void Dispose() => _file.Dispose();

    private void Write(Edit edit)
    {
        _file.WriteLine(JsonSerializer.Serialize(edit, EditJson.Default.Edit));
        Remember(edit);
    }

    private void Read(string line)
    {
        // The last line of a killed run may be cut; its edit was not made yet, or is known as intended.
        if (line.EndsWith('}'))
            Remember(JsonSerializer.Deserialize(line, EditJson.Default.Edit)!);
    }

    private void Remember(Edit edit)
    {
        if (_edits.Count > 0 && _edits[^1].Number == edit.Number)
            _edits[^1] = edit;
        else
            _edits.Add(edit);
    }
}
