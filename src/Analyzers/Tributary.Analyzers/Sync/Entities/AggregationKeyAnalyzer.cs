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
        // A key need not be a field: a computed property will do.
        foreach (var property in MemberRule.Properties(entity.Type, entity.CancellationToken))
        {
            if (property.FindAttribute(WellKnownNames.AggregationKeyAttribute) is not null)
                Judge(entity, property);
        }

        if (!EntityRules.IsWithoutKeys(entity.Attribute) && !HasMarkedMember(entity.Type))
            entity.Report(Descriptors.TRIB1010_EntityMustHaveAggregationKey, SymbolLocations.NameOf(entity.Type), entity.Type.Name);
    }

    private static void Judge(Entity entity, IPropertySymbol property)
    {
        // What does not bind is the compiler's to report.
        if (property.Type.TypeKind == TypeKind.Error)
            return;
        var location = SymbolLocations.TypeOf(property, entity.Type, entity.CancellationToken);
        var type = property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (KeyRules.KindOf(property.Type) == KeyTypeKind.Unsupported)
            entity.Report(Descriptors.TRIB1012_AggregationKeyTypeMustBeSupported, location, entity.Type.Name, property.Name, type);
        else if (KeyRules.IsFloatingPoint(property.Type))
            entity.Report(Descriptors.TRIB1011_AggregationKeyShouldNotBeFloatingPoint, location, entity.Type.Name, property.Name, type);
    }

    // A marked member that cannot be read is another rule's fault; it shows that a key is meant.
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
