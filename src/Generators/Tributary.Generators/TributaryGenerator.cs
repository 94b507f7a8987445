using Microsoft.CodeAnalysis;
using Tributary.Generators.Choreography;
using Tributary.Generators.Codec;
using Tributary.Generators.Durable;
using Tributary.Generators.Infrastructure;
using Tributary.Generators.Registration;
using Tributary.Generators.Sync;

namespace Tributary.Generators;

/// <summary>
/// Writes everything that follows from annotated code. It is one generator, because each attribute is then looked for once, and because
/// codecs and registration need what all pillars found. Reports nothing: the analyzers do.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class TributaryGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var annotations = new AnnotationFinder(context, [.. SyncPipeline.Attributes, .. DurablePipeline.Attributes, .. ChoreographyPipeline.Attributes, .. CodecPipeline.Attributes]);

        // A pillar is its attributes in the line above, and one line here.
        PillarOutput[] pillars =
        [
            SyncPipeline.Register(context, annotations),
            DurablePipeline.Register(context, annotations),
            ChoreographyPipeline.Register(context, annotations),
        ];

        CodecPipeline.Register(context, annotations, pillars);
        RegistrationPipeline.Register(context, pillars);
    }
}
