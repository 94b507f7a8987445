using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Codec;

/// <summary>Writes one codec for every type that an entity, or a type marked [GenerateCodec], reaches. Reports nothing: the analyzer does.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CodecGenerator : IIncrementalGenerator
{
    private static readonly ModelMemo<EquatableArray<CodecShape>> s_memo = new();

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var entities = Shapes(context, WellKnownNames.FlowEntityAttribute).WithTrackingName(CodecTrackingNames.Entities).Collect();
        var requested = Shapes(context, WellKnownNames.GenerateCodecAttribute).WithTrackingName(CodecTrackingNames.Requested).Collect();
        var shapes = entities.Combine(requested).Combine(DurableCodecRoots.Of(context))
            .SelectMany(static (roots, cancellationToken) => CodecMerge.OnePerType([roots.Left.Left, roots.Left.Right, roots.Right], cancellationToken))
            .WithTrackingName(CodecTrackingNames.Shapes);

        context.RegisterSourceOutput(shapes, static (output, shape) => output.AddSource(shape.Hint, CodecEmitter.Emit(shape).Finish()));
    }

    private static IncrementalValuesProvider<EquatableArray<CodecShape>> Shapes(IncrementalGeneratorInitializationContext context, string attribute)
        => context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute,
            static (node, _) => node is TypeDeclarationSyntax,
            static (target, cancellationToken) => s_memo.Of(target, Read, cancellationToken));

    private static EquatableArray<CodecShape> Read(GeneratorAttributeSyntaxContext target, CancellationToken cancellationToken)
        => target.TargetSymbol is INamedTypeSymbol type
            ? CodecShapeParser.Parse(type, target.SemanticModel.Compilation, cancellationToken)
            : EquatableArray<CodecShape>.Empty;
}
