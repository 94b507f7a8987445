using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Durable;

/// <summary>
/// Orchestrations and activities are written so that generated code can call them. The generator leaves a method with a mistake out, by
/// the same rules.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DurableMethodAnalyzer() : TributaryAnalyzer(
    Descriptors.TRIB2001_OrchestrationMustBeStatic,
    Descriptors.TRIB2002_OrchestrationMustReturnDurable,
    Descriptors.TRIB2003_OrchestrationMustTakeContextFirst,
    Descriptors.TRIB2004_DurableMethodMustNotBeGeneric,
    Descriptors.TRIB2005_DurableMethodMustBeReachable,
    Descriptors.TRIB2006_DurableParameterMustBeByValue,
    Descriptors.TRIB2007_ActivityMustBeCallable,
    Descriptors.TRIB2008_ActivityClassMustBeCreatable)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
        => context.RegisterSymbolAction(Analyze, SymbolKind.Method);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.FindAttribute(WellKnownNames.DurableOrchestrationAttribute) is not null)
            Report(context, method, DurableMethodRules.FindOrchestrationFault(method));
        if (method.FindAttribute(WellKnownNames.DurableActivityAttribute) is not null)
            Report(context, method, DurableMethodRules.FindActivityFault(method));
    }

    private static void Report(SymbolAnalysisContext context, IMethodSymbol method, DurableFault? found)
    {
        // A type that does not exist is the compiler's to report.
        if (found is not { } fault || (fault.Kind == DurableFaultKind.OrchestrationReturn && method.ReturnType.TypeKind == TypeKind.Error))
            return;
        var (descriptor, arguments) = fault.Kind switch
        {
            DurableFaultKind.NotStatic => (Descriptors.TRIB2001_OrchestrationMustBeStatic, new object[] { method.Name }),
            DurableFaultKind.OrchestrationReturn => (Descriptors.TRIB2002_OrchestrationMustReturnDurable,
                [method.Name, method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)]),
            DurableFaultKind.OrchestrationContext => (Descriptors.TRIB2003_OrchestrationMustTakeContextFirst, [method.Name, fault.Cause]),
            DurableFaultKind.Generic => (Descriptors.TRIB2004_DurableMethodMustNotBeGeneric, [method.Name]),
            DurableFaultKind.Reach => (Descriptors.TRIB2005_DurableMethodMustBeReachable, [method.Name, fault.Cause]),
            DurableFaultKind.ByReference => (Descriptors.TRIB2006_DurableParameterMustBeByValue, [fault.At.Name, method.Name]),
            DurableFaultKind.ActivitySignature => (Descriptors.TRIB2007_ActivityMustBeCallable, [method.Name, fault.Cause]),
            _ => (Descriptors.TRIB2008_ActivityClassMustBeCreatable, [method.Name, method.ContainingType.Name]),
        };
        context.ReportDiagnostic(Diagnostic.Create(descriptor, SymbolLocations.NameOf(fault.At), arguments));
    }
}
