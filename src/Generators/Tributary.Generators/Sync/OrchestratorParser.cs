using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Sync;

/// <summary>Reads an orchestrator from its symbol.</summary>
internal static class OrchestratorParser
{
    public static OrchestratorShape? Parse(Annotation annotation, CancellationToken cancellationToken)
    {
        if (!TypeShapeParser.IsFirst(annotation))
            return null;
        var type = (INamedTypeSymbol)annotation.Symbol;
        var shape = TypeShapeParser.Parse(type, cancellationToken);
        return new OrchestratorShape(
            shape,
            annotation.Attribute.NamedArgument<bool>("PushUpdates"),
            shape.CanName && !type.IsAbstract && TypeRules.DerivesFrom(type.BaseType, WellKnownNames.FlowOrchestratorBase),
            shape.CanExtend ? Handlers(type, cancellationToken) : []);
    }

    private static EquatableArray<HandlerShape> Handlers(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var handlers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in type.GetMembers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is not IMethodSymbol method
                || method.FindAttribute(WellKnownNames.OnUpdateAttribute) is null
                || HandlerRules.EntityOf(method) is not { IsGenericType: false } entity)
            {
                continue;
            }

            // Two handlers of one entity are a mistake; the one with the lesser name stands in until it is mended.
            var name = entity.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            if (!handlers.TryGetValue(name, out var other) || string.CompareOrdinal(method.Name, other) < 0)
                handlers[name] = method.Name;
        }

        return handlers.Select(static handler => new HandlerShape(handler.Key, handler.Value)).ToEquatableArray();
    }
}
