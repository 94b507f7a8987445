using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Roslyn;

namespace Tributary.Generators.Durable;

/// <summary>From durable methods and types to the file of each type with durable methods, and to what all of them add to the module.</summary>
internal static class DurablePipeline
{
    /// <summary>Registers the outputs.</summary>
    /// <returns>The statements of each kind for the module.</returns>
    public static IncrementalValuesProvider<string>[] Register(IncrementalGeneratorInitializationContext context)
    {
        var activities = Methods(context, WellKnownNames.DurableActivityAttribute, ActivityParser.Parse).WithTrackingName(DurableTrackingNames.Activities);
        var orchestrations = Methods(context, WellKnownNames.DurableOrchestrationAttribute, OrchestrationParser.Parse).WithTrackingName(DurableTrackingNames.Orchestrations);
        var classes = activities.Collect().Combine(orchestrations.Collect())
            .SelectMany(static (methods, cancellationToken) => DurableMerge.ByClass(methods.Left, methods.Right, cancellationToken))
            .WithTrackingName(DurableTrackingNames.Classes);

        context.RegisterSourceOutput(classes, static (output, type) => output.AddSource(type.Hint, DurableClassEmitter.Emit(type).Finish()));
        return
        [
            classes.Select(static (type, _) => DurableClassEmitter.Registration(type)).Where(static line => line is not null)!,
            // Before the events: of a type that is both, the name of the event is the one to keep.
            Types(context, WellKnownNames.DurableStateAttribute, DurableTypeParser.ParseState, DurableTypeEmitter.State),
            Types(context, WellKnownNames.DurableEventAttribute, DurableTypeParser.ParseEvent, DurableTypeEmitter.Event),
            Types(context, WellKnownNames.DurableQueryAttribute, DurableTypeParser.ParseQuery, DurableTypeEmitter.Query),
            Types(context, WellKnownNames.DurableUpdateAttribute, DurableTypeParser.ParseUpdate, DurableTypeEmitter.Update),
        ];
    }

    private static IncrementalValuesProvider<T> Methods<T>(
        IncrementalGeneratorInitializationContext context, string attribute, Func<GeneratorAttributeSyntaxContext, CancellationToken, T?> parse)
        where T : class
        => context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (node, _) => node is MethodDeclarationSyntax, parse)
            .Where(static model => model is not null)!;

    private static IncrementalValuesProvider<string> Types(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, DurableTypeShape?> parse,
        Func<DurableTypeShape, string> line)
        => context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, parse)
            .WithTrackingName(DurableTrackingNames.Types)
            .Where(static model => model is not null)
            .Select((model, _) => line(model!));
}
