using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Sync;

/// <summary>An entity is a partial, creatable class with a usable id, whose members can be set one by one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntityShapeAnalyzer() : EntityAnalyzer(
    Descriptors.TRIB1001_EntityMustBePartial,
    Descriptors.TRIB1002_EntityMustHaveUsableId,
    Descriptors.TRIB1003_EntityMustBeConstructible,
    Descriptors.TRIB1004_EntityMembersMustBeSettable,
    Descriptors.TRIB1005_AnnotatedMemberMustTravel,
    Descriptors.TRIB1006_EntityMustNotBeGeneric)
{
    private static readonly string[] s_memberAttributes =
        [WellKnownNames.AggregationKeyAttribute, WellKnownNames.ParentKeyAttribute, WellKnownNames.FlowFieldAttribute, WellKnownNames.WireNameAttribute];

    /// <inheritdoc />
    private protected override void Analyze(Entity entity)
    {
        if (TypeRules.FindNonPartial(entity.Type, entity.CancellationToken) is { } declaration)
            entity.Report(Descriptors.TRIB1001_EntityMustBePartial, declaration.Identifier.GetLocation(), entity.Type.Name, declaration.Identifier.ValueText);

        JudgeGeneric(entity);
        JudgeId(entity);
        JudgeConstructor(entity);
        for (var type = entity.Type; type is not null && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, entity.Type.ContainingAssembly); type = type.BaseType)
            JudgeMembers(entity, type);
    }

    private static void JudgeGeneric(Entity entity)
    {
        for (var type = entity.Type; type is not null; type = type.ContainingType)
        {
            if (type.TypeParameters.Length > 0)
            {
                entity.Report(Descriptors.TRIB1006_EntityMustNotBeGeneric, SymbolLocations.NameOf(type), entity.Type.Name, type.Name);
                return;
            }
        }
    }

    private static void JudgeId(Entity entity)
    {
        if (EntityRules.FindId(entity.Type) is not null)
            return;
        var candidate = EntityRules.FindIdCandidate(entity.Type);
        var location = candidate is null ? SymbolLocations.NameOf(entity.Type) : SymbolLocations.NameOf(candidate, entity.Type);
        entity.Report(Descriptors.TRIB1002_EntityMustHaveUsableId, location, entity.Type.Name, CauseOf(candidate));
    }

    private static string CauseOf(ISymbol? id) => id switch
    {
        null => "it has no property 'Id'",
        IPropertySymbol { IsStatic: true } => "its 'Id' is static",
        IPropertySymbol { DeclaredAccessibility: not Accessibility.Public } => "its 'Id' is not public",
        IPropertySymbol { Type: { SpecialType: not SpecialType.System_String } type } => $"its 'Id' is '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' and not 'string'",
        IPropertySymbol { SetMethod.IsInitOnly: true } => "its 'Id' can be set in an initializer only",
        IPropertySymbol => "its 'Id' has no public 'get' and 'set' accessors",
        _ => "its 'Id' is not a property",
    };

    private static void JudgeConstructor(Entity entity)
    {
        if (TypeRules.IsConstructible(entity.Type) || entity.Type.IsStatic)
            return;
        var (cause, remedy) = entity.Type.IsAbstract
            ? ("it is abstract", "Remove 'abstract', or mark the derived classes with [FlowEntity] instead")
            : ("it has no accessible constructor without parameters", $"Add 'public {entity.Type.Name}() {{ }}'");
        entity.Report(Descriptors.TRIB1003_EntityMustBeConstructible, SymbolLocations.NameOf(entity.Type), entity.Type.Name, cause, remedy);
    }

    private static void JudgeMembers(Entity entity, INamedTypeSymbol declaringType)
    {
        foreach (var member in declaringType.GetMembers())
        {
            if (member is not IPropertySymbol { IsImplicitlyDeclared: false } property || property.Name == EntityRules.Id)
                continue;
            if (EntityRules.IsUnsettableField(property))
            {
                var cause = property.SetMethod switch
                {
                    null => "it has no 'set' accessor",
                    { IsInitOnly: true } => "it can be set in an initializer only",
                    _ => "its 'set' accessor is not public",
                };
                entity.Report(
                    Descriptors.TRIB1004_EntityMembersMustBeSettable,
                    SymbolLocations.SetterOf(property, entity.Type, entity.CancellationToken),
                    entity.Type.Name, property.Name, cause);
            }
            else if (!entity.Fields.Contains(property, SymbolEqualityComparer.Default))
            {
                JudgeAnnotations(entity, property);
            }
        }
    }

    private static void JudgeAnnotations(Entity entity, IPropertySymbol property)
    {
        if (property.Type.TypeKind == TypeKind.Error)
            return;
        var (cause, remedy) = property switch
        {
            _ when property.FindAttribute(WellKnownNames.CodecIgnoreAttribute) is not null => ("it is marked [CodecIgnore]", "Remove one of the two attributes"),
            _ when property.FindAttribute(WellKnownNames.UnknownMembersAttribute) is not null => ("it keeps the unknown members", "Remove one of the two attributes"),
            _ when MemberRule.IsSettable(property) => ("a member of a derived class hides it", "Move the attribute to the member that hides it"),
            _ => ("it has no public 'get' and 'set' accessors", "Add them, or remove the attribute"),
        };
        foreach (var name in s_memberAttributes)
        {
            if (name == WellKnownNames.AggregationKeyAttribute && IsReadable(property))
                continue;
            if (property.FindAttribute(name)?.AttributeClass is { } attributeClass)
            {
                entity.Report(
                    Descriptors.TRIB1005_AnnotatedMemberMustTravel,
                    SymbolLocations.AttributeOf(property, name, entity.Type, entity.CancellationToken),
                    entity.Type.Name, property.Name, attributeClass.Name.Replace("Attribute", ""), cause, remedy);
            }
        }
    }

    // A key need not travel: a computed property will do.
    private static bool IsReadable(IPropertySymbol property)
        => property is { IsStatic: false, IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public };
}
