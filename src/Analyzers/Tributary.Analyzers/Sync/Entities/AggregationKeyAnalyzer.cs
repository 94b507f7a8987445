using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Sync;

/// <summary>An entity has an aggregation key of a type that matches between systems, or says that it has none.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AggregationKeyAnalyzer() : EntityAnalyzer(
    Descriptors.TRIB1010_EntityMustHaveAggregationKey,
    Descriptors.TRIB1011_AggregationKeyShouldNotBeFloatingPoint,
    Descriptors.TRIB1012_AggregationKeyTypeMustBeSupported)
{
    /// <inheritdoc />
    private protected override void Analyze(Entity entity)
    {
        foreach (var field in entity.Fields)
        {
            if (field.FindAttribute(WellKnownNames.AggregationKeyAttribute) is { } key)
                Judge(entity, field, key);
        }

        if (!EntityRules.IsWithoutKeys(entity.Attribute) && !HasMarkedMember(entity.Type))
            entity.Report(Descriptors.TRIB1010_EntityMustHaveAggregationKey, SymbolLocations.NameOf(entity.Type), entity.Type.Name);
    }

    private static void Judge(Entity entity, IPropertySymbol field, AttributeData key)
    {
        // What does not bind is the compiler's to report.
        if (field.Type.TypeKind == TypeKind.Error)
            return;
        var location = SymbolLocations.TypeOf(field, entity.Type, entity.CancellationToken);
        var type = field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        var isPartOfComposite = key.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is string;
        switch (KeyRules.KindOf(field.Type))
        {
            case KeyTypeKind.Unsupported:
                entity.Report(
                    Descriptors.TRIB1012_AggregationKeyTypeMustBeSupported, location, entity.Type.Name, field.Name,
                    $"values of '{type}' have no form that all systems share",
                    "Use a string, a number, a Guid, an enumeration, or a collection of these");
                break;
            case KeyTypeKind.Multiple when isPartOfComposite:
                entity.Report(
                    Descriptors.TRIB1012_AggregationKeyTypeMustBeSupported, location, entity.Type.Name, field.Name,
                    "it is a collection, and each part of a composite key has one value",
                    "Use a single value, or remove the group");
                break;
            case var _ when KeyRules.IsFloatingPoint(field.Type):
                entity.Report(Descriptors.TRIB1011_AggregationKeyShouldNotBeFloatingPoint, location, entity.Type.Name, field.Name, type);
                break;
        }
    }

    // A marked member that does not travel is another rule's fault; it shows that a key is meant.
    private static bool HasMarkedMember(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol && member.FindAttribute(WellKnownNames.AggregationKeyAttribute) is not null)
                    return true;
            }
        }

        return false;
    }
}
