using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Codec;

/// <summary>Finds what the durable pillar stores: inputs and results of its methods, events, states, queries, updates and their answers.</summary>
internal static class DurableCodecRoots
{
    private static readonly ModelMemo<EquatableArray<CodecShape>> s_activities = new();
    private static readonly ModelMemo<EquatableArray<CodecShape>> s_orchestrations = new();
    private static readonly ModelMemo<EquatableArray<CodecShape>> s_types = new();

    /// <summary>The shapes that each of them reaches.</summary>
    public static IncrementalValueProvider<ImmutableArray<EquatableArray<CodecShape>>> Of(IncrementalGeneratorInitializationContext context)
    {
        var all = Find(context, WellKnownNames.DurableActivityAttribute, static (target, cancellationToken) => s_activities.Of(target, ReadActivity, cancellationToken));
        all = Join(all, Find(context, WellKnownNames.DurableOrchestrationAttribute, static (target, cancellationToken) => s_orchestrations.Of(target, ReadOrchestration, cancellationToken)));
        foreach (var attribute in (string[])
            [WellKnownNames.DurableEventAttribute, WellKnownNames.DurableStateAttribute, WellKnownNames.DurableQueryAttribute, WellKnownNames.DurableUpdateAttribute])
        {
            all = Join(all, Find(context, attribute, static (target, cancellationToken) => s_types.Of(target, ReadType, cancellationToken)));
        }

        return all;
    }

    private static IncrementalValueProvider<ImmutableArray<EquatableArray<CodecShape>>> Find(
        IncrementalGeneratorInitializationContext context, string attribute, Func<GeneratorAttributeSyntaxContext, CancellationToken, EquatableArray<CodecShape>> read)
        => context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (node, _) => node is MethodDeclarationSyntax or TypeDeclarationSyntax, read)
            .WithTrackingName(CodecTrackingNames.Durable)
            .Collect();

    private static IncrementalValueProvider<ImmutableArray<EquatableArray<CodecShape>>> Join(
        IncrementalValueProvider<ImmutableArray<EquatableArray<CodecShape>>> left, IncrementalValueProvider<ImmutableArray<EquatableArray<CodecShape>>> right)
        => left.Combine(right).Select(static (pair, _) => pair.Left.AddRange(pair.Right));

    private static EquatableArray<CodecShape> ReadActivity(GeneratorAttributeSyntaxContext target, CancellationToken cancellationToken)
        => target.TargetSymbol is IMethodSymbol method && DurableMethodRules.FindActivityFault(method) is null
            ? Read(DurableSignature.OfActivity(method, target.SemanticModel.Compilation), target, cancellationToken)
            : [];

    private static EquatableArray<CodecShape> ReadOrchestration(GeneratorAttributeSyntaxContext target, CancellationToken cancellationToken)
        => target.TargetSymbol is IMethodSymbol method && DurableMethodRules.FindOrchestrationFault(method) is null
            ? Read(DurableSignature.OfOrchestration(method, target.SemanticModel.Compilation), target, cancellationToken)
            : [];

    private static EquatableArray<CodecShape> Read(DurableSignature signature, GeneratorAttributeSyntaxContext target, CancellationToken cancellationToken)
        => CodecShapeParser.Parse(new[] { signature.Input, signature.Result }.OfType<ITypeSymbol>(), target.SemanticModel.Compilation, cancellationToken);

    // The same for all four attributes, because a type can have several: the type itself and what it is answered with.
    private static EquatableArray<CodecShape> ReadType(GeneratorAttributeSyntaxContext target, CancellationToken cancellationToken)
    {
        if (target.TargetSymbol is not INamedTypeSymbol type)
            return [];
        var roots = new[] { type, DurableTypeRules.ResultOf(type, WellKnownNames.IDurableQuery), DurableTypeRules.ResultOf(type, WellKnownNames.IDurableUpdate) };
        return CodecShapeParser.Parse(roots.OfType<ITypeSymbol>(), target.SemanticModel.Compilation, cancellationToken);
    }
}
