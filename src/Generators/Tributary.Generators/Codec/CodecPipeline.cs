using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Codec;

/// <summary>From the types marked [GenerateCodec], and from what the pillars store and send, to one codec for every type that they reach.</summary>
internal static class CodecPipeline
{
    /// <summary>The attributes that start a codec by themselves.</summary>
    public static readonly ImmutableArray<string> Attributes = [WellKnownNames.GenerateCodecAttribute];

    /// <summary>Registers the outputs.</summary>
    public static void Register(IncrementalGeneratorInitializationContext context, AnnotationFinder annotations, PillarOutput[] pillars)
    {
        var all = annotations.For(WellKnownNames.GenerateCodecAttribute, CodecRequestParser.Parse)
            .WithTrackingName(CodecTrackingNames.Requested)
            .Select(static (request, _) => request.Shapes)
            .Collect();
        foreach (var codecs in pillars.SelectMany(static pillar => pillar.Codecs))
            all = all.Combine(codecs.Collect()).Select(static (pair, _) => pair.Left.AddRange(pair.Right));

        var shapes = all.SelectMany(CodecMerge.OnePerType).WithTrackingName(CodecTrackingNames.Shapes);
        context.RegisterSourceOutput(shapes, static (output, shape) => output.AddSource(shape.Hint, CodecEmitter.Emit(shape).Finish()));
    }
}
