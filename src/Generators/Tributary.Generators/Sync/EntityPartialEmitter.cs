using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Sync;

/// <summary>Writes the partial part of an entity: the interface when it is not named, and the fields by name.</summary>
internal static class EntityPartialEmitter
{
    private static readonly string[] s_objectMembers = ["Equals", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    public static void Write(SourceWriter writer, EntityShape entity)
    {
        var type = entity.Type;
        if (!type.CanExtend)
            return;
        var opened = PartialType.Open(writer, type, (entity.Gaps & EntityGaps.Interface) != 0 ? "global::Tributary.IFlowEntity" : null);
        if ((entity.Gaps & EntityGaps.Id) != 0)
        {
            writer.Line("/// <inheritdoc />")
                .Open("string global::Tributary.IFlowEntity.Id")
                .Line($"get => throw new global::System.NotSupportedException({CSharpText.Literal(type.Name + " has no settable Id.")});")
                .Line($"set => throw new global::System.NotSupportedException({CSharpText.Literal(type.Name + " has no settable Id.")});")
                .Close();
        }

        if ((entity.Gaps & EntityGaps.FieldNames) != 0)
            WriteFields(writer, entity);
        PartialType.Close(writer, opened);
    }

    private static void WriteFields(SourceWriter writer, EntityShape entity)
    {
        writer.Line($"/// <summary>The fields of {CSharpText.Xml(entity.Type.Name)} by name, for sending some of them; combine with <c>|</c>.</summary>")
            .Line(GeneratedFile.Attribute)
            .Line("#pragma warning disable CS0108 // A base entity has such a class of its own, which this one hides on purpose.")
            .Open("public static class Fields")
            .Line("#pragma warning restore CS0108");
        for (var i = 0; i < entity.Fields.Count; i++)
        {
            var name = entity.Fields[i].Name;
            if (name == "Fields")
                continue;
            var hides = Array.IndexOf(s_objectMembers, name) >= 0 ? "new " : "";
            writer.Line($"/// <summary>The field {CSharpText.Xml(name)}.</summary>")
                .Line($"public static {hides}global::Tributary.Fields<{entity.Type.FullName}> {CSharpText.Identifier(name)} => new(global::Tributary.Codec.FieldMask.Of({i}));");
        }

        writer.Close();
    }
}
