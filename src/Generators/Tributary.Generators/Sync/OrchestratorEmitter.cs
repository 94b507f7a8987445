using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Sync;

/// <summary>Writes the direct dispatch to [OnUpdate] methods, and the line that registers an orchestrator.</summary>
internal static class OrchestratorEmitter
{
    public static void Write(SourceWriter writer, OrchestratorShape orchestrator)
    {
        var interfaces = string.Join(", ", orchestrator.Handlers.Select(static handler => $"global::Tributary.IUpdateHandler<{handler.Entity}>"));
        var opened = PartialType.Open(writer, orchestrator.Type, interfaces);
        foreach (var handler in orchestrator.Handlers)
        {
            writer.Line("/// <inheritdoc />")
                .Line(GeneratedFile.Attribute)
                .Line($"global::Tributary.UpdateResult global::Tributary.IUpdateHandler<{handler.Entity}>.Handle(ref {handler.Entity} proposed, {handler.Entity}? current, global::Tributary.UpdateMetadata metadata)")
                .Indent()
                .Line($"=> {CSharpText.Identifier(handler.Method)}(ref proposed, current, metadata);")
                .Outdent();
        }

        PartialType.Close(writer, opened);
    }

    /// <summary>The statement that registers the orchestrator.</summary>
    public static string Registration(OrchestratorShape orchestrator)
        => $"global::Tributary.Sync.SyncRegistration.AddOrchestrator<{orchestrator.Type.FullName}>(builder, pushUpdates: {(orchestrator.PushUpdates ? "true" : "false")});";
}
