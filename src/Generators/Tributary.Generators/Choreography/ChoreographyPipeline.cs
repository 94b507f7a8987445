using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Tributary.Generators.Codec;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Choreography;

/// <summary>From choreographies to the files of their actions and endpoints, and to the codecs of what they send.</summary>
internal static class ChoreographyPipeline
{
    /// <summary>The attributes that the pillar looks for.</summary>
    public static readonly ImmutableArray<string> Attributes = [WellKnownNames.ChoreographyAttribute];

    /// <summary>Registers the outputs.</summary>
    public static PillarOutput Register(IncrementalGeneratorInitializationContext context, AnnotationFinder annotations)
    {
        var annotated = annotations.For(WellKnownNames.ChoreographyAttribute, ChoreographyShapeParser.Parse).WithTrackingName(ChoreographyTrackingNames.Methods);
        var shapes = annotated.Models();
        var procedures = shapes.Select(static (shape, _) => shape.Procedure).Where(static procedure => procedure is not null).Select(static (procedure, _) => procedure!).Collect();
        var protocols = shapes.Where(static shape => shape.HasApi)
            .Combine(procedures)
            .Select(static (pair, _) => ProtocolBuilder.Source(pair.Left, pair.Right))
            .WithTrackingName(ChoreographyTrackingNames.Sources)
            .Select(static (source, _) => ProtocolBuilder.Build(source))
            .WithTrackingName(ChoreographyTrackingNames.Protocols);
        var shared = shapes.Select(static (shape, _) => shape.FileName.ToLowerInvariant()).Collect()
            .Select(static (names, _) => names.GroupBy(static name => name, StringComparer.Ordinal).Where(static group => group.Count() > 1)
                .Select(static group => group.Key).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray());

        context.RegisterSourceOutput(shapes.Where(static shape => shape.Actions.Count > 0).Combine(shared), static (output, pair) =>
            output.AddSource(pair.Left.FileNameAmong(pair.Right) + ".Actions.g.cs", ActionEmitter.Emit(pair.Left).Finish()));
        context.RegisterSourceOutput(protocols.Combine(shared), static (output, pair) =>
            output.AddSource(pair.Left.Shape.FileNameAmong(pair.Right) + ".Choreography.g.cs", ApiEmitter.Emit(pair.Left).Finish()));
        // Endpoints need no registration of their own; what they join their sessions by does, once.
        var registration = procedures.SelectMany(static (procedures, _) => procedures.IsEmpty ? ImmutableArray<string>.Empty : [$"global::{WellKnownNames.ChoreographyHosting}.AddChoreography(builder);"]);
        return new([annotated.Codecs()], [registration]);
    }
}
