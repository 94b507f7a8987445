using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Setup;

/// <summary>The generated registration can name every annotated type, and the host can create every orchestrator and adapter.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RegistrationAnalyzer() : TributaryAnalyzer(Descriptors.TRIB0003_RegisteredTypeMustBeReachable)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
        => context.RegisterSymbolAction(static symbol => Analyze(symbol), SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var isEntity = type.FindAttribute(WellKnownNames.FlowEntityAttribute) is not null;
        var isService = type.FindAttribute(WellKnownNames.FlowOrchestratorAttribute) is not null
            || type.FindAttribute(WellKnownNames.FlowAdapterAttribute) is not null;
        if (!isEntity && !isService)
            return;

        var (cause, remedy) = type switch
        {
            _ when !TypeRules.IsVisibleInAssembly(type) => ("generated code cannot see it", "Declare it and the types around it as public or internal"),
            _ when !isService => default,
            _ when TypeRules.IsGeneric(type) => ("it has type parameters, or lies in a type that has", "Mark a class without type parameters"),
            { IsAbstract: true } or { IsStatic: true } => ("the host cannot create it", "Remove 'abstract' or 'static', or mark a derived class"),
            _ => default,
        };
        if (cause is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TRIB0003_RegisteredTypeMustBeReachable, SymbolLocations.NameOf(type), type.Name, cause, remedy));
        }
    }
}
