using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Sync;

/// <summary>A parent key is a string that refers to an entity, and required parents lead to a root.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParentKeyAnalyzer() : EntityAnalyzer(
    Descriptors.TRIB1020_ParentKeyMustBeString,
    Descriptors.TRIB1021_ParentMustBeEntity,
    Descriptors.TRIB1022_RequiredParentsMustNotFormCycle)
{
    /// <inheritdoc />
    private protected override void Analyze(Entity entity)
    {
        foreach (var field in entity.Fields)
        {
            if (field.FindAttribute(WellKnownNames.ParentKeyAttribute) is not { } attribute || ParentRules.ParentOf(field) is not { } parent)
                continue;
            if (!ParentRules.IsParentKeyType(field.Type))
            {
                if (field.Type.TypeKind != TypeKind.Error)
                {
                    entity.Report(
                        Descriptors.TRIB1020_ParentKeyMustBeString,
                        SymbolLocations.TypeOf(field, entity.Type, entity.CancellationToken),
                        entity.Type.Name, field.Name, field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
                }
            }
            else if (!EntityRules.IsMarked(parent))
            {
                if (parent.TypeKind != TypeKind.Error)
                    entity.Report(Descriptors.TRIB1021_ParentMustBeEntity, Argument(entity, field, attribute), entity.Type.Name, field.Name, parent.Name);
            }
            else if (ParentRules.IsRequired(field) && PathBack(entity, parent) is { } path)
            {
                entity.Report(
                    Descriptors.TRIB1022_RequiredParentsMustNotFormCycle, Argument(entity, field, attribute), entity.Type.Name, string.Join(" -> ", path));
            }
        }
    }

    private static Location Argument(Entity entity, IPropertySymbol field, AttributeData attribute)
        => SymbolLocations.ArgumentOf(attribute, 0, field, entity.Type, entity.CancellationToken);

    /// <summary>The names on the way from an entity over required parents back to it; null when there is no such way.</summary>
    private static List<string>? PathBack(Entity entity, INamedTypeSymbol first)
    {
        var path = new List<string> { entity.Type.Name };
        var visited = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        return Find(first) ? path : null;

        bool Find(INamedTypeSymbol current)
        {
            path.Add(current.Name);
            if (SymbolEqualityComparer.Default.Equals(current, entity.Type))
                return true;
            if (visited.Add(current))
            {
                foreach (var member in MemberRule.Select(current, entity.CancellationToken))
                {
                    if (ParentRules.IsRequired(member) && ParentRules.ParentOf(member) is { } parent && Find(parent))
                        return true;
                }
            }

            path.RemoveAt(path.Count - 1);
            return false;
        }
    }
}
