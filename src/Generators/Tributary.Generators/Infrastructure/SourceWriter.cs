using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Tributary.Generators.Infrastructure;

/// <summary>
/// Writes indented C# with <c>\n</c> line ends, whatever the machine's own are. An interpolated line goes piece by piece into the text:
/// no string of its own is made of it.
/// </summary>
internal sealed class SourceWriter
{
    private const string Indentation = "    ";

    // Nearly every file fits, and so does its buffer below the large object heap.
    private const int Capacity = 32 * 1024;

    // A run writes two files for each entity, one after the other: they share a buffer.
    [ThreadStatic]
    private static StringBuilder? t_spare;

    private readonly StringBuilder _text;
    private int _depth;

    public SourceWriter()
    {
        _text = t_spare ?? new(Capacity);
        t_spare = null;
    }

    /// <summary>Writes one line; an empty one carries no indentation.</summary>
    public SourceWriter Line(string line = "")
    {
        if (line.Length > 0)
            StartLine().Append(line);
        return EndLine();
    }

    /// <summary>Writes one line.</summary>
    public SourceWriter Line([InterpolatedStringHandlerArgument("")] InterpolatedLine line)
        => line.Writer.EndLine();

    /// <summary>Writes several lines, each at the present depth.</summary>
    public SourceWriter Lines(string block)
    {
        var start = 0;
        while (start <= block.Length)
        {
            var end = block.IndexOf('\n', start);
            if (end < 0)
                end = block.Length;
            Line(block.Substring(start, end - start));
            start = end + 1;
        }

        return this;
    }

    /// <summary>Writes text as it is, without indentation.</summary>
    public SourceWriter Raw(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>How many columns a line is indented.</summary>
    public int Column => _depth * Indentation.Length;

    /// <summary>Writes a line, opens a brace and indents.</summary>
    public SourceWriter Open(string line)
    {
        Line(line).Line("{");
        _depth++;
        return this;
    }

    /// <summary>Writes a line, opens a brace and indents.</summary>
    public SourceWriter Open([InterpolatedStringHandlerArgument("")] InterpolatedLine line)
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
        return Line($"}}{suffix}");
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

    /// <summary>The finished file. Nothing can be written after it.</summary>
    public SourceText Finish()
    {
        var text = SourceText.From(_text.ToString(), Encoding.UTF8);
        t_spare = _text.Capacity == Capacity ? _text.Clear() : null;
        return text;
    }

    private StringBuilder StartLine()
    {
        for (var i = 0; i < _depth; i++)
            _text.Append(Indentation);
        return _text;
    }

    private SourceWriter EndLine()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>A line in the making. The compiler calls its methods, in the order of the pieces.</summary>
    [InterpolatedStringHandler]
    public readonly struct InterpolatedLine
    {
        private readonly StringBuilder _text;

        public InterpolatedLine(int literalLength, int formattedCount, SourceWriter writer)
        {
            _ = literalLength + formattedCount;
            Writer = writer;
            _text = writer.StartLine();
        }

        public SourceWriter Writer { get; }

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(string? text) => _text.Append(text);

        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));
    }
}
