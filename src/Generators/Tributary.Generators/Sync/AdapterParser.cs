using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Sync;

/// <summary>Reads an adapter from its symbol and the calls in its body.</summary>
internal static class AdapterParser
{
    private static readonly ModelMemo<AdapterShape?> s_memo = new();

    // An adapter of several parts has bodies in other files, whose edits no declaration shows.
    public static AdapterShape? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => context.TargetSymbol.DeclaringSyntaxReferences.Length == 1 ? s_memo.Of(context, Read, cancellationToken) : Read(context, cancellationToken);

    private static AdapterShape? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (!TypeShapeParser.IsFirst(context, WellKnownNames.FlowAdapterAttribute)
            || context.Attributes[0].ConstructorArguments is not { Length: 2 } arguments
            || arguments[0].Value is not string system
            || arguments[1].Value is not string adapter)
        {
            return null;
        }

        var type = (INamedTypeSymbol)context.TargetSymbol;
        var shape = TypeShapeParser.Parse(type, cancellationToken);
        var isHosted = shape.CanName && !type.IsAbstract && type.Implements(WellKnownNames.IHostedService);
        return new AdapterShape(
            shape,
            system,
            adapter,
            shape.CanExtend && type.GetMembers("Flow").IsEmpty,
            isHosted,
            isHosted ? UpdateCallFinder.Find(type, context.SemanticModel, cancellationToken) : [],
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
