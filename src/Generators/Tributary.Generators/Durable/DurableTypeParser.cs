using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Durable;

/// <summary>Reads a type marked as an event, a state, a query or an update. One with a mistake is left out: the analyzer reports it.</summary>
internal static class DurableTypeParser
{
    // One memo per attribute, because a type can have several.
    private static readonly ModelMemo<DurableTypeShape?> s_events = new();
    private static readonly ModelMemo<DurableTypeShape?> s_states = new();
    private static readonly ModelMemo<DurableTypeShape?> s_queries = new();
    private static readonly ModelMemo<DurableTypeShape?> s_updates = new();

    public static DurableTypeShape? ParseEvent(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => s_events.Of(context, static (context, cancellationToken) => Read(context, null, cancellationToken), cancellationToken);

    public static DurableTypeShape? ParseState(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => s_states.Of(context, static (context, cancellationToken) => Read(context, null, cancellationToken), cancellationToken);

    public static DurableTypeShape? ParseQuery(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => s_queries.Of(context, static (context, cancellationToken) => Read(context, WellKnownNames.IDurableQuery, cancellationToken), cancellationToken);

    public static DurableTypeShape? ParseUpdate(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => s_updates.Of(context, static (context, cancellationToken) => Read(context, WellKnownNames.IDurableUpdate, cancellationToken), cancellationToken);

    private static DurableTypeShape? Read(GeneratorAttributeSyntaxContext context, string? interfaceMetadataName, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type)
            return null;
        var classifier = new CodecTypeClassifier(context.SemanticModel.Compilation, cancellationToken);
        if (classifier.Classify(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), out _) is not { } codec)
            return null;
        var name = DurableTypeRules.NameOf(type, context.Attributes[0]);
        if (interfaceMetadataName is null)
            return new(codec.Name, name, codec, null, null);
        return DurableTypeRules.ResultOf(type, interfaceMetadataName) is { } result && classifier.Classify(result, out _) is { } answer
            ? new(codec.Name, name, codec, answer.Display, answer)
            : null;
    }
}
