using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tributary.Analyzers;

/// <summary>
/// The base of every rule: sets the analysis options once, resolves the SDK's symbols once per compilation, and does nothing in a
/// project that does not reference the SDK.
/// </summary>
/// <param name="descriptors">The rules that the analyzer reports.</param>
public abstract class TributaryAnalyzer(params DiagnosticDescriptor[] descriptors) : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. descriptors];

    /// <inheritdoc />
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Resolve(start.Compilation) is { } types)
                Register(start, types);
        });
    }

    /// <summary>Registers the rule's actions for a compilation that references the SDK.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownTypes types);
}
