using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers;

/// <summary>Every rule, by range. A rule's name states what the code must be; its message says subject, cause and remedy.</summary>
internal static partial class Descriptors
{
    private const string Setup = "Tributary.Setup";
    private const string Sync = "Tributary.Sync";

    private const string DocumentationUrl = "https://github.com/tributary-sdk/tributary/blob/main/docs/diagnostics/";

    private static DiagnosticDescriptor Create(
        string id, string title, string category, DiagnosticSeverity severity, string messageFormat, bool atCompilationEnd = false) => new(
            id,
            title,
            messageFormat,
            category,
            severity,
            isEnabledByDefault: true,
            helpLinkUri: DocumentationUrl + id + ".md",
            customTags: atCompilationEnd ? [WellKnownDiagnosticTags.CompilationEnd] : []);
}
