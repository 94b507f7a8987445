using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Analyzers.Determinism;

namespace Tributary.Analyzers.Tests.Determinism;

#pragma warning disable RS1001 // It is made of analyzers that are marked, and is none of its own.
/// <summary>All determinism rules as one analyzer.</summary>
public sealed class DeterminismSet : DiagnosticAnalyzer
#pragma warning restore RS1001
{
    private readonly DiagnosticAnalyzer[] _all =
    [
        new DeterminismAnalyzer(), new AwaitAnalyzer(), new OperationUseAnalyzer(), new CatchAllAnalyzer(), new EndlessLoopAnalyzer(),
        new ReplayBranchAnalyzer(), new HashOrderAnalyzer(),
    ];

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [.. _all.SelectMany(static analyzer => analyzer.SupportedDiagnostics)];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context) => Array.ForEach(_all, analyzer => analyzer.Initialize(context));
}
