using Microsoft.CodeAnalysis;
using Tributary.Generators.Durable;
using Tributary.Generators.Infrastructure;
using Tributary.Generators.Registration;
using Tributary.Roslyn;

namespace Tributary.Generators.Sync;

/// <summary>Writes the models of entities, the parts of adapters and orchestrators, and the registration of them all.</summary>
[Generator]
public sealed class SyncGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var entities = Find(context, WellKnownNames.FlowEntityAttribute, EntityParser.Parse).WithTrackingName(TrackingNames.Entities);
        var adapters = Find(context, WellKnownNames.FlowAdapterAttribute, AdapterParser.Parse).WithTrackingName(TrackingNames.Adapters);
        var orchestrators = Find(context, WellKnownNames.FlowOrchestratorAttribute, OrchestratorParser.Parse).WithTrackingName(TrackingNames.Orchestrators);
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

        RegistrationPipeline.Register(
            context,
            [
                Lines(entities.Where(static entity => entity.HasModel), EntityModelEmitter.Registration),
                Lines(adapters.Where(static adapter => adapter.IsHosted), AdapterEmitter.Registration),
                Lines(orchestrators.Where(static orchestrator => orchestrator.IsUsable), OrchestratorEmitter.Registration),
                .. DurablePipeline.Register(context),
            ]);
    }

    private static IncrementalValuesProvider<T> Find<T>(
        IncrementalGeneratorInitializationContext context, string attribute, Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> parse)
        where T : class
        => context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (_, _) => true, parse)
            .Where(static model => model is not null)!;

    private static IncrementalValuesProvider<string> Lines<T>(IncrementalValuesProvider<T> models, Func<T, string> line)
        => models.Select((model, _) => line(model));
}
