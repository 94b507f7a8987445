using Microsoft.CodeAnalysis;
using Tributary.Generators.Codec;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Sync;

/// <summary>Reads an entity from its symbol. Mistakes are the analyzer's matter: what is wrong is left out here.</summary>
internal static class EntityParser
{
    public static Encoded<EntityShape>? Parse(Annotation annotation, CancellationToken cancellationToken)
    {
        if (annotation.Symbol is not INamedTypeSymbol type)
            return null;
        var plan = CodecPlan.Of(type, annotation.Compilation, cancellationToken);
        var codecs = CodecShapeParser.Parse(plan, annotation.Compilation, cancellationToken);
        return new(TypeShapeParser.IsFirst(annotation) ? Read(plan, annotation.Compilation, cancellationToken) : null, codecs);
    }

    private static EntityShape Read(CodecPlan plan, Compilation compilation, CancellationToken cancellationToken)
    {
        var type = plan.Type;
        var members = plan.Members.ConvertAll(static member => (IPropertySymbol)member.Symbol);
        if (members.Count > EntityRules.MaxFields)
            members.RemoveRange(EntityRules.MaxFields, members.Count - EntityRules.MaxFields);

        var shape = TypeShapeParser.Parse(type, cancellationToken);
        return new EntityShape(
            shape,
            NameOf(type),
            CodecNames.FullNameOf(type),
            members.ConvertAll(static member => new FieldShape(member.Name, WireNames.Of(member))).ToEquatableArray(),
            KeyParser.Parse(type, cancellationToken),
            Parents(members),
            FieldFilterParser.Parse(members),
            GapsOf(type, shape, HasObjectCodec(plan, compilation)));
    }

    private static string NameOf(INamedTypeSymbol entity)
        => entity.FindAttribute(WellKnownNames.FlowEntityAttribute)?.NamedArgument<string>("Name") is { Length: > 0 } name ? name : entity.Name;

    private static EquatableArray<ParentShape> Parents(List<IPropertySymbol> members)
    {
        var parents = new List<ParentShape>();
        for (var i = 1; i < members.Count; i++)
        {
            if (members[i] is { Type.SpecialType: SpecialType.System_String, SetMethod.IsInitOnly: false } member
                && member.FindAttribute(WellKnownNames.ParentKeyAttribute) is { ConstructorArguments.Length: 1 } attribute
                && attribute.ConstructorArguments[0].Value is INamedTypeSymbol parent
                && EntityRules.IsMarked(parent))
            {
                parents.Add(new(i, NameOf(parent), member.NullableAnnotation == NullableAnnotation.NotAnnotated));
            }
        }

        return parents.ToEquatableArray();
    }

    private static bool HasObjectCodec(CodecPlan plan, Compilation compilation)
        => plan.Constructor is { Parameters.Length: 0 }
            && plan.Members.TrueForAll(static member => member.Access == CodecAccess.Set)
            && CodecTypeRules.WhyNot(plan.Type, compilation) is null;

    private static EntityGaps GapsOf(INamedTypeSymbol type, TypeShape shape, bool hasObjectCodec)
    {
        var gaps = EntityGaps.None;
        var implements = type.Implements(WellKnownNames.IFlowEntity);
        var hasId = EntityRules.FindId(type) is not null;
        if (!implements)
            gaps |= hasId ? EntityGaps.Interface : EntityGaps.Interface | EntityGaps.Id;
        if (!DeclaresFields(type))
            gaps |= EntityGaps.FieldNames;
        if (!hasId || !shape.CanName || !hasObjectCodec || (!implements && !shape.CanExtend))
            gaps |= EntityGaps.Unusable;
        return gaps;
    }

    private static bool DeclaresFields(INamedTypeSymbol type)
    {
        if (type.Name == "Fields")
            return true;
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers("Fields"))
            {
                // The class that was generated for a base entity of another assembly is hidden, as it is within one assembly.
                if (member is not INamedTypeSymbol || SymbolEqualityComparer.Default.Equals(current, type))
                    return true;
            }
        }

        return false;
    }
}
