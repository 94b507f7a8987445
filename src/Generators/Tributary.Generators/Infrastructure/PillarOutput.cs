using Microsoft.CodeAnalysis;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Infrastructure;

/// <summary>What a pillar hands on beside the files that it writes itself.</summary>
/// <param name="Codecs">The shapes of all that the pillar stores or sends.</param>
/// <param name="Statements">The statements for the module of the assembly, by kind: kinds keep their order.</param>
internal sealed record PillarOutput(
    IncrementalValuesProvider<EquatableArray<CodecShape>>[] Codecs,
    IncrementalValuesProvider<string>[] Statements);
