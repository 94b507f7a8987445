using Tributary.Roslyn;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Codec;

/// <summary>What one annotated declaration gives, read in one go: its model, and the codecs that are needed to store or send it.</summary>
/// <param name="Model">The model; null when nothing but codecs is generated.</param>
/// <param name="Codecs">The shapes of all that it reaches.</param>
internal sealed record Encoded<T>(T? Model, EquatableArray<CodecShape> Codecs)
    where T : class, IEquatable<T>;
