using System.Text;

namespace Tributary.Generators.Infrastructure;

/// <summary>Writes indented C# with <c>\n</c> line ends, whatever the machine's own are.</summary>
internal sealed class SourceWriter
{
    private const string Indentation = "    ";
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one line; an empty one carries no indentation.</summary>
    public SourceWriter Line(string line = "")
    {
        if (line.Length > 0)
        {
            for (var i = 0; i < _depth; i++)
                _text.Append(Indentation);
            _text.Append(line);
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>Writes several lines, each at the present depth.</summary>
    public SourceWriter Lines(string block)
    {
        var start = 0;
        while (start <= block.Length)
        {
            var end = block.IndexOf('\n', start);
            if (end < 0)
                end = block.Length;
            var length = end > start && block[end - 1] == '\r' ? end - start - 1 : end - start;
            Line(block.Substring(start, length));
            start = end + 1;
        }

        return this;
    }

    /// <summary>Writes a line, opens a brace and indents.</summary>
    public SourceWriter Open(string line)
    {
        Line(line).Line("{");
        _depth++;
        return this;
    }

    /// <summary>Closes a brace.</summary>
    /// <param name="suffix">What follows the brace, such as a semicolon.</param>
    public SourceWriter Close(string suffix = "")
    {
        _depth--;
        return Line("}" + suffix);
    }

    /// <summary>Indents without a brace, for a continued statement.</summary>
    public SourceWriter Indent()
    {
        _depth++;
        return this;
    }

    /// <summary>Takes one indentation back.</summary>
    public SourceWriter Outdent()
    {
        _depth--;
        return this;
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();
}
