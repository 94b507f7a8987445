using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Tributary.Generators.Codec;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Sync;

/// <summary>From entities, adapters and orchestrators to the file of each, and to what they add to codecs and to the module.</summary>
internal static class SyncPipeline
{
    /// <summary>The attributes that the pillar looks for.</summary>
    public static readonly ImmutableArray<string> Attributes =
        [WellKnownNames.FlowEntityAttribute, WellKnownNames.FlowAdapterAttribute, WellKnownNames.FlowOrchestratorAttribute];

    /// <summary>Registers the outputs.</summary>
    public static PillarOutput Register(IncrementalGeneratorInitializationContext context, AnnotationFinder annotations)
    {
        var encoded = annotations.For(WellKnownNames.FlowEntityAttribute, EntityParser.Parse).WithTrackingName(TrackingNames.Entities);
        var entities = encoded.Models();
        var adapters = annotations.For(WellKnownNames.FlowAdapterAttribute, AdapterParser.Parse, AdapterParser.ReadsOneBody).WithTrackingName(TrackingNames.Adapters);
        var orchestrators = annotations.For(WellKnownNames.FlowOrchestratorAttribute, OrchestratorParser.Parse).WithTrackingName(TrackingNames.Orchestrators);
        var shared = HintNames.Shared(
            entities.Select(static (entity, _) => entity.Type),
            adapters.Select(static (adapter, _) => adapter.Type),
            orchestrators.Select(static (orchestrator, _) => orchestrator.Type));

        context.RegisterSourceOutput(entities.Combine(shared), static (output, pair) =>
        {
            var writer = GeneratedFile.Start();
            EntityPartialEmitter.Write(writer, pair.Left);
            EntityModelEmitter.Write(writer, pair.Left);
            output.AddSource(HintNames.Of(pair.Left.Type, "entity", pair.Right), writer.Finish());
        });
        context.RegisterSourceOutput(adapters.Where(static adapter => adapter.HasFlow).Combine(shared), static (output, pair) =>
        {
            var writer = GeneratedFile.Start();
            AdapterEmitter.Write(writer, pair.Left);
            output.AddSource(HintNames.Of(pair.Left.Type, "adapter", pair.Right), writer.Finish());
        });
        context.RegisterSourceOutput(orchestrators.Where(static orchestrator => orchestrator.Handlers.Count > 0).Combine(shared), static (output, pair) =>
        {
            var writer = GeneratedFile.Start();
            OrchestratorEmitter.Write(writer, pair.Left);
            output.AddSource(HintNames.Of(pair.Left.Type, "orchestrator", pair.Right), writer.Finish());
        });

        return new(
            [encoded.Codecs()],
            [
                Lines(entities.Where(static entity => entity.HasModel), EntityModelEmitter.Registration),
                Lines(adapters.Where(static adapter => adapter.IsHosted), AdapterEmitter.Registration),
                Lines(orchestrators.Where(static orchestrator => orchestrator.IsUsable), OrchestratorEmitter.Registration),
            ]);
    }

    private static IncrementalValuesProvider<string> Lines<T>(IncrementalValuesProvider<T> models, Func<T, string> line)
        => models.Select((model, _) => line(model));
}
