using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Tributary.Roslyn;

namespace Tributary.Analyzers.Sync;

/// <summary>Sending is awaited, and the flow of the running adapter is used where an adapter runs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SendAnalyzer() : TributaryAnalyzer(
    Descriptors.TRIB1304_SendShouldBeAwaited,
    Descriptors.TRIB1305_SendShouldBeInsideAdapter)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        context.RegisterOperationAction(operation => AnalyzeCall(operation, types), OperationKind.Invocation);
        context.RegisterOperationAction(operation => AnalyzeUpdates(operation, types), OperationKind.PropertyReference);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, KnownTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        if (method.Name is not ("Send" or "SendMany" or "Patch"))
            return;
        var isAmbient = KnownTypes.Is(method.ContainingType, types.Flow) || KnownTypes.Is(method.ContainingType, types.FlowEntityExtensions);
        if (!isAmbient && !KnownTypes.Is(method.ContainingType, types.AdapterFlow))
            return;

        if (IsDiscarded(call))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TRIB1304_SendShouldBeAwaited, call.Syntax.GetLocation(), method.Name));
        if (isAmbient)
            JudgePlace(context, types, NameIn(call), method.IsExtensionMethod ? "Send()" : "Flow." + method.Name);
    }

    private static void AnalyzeUpdates(OperationAnalysisContext context, KnownTypes types)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        if (KnownTypes.Is(reference.Property.ContainingType, types.Flow))
            JudgePlace(context, types, reference.Syntax, "Flow." + reference.Property.Name);
    }

    private static bool IsDiscarded(IInvocationOperation call) => call.Parent switch
    {
        IExpressionStatementOperation => true,
        ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
        IConditionalAccessOperation { Parent: IExpressionStatementOperation } => true,
        _ => false,
    };

    private static void JudgePlace(OperationAnalysisContext context, KnownTypes types, SyntaxNode where, string what)
    {
        for (var type = context.ContainingSymbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.FindAttribute(WellKnownNames.FlowAdapterAttribute) is not null)
                return;
            // The base of adapters; the derived class carries the attribute.
            if (type.IsAbstract && types.IsHostedService(type))
                return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.TRIB1305_SendShouldBeInsideAdapter, where.GetLocation(), what, context.ContainingSymbol.ContainingType?.Name ?? context.ContainingSymbol.Name));
    }

    private static SyntaxNode NameIn(IInvocationOperation call) => call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }
        ? access.Name
        : call.Syntax;
}
