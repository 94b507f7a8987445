using System.Globalization;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>Writes the code of one function. Statements are mapped to their steps in the source; what holds them together is hidden from the debugger.</summary>
internal sealed class CodeWriter(SourceWriter writer)
{
    private bool _isHidden;
    private HashSet<int> _labels = [];

    /// <summary>Writes a whole body.</summary>
    public void Write(List<CodeNode> code)
    {
        _labels = LabelScopes.Used(code);
        _isHidden = false;
        WriteBlock(code);
        writer.Raw("#line default\n");
    }

    /// <summary>Whether nothing runs behind a block.</summary>
    public static bool Ends(List<CodeNode> code) => code.Count > 0 && code[code.Count - 1] switch
    {
        LineNode line => line.Ends,
        GotoNode => true,
        IfNode branch => Ends(branch.Then) && Ends(branch.Otherwise),
        SwitchNode choice => choice.Sections.All(static section => Ends(section.Body)),
        _ => false,
    };

    private void WriteBlock(List<CodeNode> code)
    {
        for (var i = 0; i < code.Count; i++)
        {
            switch (code[i])
            {
                case LineNode line:
                    Map(line.Span);
                    writer.Line(line.Text);
                    break;
                case GotoNode jump:
                    Map(null);
                    writer.Line($"goto {NameOf(jump.State)};");
                    break;
                case LabelNode label when _labels.Contains(label.State):
                    Map(null);
                    writer.Line($"{NameOf(label.State)}:{(i == code.Count - 1 ? " ;" : "")}");
                    break;
                case IfNode branch:
                    Write(branch);
                    break;
                case SwitchNode choice:
                    Write(choice);
                    break;
            }
        }
    }

    private void Write(IfNode branch)
    {
        var (condition, then, otherwise) = (branch.Condition, branch.Then, branch.Otherwise);
        if (then.Count == 0 && otherwise.Count > 0)
            (condition, then, otherwise) = (Negate(condition), otherwise, then);
        Map(branch.Span);
        writer.Line($"if ({condition})");
        WriteBraces(then);
        if (otherwise.Count == 0)
            return;
        if (Ends(then))
        {
            WriteBlock(otherwise);
            return;
        }

        writer.Line("else");
        WriteBraces(otherwise);
    }

    private static string Negate(string condition)
        => condition.Contains(" == ") ? condition.Replace(" == ", " != ")
            : condition.StartsWith("!", StringComparison.Ordinal) ? condition.Substring(1)
            : condition.StartsWith("await ", StringComparison.Ordinal) ? $"!({condition})"
            : "!" + condition;

    private void Write(SwitchNode choice)
    {
        Map(choice.Span);
        writer.Line($"switch ({choice.Subject})");
        Map(null);
        writer.Line("{").Indent();
        foreach (var (labels, body) in choice.Sections)
        {
            foreach (var label in labels)
                writer.Line(label);
            writer.Indent();
            WriteBlock(body);
            Map(null);
            if (!Ends(body))
                writer.Line("break;");
            writer.Outdent();
        }

        writer.Outdent().Line("}");
    }

    private void WriteBraces(List<CodeNode> block)
    {
        Map(null);
        writer.Line("{").Indent();
        WriteBlock(block);
        Map(null);
        writer.Outdent().Line("}");
    }

    private void Map(Span? span)
    {
        if (span is { Path.Length: > 0 } step)
        {
            writer.Raw(ActionEmitter.Directive(step, writer.Column) + "\n");
            _isHidden = false;
        }
        else if (!_isHidden)
        {
            writer.Raw("#line hidden\n");
            _isHidden = true;
        }
    }

    private static string NameOf(int state) => "L" + state.ToString(CultureInfo.InvariantCulture);
}
