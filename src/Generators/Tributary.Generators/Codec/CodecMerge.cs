using System.Collections.Immutable;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Codec;

/// <summary>Brings the shapes of all roots together.</summary>
internal static class CodecMerge
{
    /// <summary>One shape per type in ordinal order, each with a file name that differs from all others by more than case.</summary>
    public static ImmutableArray<CodecShape> OnePerType(ImmutableArray<EquatableArray<CodecShape>>[] kinds, CancellationToken cancellationToken)
    {
        var byCodec = new SortedDictionary<string, CodecShape>(StringComparer.Ordinal);
        foreach (var roots in kinds)
            Add(roots, byCodec, cancellationToken);

        var hints = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var shapes = ImmutableArray.CreateBuilder<CodecShape>(byCodec.Count);
        foreach (var entry in byCodec)
        {
            var shape = entry.Value;
            shapes.Add(hints.Add(shape.Hint) ? shape : shape with { Hint = CodecNames.Hash(entry.Key) + "." + shape.Hint });
        }

        return shapes.MoveToImmutable();
    }

    private static void Add(ImmutableArray<EquatableArray<CodecShape>> roots, SortedDictionary<string, CodecShape> byCodec, CancellationToken cancellationToken)
    {
        foreach (var root in roots)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var shape in root)
                byCodec[shape.Namespace + "." + shape.ClassName] = shape;
        }
    }
}
