using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor TRIB1101_OrchestratorMustDeriveFromBase = Create(
        "TRIB1101",
        "An orchestrator must derive from FlowOrchestratorBase",
        Sync,
        DiagnosticSeverity.Error,
        "The orchestrator '{0}' cannot register handlers because it does not derive from FlowOrchestratorBase. Derive it from FlowOrchestratorBase.");

    public static readonly DiagnosticDescriptor TRIB1102_OrchestratorWithHandlerMethodsMustBePartial = Create(
        "TRIB1102",
        "An orchestrator with [OnUpdate] methods must be partial",
        Sync,
        DiagnosticSeverity.Error,
        "The [OnUpdate] methods of '{0}' cannot be dispatched because '{1}' is not partial. Add the 'partial' modifier to '{1}'.");

    public static readonly DiagnosticDescriptor TRIB1103_EntityMustHaveOneHandler = Create(
        "TRIB1103",
        "An entity must have one handler in an orchestrator",
        Sync,
        DiagnosticSeverity.Error,
        "The orchestrator '{0}' has a second handler for '{1}', but an update gets one decision. Merge the handlers into one.");

    public static readonly DiagnosticDescriptor TRIB1104_HandlerMethodMustHaveSignature = Create(
        "TRIB1104",
        "A method marked [OnUpdate] must have the signature of a handler",
        Sync,
        DiagnosticSeverity.Error,
        "'{0}' cannot be a handler because {1}. {2}.");

    public static readonly DiagnosticDescriptor TRIB1105_EntityMustHaveOneOrchestrator = Create(
        "TRIB1105",
        "An entity must have one orchestrator",
        Sync,
        DiagnosticSeverity.Error,
        "The entity '{1}' has handlers in the orchestrators '{2}' and '{0}', but an update gets one decision. Keep the handler in one of them.",
        atCompilationEnd: true);

    public static readonly DiagnosticDescriptor TRIB1106_AsyncHandlerMustUseOnUpdateAsync = Create(
        "TRIB1106",
        "An asynchronous handler must be registered with OnUpdateAsync",
        Sync,
        DiagnosticSeverity.Error,
        "The handler of '{0}' cannot be async because 'proposed' is passed by reference, which no await can cross. Register it as 'OnUpdateAsync<{0}>(async (context, ct) => ...)' and use 'context.Proposed'.");
}
