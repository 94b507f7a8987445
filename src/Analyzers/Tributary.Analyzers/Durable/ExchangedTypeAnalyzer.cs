using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Tributary.Roslyn;

namespace Tributary.Analyzers.Durable;

/// <summary>What an orchestration waits for, keeps or shows has a registered codec: its type is marked, or a simple one that needs no mark.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExchangedTypeAnalyzer() : TributaryAnalyzer(Descriptors.TRIB2013_ExchangedTypeMustBeMarked)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
        => context.RegisterOperationAction(Analyze, OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { TypeArguments.Length: 1 } method || AttributeFor(method) is not { } attribute)
            return;
        var type = method.TypeArguments[0];
        if (type.TypeKind is TypeKind.TypeParameter or TypeKind.Error || IsSimple(type) || type.FindAttribute(attribute) is not null)
            return;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.TRIB2013_ExchangedTypeMustBeMarked,
            LocationOf(call.Syntax),
            type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            method.Name,
            attribute == WellKnownNames.DurableEventAttribute ? "DurableEvent" : "DurableState"));
    }

    private static string? AttributeFor(IMethodSymbol method)
    {
        switch (method.Name)
        {
            case "WaitForEvent" or "Events" or "RaiseEvent" when method.ContainingType.HasMetadataName(WellKnownNames.OrchestrationContext):
            case "RaiseAsync" when method.ContainingType.HasMetadataName(WellKnownNames.InstanceHandle):
                return WellKnownNames.DurableEventAttribute;
            case "SetStatus" when method.ContainingType.HasMetadataName(WellKnownNames.OrchestrationContext):
            case "Get" or "Set" when method.ContainingType.HasMetadataName(WellKnownNames.StateMap):
                return WellKnownNames.DurableStateAttribute;
            default:
                return null;
        }
    }

    // The types that the runtime knows by itself.
    private static bool IsSimple(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Double
            or SpecialType.System_Decimal or SpecialType.System_String
        || type.HasMetadataName("System.Guid") || type.HasMetadataName("System.DateTimeOffset") || type.HasMetadataName("System.TimeSpan");

    private static Location LocationOf(SyntaxNode call)
    {
        var name = call is InvocationExpressionSyntax invocation
            ? invocation.Expression switch
            {
                MemberAccessExpressionSyntax access => access.Name,
                MemberBindingExpressionSyntax binding => binding.Name,
                _ => invocation.Expression,
            }
            : call;
        return (name is GenericNameSyntax generic ? generic.TypeArgumentList.Arguments[0] : name).GetLocation();
    }
}
