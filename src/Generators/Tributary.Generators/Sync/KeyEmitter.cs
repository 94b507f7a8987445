using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Sync;

/// <summary>Writes how the aggregation keys of an entity are gathered.</summary>
internal static class KeyEmitter
{
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    public static void Write(SourceWriter writer, EntityShape entity)
    {
        writer.Open($"public override void CollectKeys({entity.Type.FullName} entity, global::Tributary.Sync.KeyCollector keys)");
        for (var i = 0; i < entity.Keys.Count; i++)
            WriteKey(writer, entity.Keys[i], i);
        writer.Close();
    }

    private static void WriteKey(SourceWriter writer, KeyShape key, int index)
    {
        var opened = 0;
        var values = new List<string>();
        for (var i = 0; i < key.Parts.Count; i++)
        {
            var part = key.Parts[i];
            var member = "entity." + CSharpText.Identifier(part.Name);
            if (part.IsMany)
            {
                var (all, one) = ($"all{index}_{i}", $"one{index}_{i}");
                writer.Open($"if ({member} is {{ }} {all})").Open($"foreach (var {one} in {all})");
                opened += 2;
                member = one;
            }

            values.Add(Format(member, part));
        }

        var path = CSharpText.Literal(key.Path);
        var exact = key.Exact ? "true" : "false";
        writer.Line(values.Count == 1
            ? $"keys.Add({path}, {values[0]}, {exact});"
            : $"keys.AddComposite({path}, [{string.Join(", ", values)}], {exact});");
        for (; opened > 0; opened--)
            writer.Close();
    }

    private static string Format(string member, KeyPart part)
    {
        var access = part.IsNullable ? member + "?" : member;
        return part.Format switch
        {
            KeyFormat.Text => member,
            KeyFormat.Decimal => $"{access}.ToString(\"G29\", {Invariant})",
            KeyFormat.Name => $"{access}.ToString()",
            _ => $"{access}.ToString(null, {Invariant})",
        };
    }
}
