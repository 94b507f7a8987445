using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Rules;

/// <summary>What a type marked as an event, a state, a query or an update must be.</summary>
internal static class DurableTypeRules
{
    /// <summary>The name of an event, a query or an update: the one that its attribute gives, or the type's.</summary>
    public static string NameOf(INamedTypeSymbol type, AttributeData attribute)
        => attribute.NamedArgument<string>("Name") is { Length: > 0 } name ? name : type.Name;

    /// <summary>The result of a query or an update; null when the type does not implement the interface exactly once.</summary>
    /// <param name="type">The marked type.</param>
    /// <param name="interfaceMetadataName"><see cref="WellKnownNames.IDurableQuery"/> or <see cref="WellKnownNames.IDurableUpdate"/>.</param>
    public static ITypeSymbol? ResultOf(INamedTypeSymbol type, string interfaceMetadataName)
    {
        ITypeSymbol? result = null;
        foreach (var implemented in type.AllInterfaces)
        {
            if (!implemented.HasMetadataName(interfaceMetadataName))
                continue;
            if (result is not null)
                return null;
            result = implemented.TypeArguments[0];
        }

        return result;
    }
}
