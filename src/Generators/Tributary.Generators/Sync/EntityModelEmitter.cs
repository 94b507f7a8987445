using Tributary.Generators.Codec;
using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Sync;

/// <summary>Writes the model of an entity: what the sync engine needs to know and do without reflection.</summary>
internal static class EntityModelEmitter
{
    private const string ListOf = "global::System.Collections.Generic.IReadOnlyList";

    public static void Write(SourceWriter writer, EntityShape entity)
    {
        if (!entity.HasModel)
            return;
        var type = entity.Type.FullName;
        writer.Open("namespace " + entity.Type.GeneratedNamespace)
            .Line(GeneratedFile.Attribute)
            .Open($"internal sealed class {entity.ModelName} : global::Tributary.Sync.EntityModel<{type}>")
            .Line($"public override string Name => {CSharpText.Literal(entity.WireName)};")
            .Line();
        WriteLists(writer, entity);
        writer.Line($"public override global::Tributary.Codec.ObjectCodec<{type}> Codec => {entity.Codec}.Instance;")
            .Line();
        KeyEmitter.Write(writer, entity);
        WriteParents(writer, entity);
        WriteFilters(writer, entity);
        writer.Close().Close();
    }

    /// <summary>The statement that registers the entity.</summary>
    public static string Registration(EntityShape entity)
        => $"global::Tributary.Sync.SyncRegistration.AddEntity(builder, new global::{entity.Type.GeneratedNamespace}.{entity.ModelName}());";

    private static void WriteLists(SourceWriter writer, EntityShape entity)
    {
        WriteList(writer, "global::Tributary.Sync.FieldModel", "Fields", entity.Fields.Count,
            i => $"new({i}, {CSharpText.Literal(entity.Fields[i].Name)}, {CSharpText.Literal(entity.Fields[i].WireName)})");
        WriteList(writer, "global::Tributary.Sync.ParentModel", "Parents", entity.Parents.Count,
            i => $"new({entity.Parents[i].Ordinal}, {CSharpText.Literal(entity.Parents[i].Entity)}, {(entity.Parents[i].Required ? "true" : "false")})");
        WriteList(writer, "string", "KeyPaths", entity.Keys.Count, i => CSharpText.Literal(entity.Keys[i].Path));
    }

    private static void WriteList(SourceWriter writer, string type, string name, int count, Func<int, string> item)
    {
        if (count == 0)
            return;
        writer.Line($"public override {ListOf}<{type}> {name} {{ get; }} =").Line("[").Indent();
        for (var i = 0; i < count; i++)
            writer.Line(item(i) + ",");
        writer.Outdent().Line("];").Line();
    }

    private static void WriteParents(SourceWriter writer, EntityShape entity)
    {
        if (entity.Parents.Count == 0)
            return;
        writer.Line().Open($"public override string? GetParent({entity.Type.FullName} entity, int parent) => parent switch");
        for (var i = 0; i < entity.Parents.Count; i++)
            writer.Line($"{i} => {Member(entity, i)},");
        writer.Line("_ => base.GetParent(entity, parent),").Close(";").Line();

        writer.Open($"public override void SetParent({entity.Type.FullName} entity, int parent, string? id)").Open("switch (parent)");
        for (var i = 0; i < entity.Parents.Count; i++)
            writer.Line($"case {i}:").Indent().Line($"{Member(entity, i)} = id!;").Line("break;").Outdent();
        writer.Line("default:").Indent().Line("base.SetParent(entity, parent, id);").Line("break;").Outdent().Close().Close();
    }

    private static string Member(EntityShape entity, int parent) => "entity." + CSharpText.Identifier(entity.Fields[entity.Parents[parent].Ordinal].Name);

    private static void WriteFilters(SourceWriter writer, EntityShape entity)
    {
        if (entity.Systems.Named.Count == 0)
            return;
        writer.Line().Open($"public override {CodecText.FieldMask} VisibleTo(string system) => system switch");
        foreach (var system in entity.Systems.Named)
            writer.Line($"{CSharpText.Literal(system.Name)} => {VisibleMask(entity, system.Hidden)},");
        writer.Line($"_ => {VisibleMask(entity, entity.Systems.HiddenFromOthers)},").Close(";");
    }

    private static string VisibleMask(EntityShape entity, IReadOnlyList<int> hidden)
    {
        var words = new ulong[4];
        for (var i = 0; i < entity.Fields.Count; i++)
            words[i >> 6] |= 1UL << (i & 63);
        for (var i = 0; i < hidden.Count; i++)
            words[hidden[i] >> 6] &= ~(1UL << (hidden[i] & 63));
        return CodecText.Mask(words);
    }
}
