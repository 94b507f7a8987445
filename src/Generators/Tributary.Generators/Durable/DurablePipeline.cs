using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Tributary.Generators.Codec;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Durable;

/// <summary>From durable methods and types to the file of each type with durable methods, and to what they add to codecs and to the module.</summary>
internal static class DurablePipeline
{
    /// <summary>The attributes that the pillar looks for.</summary>
    public static readonly ImmutableArray<string> Attributes =
    [
        WellKnownNames.DurableActivityAttribute,
        WellKnownNames.DurableOrchestrationAttribute,
        WellKnownNames.DurableStateAttribute,
        WellKnownNames.DurableEventAttribute,
        WellKnownNames.DurableQueryAttribute,
        WellKnownNames.DurableUpdateAttribute,
    ];

    /// <summary>Registers the outputs.</summary>
    public static PillarOutput Register(IncrementalGeneratorInitializationContext context, AnnotationFinder annotations)
    {
        var activities = annotations.For(WellKnownNames.DurableActivityAttribute, ActivityParser.Parse).WithTrackingName(DurableTrackingNames.Activities);
        var orchestrations = annotations.For(WellKnownNames.DurableOrchestrationAttribute, OrchestrationParser.Parse).WithTrackingName(DurableTrackingNames.Orchestrations);
        var states = annotations.For(WellKnownNames.DurableStateAttribute, DurableTypeParser.ParseState).WithTrackingName(DurableTrackingNames.Types);
        var events = annotations.For(WellKnownNames.DurableEventAttribute, DurableTypeParser.ParseEvent).WithTrackingName(DurableTrackingNames.Types);
        var queries = annotations.For(WellKnownNames.DurableQueryAttribute, DurableTypeParser.ParseQuery).WithTrackingName(DurableTrackingNames.Types);
        var updates = annotations.For(WellKnownNames.DurableUpdateAttribute, DurableTypeParser.ParseUpdate).WithTrackingName(DurableTrackingNames.Types);
        var classes = activities.Models().Collect().Combine(orchestrations.Models().Collect())
            .SelectMany(static (methods, cancellationToken) => DurableMerge.ByClass(methods.Left, methods.Right, cancellationToken))
            .WithTrackingName(DurableTrackingNames.Classes);

        context.RegisterSourceOutput(classes, static (output, type) => output.AddSource(type.Hint, DurableClassEmitter.Emit(type).Finish()));
        return new(
            [activities.Codecs(), orchestrations.Codecs(), states.Codecs(), events.Codecs(), queries.Codecs(), updates.Codecs()],
            [
                classes.Select(static (type, _) => DurableClassEmitter.Registration(type)).Where(static line => line is not null)!,
                // Before the events: of a type that is both, the name of the event is the one to keep.
                states.Models().Select(static (type, _) => DurableTypeEmitter.State(type)),
                events.Models().Select(static (type, _) => DurableTypeEmitter.Event(type)),
                queries.Models().Select(static (type, _) => DurableTypeEmitter.Query(type)),
                updates.Models().Select(static (type, _) => DurableTypeEmitter.Update(type)),
            ]);
    }
}
