using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tributary.Generators.Benchmarks;

/// <summary>A generator that looks for an attribute nobody uses: what the compiler needs for any generator.</summary>
internal sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var nothing = context.SyntaxProvider.ForAttributeWithMetadataName("Nowhere.NothingAttribute", static (_, _) => true, static (_, _) => 0);
        context.RegisterSourceOutput(nothing, static (_, _) => { });
    }
}

/// <summary>A generator that finds the annotated types in the usual way, reads their names and writes a line about each.</summary>
internal sealed class NamesGenerator : IIncrementalGenerator
{
    private static readonly string[] s_attributes = ["Tributary.FlowEntityAttribute", "Tributary.FlowAdapterAttribute", "Tributary.FlowOrchestratorAttribute"];

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var attribute in s_attributes)
        {
            var names = context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (_, _) => true, static (match, _) => match.TargetSymbol.Name);
            context.RegisterSourceOutput(names, static (output, name) => output.AddSource(name + ".Names.g.cs", "// " + name));
        }
    }
}

/// <summary>An analyzer that is shown every operation and looks at none: what the compiler needs for any analyzer of bodies.</summary>
internal sealed class EmptyAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_nothing = new("NOTHING", "Nothing", "Nothing", "Nothing", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_nothing];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
        context.RegisterSymbolAction(static _ => { }, SymbolKind.NamedType);
    }
}
