using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Codec;

/// <summary>A type marked [GenerateCodec].</summary>
/// <param name="Shapes">The shapes of all that it reaches.</param>
internal sealed record CodecRequest(EquatableArray<CodecShape> Shapes);

/// <summary>Reads a type marked [GenerateCodec].</summary>
internal static class CodecRequestParser
{
    public static CodecRequest? Parse(Annotation annotation, CancellationToken cancellationToken)
        => annotation.Symbol is INamedTypeSymbol type ? new(CodecShapeParser.Parse(type, annotation.Compilation, cancellationToken)) : null;
}
