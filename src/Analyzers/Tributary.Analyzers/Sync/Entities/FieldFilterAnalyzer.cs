using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Sync;

/// <summary>A field filter names a system, and leaves alone what every system needs to recognise a record.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FieldFilterAnalyzer() : EntityAnalyzer(
    Descriptors.TRIB1030_FieldFilterMustNotHideIdentity,
    Descriptors.TRIB1031_FieldFilterMustNameSystem,
    Descriptors.TRIB1302_NameMustBeLegal)
{
    /// <inheritdoc />
    private protected override void Analyze(Entity entity)
    {
        foreach (var field in entity.Fields)
        {
            if (FieldFilter.Of(field) is not { } filter)
                continue;
            var location = SymbolLocations.AttributeOf(field, WellKnownNames.FlowFieldAttribute, entity.Type, entity.CancellationToken);
            if (filter.NamesNoSystem)
                entity.Report(Descriptors.TRIB1031_FieldFilterMustNameSystem, location, entity.Type.Name, field.Name);
            else if (Need(field) is { } need)
                entity.Report(Descriptors.TRIB1030_FieldFilterMustNotHideIdentity, location, entity.Type.Name, field.Name, need);
            JudgeNames(entity, filter.Except, location);
            JudgeNames(entity, filter.Only, location);
        }
    }

    private static void JudgeNames(Entity entity, EquatableArray<string> systems, Location location)
    {
        foreach (var system in systems)
        {
            if (!NameRules.IsLegal(system))
            {
                entity.Report(
                    Descriptors.TRIB1302_NameMustBeLegal, LiteralIn(location, system, entity.CancellationToken), system, "a system", NameFaults.CauseOf(system));
            }
        }
    }

    // The name itself where it is written out; a constant is reported at the attribute.
    private static Location LiteralIn(Location attribute, string system, CancellationToken cancellationToken)
    {
        if (attribute.SourceTree?.GetRoot(cancellationToken).FindNode(attribute.SourceSpan) is { } node)
        {
            foreach (var literal in node.DescendantNodes().OfType<LiteralExpressionSyntax>())
            {
                if (literal.Token.Value is string value && value == system)
                    return literal.GetLocation();
            }
        }

        return attribute;
    }

    private static string? Need(IPropertySymbol field) => field switch
    {
        { Name: EntityRules.Id } => "the id",
        _ when field.FindAttribute(WellKnownNames.AggregationKeyAttribute) is not null => "an aggregation key",
        _ when ParentRules.ParentOf(field) is not null && ParentRules.IsRequired(field) => "a required parent key",
        _ => null,
    };
}
