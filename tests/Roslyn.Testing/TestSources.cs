using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Tributary.Roslyn.Testing;

/// <summary>The source files of a test project, in order; a file without a name is <c>/0/Test{n}.cs</c>.</summary>
public sealed class TestSources : List<(string Path, string Text)>
{
    /// <summary>Adds a file with the next default name.</summary>
    public void Add(string text) => Add(($"/0/Test{Count}.cs", text));

    internal TestSources Copy(Func<string, string> change)
    {
        var copy = new TestSources();
        foreach (var (path, text) in this)
            copy.Add((path, change(text)));
        return copy;
    }

    internal static CSharpSyntaxTree Parse(string path, string text)
        => (CSharpSyntaxTree)CSharpSyntaxTree.ParseText(SourceText.From(text.ReplaceLineEndings("\n"), System.Text.Encoding.UTF8), TestCompilation.ParseOptions, path);
}
