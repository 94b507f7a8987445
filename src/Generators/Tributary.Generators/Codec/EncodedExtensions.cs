using Microsoft.CodeAnalysis;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Codec;

/// <summary>Takes models and codecs apart again, so that a change of the one writes nothing of the other.</summary>
internal static class EncodedExtensions
{
    /// <summary>The models.</summary>
    public static IncrementalValuesProvider<T> Models<T>(this IncrementalValuesProvider<Encoded<T>> annotated)
        where T : class, IEquatable<T>
        => annotated.Select(static (encoded, _) => encoded.Model).Where(static model => model is not null)!;

    /// <summary>The shapes.</summary>
    public static IncrementalValuesProvider<EquatableArray<CodecShape>> Codecs<T>(this IncrementalValuesProvider<Encoded<T>> annotated)
        where T : class, IEquatable<T>
        => annotated.Select(static (encoded, _) => encoded.Codecs);
}
