using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Sync;

/// <summary>Reads an adapter from its symbol and the calls in its body.</summary>
internal static class AdapterParser
{
    /// <summary>Whether all that is read lies in one file: an adapter of several parts has bodies elsewhere, whose edits no declaration shows.</summary>
    public static bool ReadsOneBody(Annotation annotation) => annotation.Symbol.DeclaringSyntaxReferences.Length == 1;

    public static AdapterShape? Parse(Annotation annotation, CancellationToken cancellationToken)
    {
        if (!TypeShapeParser.IsFirst(annotation)
            || annotation.Attribute.ConstructorArguments is not { Length: 2 } arguments
            || arguments[0].Value is not string system
            || arguments[1].Value is not string adapter)
        {
            return null;
        }

        var type = (INamedTypeSymbol)annotation.Symbol;
        var shape = TypeShapeParser.Parse(type, cancellationToken);
        var isHosted = shape.CanName && !type.IsAbstract && type.Implements(WellKnownNames.IHostedService);
        return new AdapterShape(
            shape,
            system,
            adapter,
            shape.CanExtend && type.GetMembers("Flow").IsEmpty,
            isHosted,
            isHosted ? UpdateCallFinder.Find(type, annotation.Model, cancellationToken) : [],
            isHosted ? Normalizes(type) : []);
    }

    private static EquatableArray<string> Normalizes(INamedTypeSymbol type)
    {
        var entities = new List<string>();
        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented.HasMetadataName(WellKnownNames.IFlowNormalizer) && EntityReference.NameOf(implemented.TypeArguments[0]) is { } name)
                entities.Add(name);
        }

        entities.Sort(StringComparer.Ordinal);
        return entities.ToEquatableArray();
    }
}
