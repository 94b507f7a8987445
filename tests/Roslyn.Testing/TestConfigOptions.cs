using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tributary.Roslyn.Testing;

/// <summary>The settings of an .editorconfig, read as the compiler reads them, for every file alike.</summary>
internal sealed class TestConfigOptions(string editorConfig) : AnalyzerConfigOptionsProvider
{
    private readonly Options _options = new(AnalyzerConfigSet.Create((AnalyzerConfig[])[AnalyzerConfig.Parse("[*.cs]\n" + editorConfig, "/.editorconfig")])
        .GetOptionsForSourcePath("/0/Test0.cs").AnalyzerOptions);

    public override AnalyzerConfigOptions GlobalOptions => _options;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _options;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;

    private sealed class Options(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
