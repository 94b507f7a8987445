using Microsoft.CodeAnalysis;
using Tributary.Generators.Codec;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Durable;

/// <summary>Reads a type marked as an event, a state, a query or an update. One with a mistake is left out: the analyzer reports it.</summary>
internal static class DurableTypeParser
{
    public static Encoded<DurableTypeShape>? ParseEvent(Annotation annotation, CancellationToken cancellationToken) => Parse(annotation, null, cancellationToken);

    public static Encoded<DurableTypeShape>? ParseState(Annotation annotation, CancellationToken cancellationToken) => Parse(annotation, null, cancellationToken);

    public static Encoded<DurableTypeShape>? ParseQuery(Annotation annotation, CancellationToken cancellationToken)
        => Parse(annotation, WellKnownNames.IDurableQuery, cancellationToken);

    public static Encoded<DurableTypeShape>? ParseUpdate(Annotation annotation, CancellationToken cancellationToken)
        => Parse(annotation, WellKnownNames.IDurableUpdate, cancellationToken);

    private static Encoded<DurableTypeShape>? Parse(Annotation annotation, string? interfaceMetadataName, CancellationToken cancellationToken)
        => annotation.Symbol is INamedTypeSymbol type
            ? new(Read(type, annotation, interfaceMetadataName, cancellationToken), Codecs(type, annotation.Compilation, cancellationToken))
            : null;

    // The same for all four attributes, because a type can have several: the type itself and what it is answered with.
    private static EquatableArray<CodecShape> Codecs(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var roots = new[] { type, DurableTypeRules.ResultOf(type, WellKnownNames.IDurableQuery), DurableTypeRules.ResultOf(type, WellKnownNames.IDurableUpdate) };
        return CodecShapeParser.Parse(roots.OfType<ITypeSymbol>(), compilation, cancellationToken);
    }

    private static DurableTypeShape? Read(INamedTypeSymbol type, Annotation annotation, string? interfaceMetadataName, CancellationToken cancellationToken)
    {
        var classifier = new CodecTypeClassifier(annotation.Compilation, cancellationToken);
        if (classifier.Classify(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), out _) is not { } codec)
            return null;
        var name = DurableTypeRules.NameOf(type, annotation.Attribute);
        if (interfaceMetadataName is null)
            return new(codec.Name, name, codec, null, null);
        return DurableTypeRules.ResultOf(type, interfaceMetadataName) is { } result && classifier.Classify(result, out _) is { } answer
            ? new(codec.Name, name, codec, answer.Display, answer)
            : null;
    }
}
