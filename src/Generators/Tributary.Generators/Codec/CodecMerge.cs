using System.Collections.Immutable;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Codec;

/// <summary>Brings the shapes of all roots together.</summary>
internal static class CodecMerge
{
    /// <summary>One shape per type in ordinal order, each with a file name that differs from all others by more than case.</summary>
    public static ImmutableArray<CodecShape> OnePerType(ImmutableArray<EquatableArray<CodecShape>> roots, CancellationToken cancellationToken)
    {
        var byCodec = new SortedDictionary<string, CodecShape>(StringComparer.Ordinal);
        foreach (var root in roots)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var shape in root)
                byCodec[shape.Namespace + "." + shape.ClassName] = shape;
        }

        var hints = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var shapes = ImmutableArray.CreateBuilder<CodecShape>(byCodec.Count);
        foreach (var entry in byCodec)
        {
            var shape = entry.Value;
            shapes.Add(hints.Add(shape.Hint) ? shape : shape with { Hint = CodecNames.Hash(entry.Key) + "." + shape.Hint });
        }

        return shapes.MoveToImmutable();
    }
}
