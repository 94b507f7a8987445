using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Tributary.Roslyn.Testing;

/// <summary>A diagnostic that a test expects. What is not stated is not compared.</summary>
public sealed record DiagnosticResult
{
    private DiagnosticResult(string id) => Id = id;

    /// <summary>Expects a diagnostic by its descriptor, with the descriptor's severity.</summary>
    public DiagnosticResult(DiagnosticDescriptor descriptor)
        : this(descriptor.Id) => (Severity, MessageFormat) = (descriptor.DefaultSeverity, descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture));

    /// <summary>Expects a diagnostic by its id.</summary>
    public DiagnosticResult(string id, DiagnosticSeverity severity)
        : this(id) => Severity = severity;

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>The severity, or null for any.</summary>
    public DiagnosticSeverity? Severity { get; private init; }

    /// <summary>The message, or null for any.</summary>
    public string? Message { get; private init; }

    internal string? MessageFormat { get; private init; }

    internal int? MarkupKey { get; private init; }

    internal string? Path { get; private init; }

    internal LinePosition? Start { get; private init; }

    internal LinePosition? End { get; private init; }

    internal TextSpan? Span { get; private init; }

    /// <summary>Expects an error of the compiler.</summary>
    public static DiagnosticResult CompilerError(string id) => new(id, DiagnosticSeverity.Error);

    /// <summary>Expects it at the location marked <c>{|#key:..|}</c>.</summary>
    public DiagnosticResult WithLocation(int markupKey) => this with { MarkupKey = markupKey };

    /// <summary>Expects it to start at a line and column, counted from 1.</summary>
    public DiagnosticResult WithLocation(int line, int column) => this with { Start = new(line - 1, column - 1) };

    /// <summary>Expects it at a span of lines and columns, counted from 1.</summary>
    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn)
        => this with { Start = new(startLine - 1, startColumn - 1), End = new(endLine - 1, endColumn - 1) };

    /// <summary>Expects it at a span in one of several files.</summary>
    public DiagnosticResult WithSpan(string path, int startLine, int startColumn, int endLine, int endColumn)
        => WithSpan(startLine, startColumn, endLine, endColumn) with { Path = path };

    /// <summary>Expects these arguments in the message.</summary>
    public DiagnosticResult WithArguments(params object[] arguments) => this with
    {
        Message = string.Format(
            CultureInfo.InvariantCulture,
            MessageFormat ?? throw new RoslynTestException($"Arguments of {Id} can be compared only when it is made of a descriptor; use Diagnostic(\"{Id}\") of the test class."),
            arguments),
    };

    /// <summary>Expects this message.</summary>
    public DiagnosticResult WithMessage(string message) => this with { Message = message };

    /// <summary>Expects this severity.</summary>
    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };

    internal static DiagnosticResult AtSpan(string id, string path, TextSpan span) => new(id) { Path = path, Span = span };

    internal DiagnosticResult Resolve(ImmutableArray<(string Path, TestMarkup Markup)> files)
    {
        if (MarkupKey is not { } key)
            return this;
        foreach (var (path, markup) in files)
        {
            if (markup.Numbered.TryGetValue(key, out var span))
                return this with { Path = path, Span = span };
        }

        throw new RoslynTestException($"{Id} is expected at #{key}, but no source has a mark {{|#{key}:..|}}.");
    }

    internal bool Matches(Diagnostic actual)
    {
        if (actual.Id != Id || (Severity is { } severity && actual.Severity != severity))
            return false;
        if (Message is not null && actual.GetMessage(CultureInfo.InvariantCulture) != Message)
            return false;
        if (Path is not null && actual.Location.SourceTree?.FilePath != Path)
            return false;
        if (Span is { } span && actual.Location.SourceSpan != span)
            return false;
        var lines = actual.Location.GetLineSpan();
        return (Start is not { } start || lines.StartLinePosition == start) && (End is not { } end || lines.EndLinePosition == end);
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id} at {Where()}{(Message is null ? "" : ": " + Message)}");

    private string Where() => Span is { } span ? $"{Path} [{span.Start}..{span.End})" : Start is { } start ? $"({start.Line + 1},{start.Character + 1})" : "any location";
}
