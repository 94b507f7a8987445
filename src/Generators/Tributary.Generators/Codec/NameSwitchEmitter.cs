using System.Text;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Codec;
using static Tributary.Generators.Codec.CodecText;

namespace Tributary.Generators.Codec;

/// <summary>Writes the method that finds a member by its UTF-8 name: by length first, then by the byte that tells most names apart.</summary>
internal static class NameSwitchEmitter
{
    private const int FewEnough = 4;

    /// <summary>Writes the method.</summary>
    public static void Emit(SourceWriter writer, ObjectShape shape)
    {
        var byLength = new SortedDictionary<int, List<CodecMember>>();
        foreach (var member in shape.Members)
        {
            var length = Encoding.UTF8.GetByteCount(member.WireName);
            if (!byLength.TryGetValue(length, out var members))
                byLength.Add(length, members = []);
            members.Add(member);
        }

        writer.Open($"private static int OrdinalOf({Reader})");
        if (byLength.Count > 0)
        {
            writer.Line($"var name = reader.ValueIsEscaped ? {CodecReader}.UnescapedName(ref reader) : reader.ValueSpan;");
            writer.Open("switch (name.Length)");
            foreach (var group in byLength)
            {
                writer.Line($"case {group.Key}:").Indent();
                Group(writer, group.Value, group.Key);
                writer.Line("break;").Outdent();
            }

            writer.Close().Line();
        }

        writer.Line("return -1;").Close();
    }

    private static void Group(SourceWriter writer, List<CodecMember> members, int length)
    {
        if (members.Count <= FewEnough)
        {
            Compare(writer, members);
            return;
        }

        var position = MostTelling(members, length);
        var byByte = new SortedDictionary<byte, List<CodecMember>>();
        foreach (var member in members)
        {
            var key = Encoding.UTF8.GetBytes(member.WireName)[position];
            if (!byByte.TryGetValue(key, out var same))
                byByte.Add(key, same = []);
            same.Add(member);
        }

        writer.Open($"switch (name[{position}])");
        foreach (var entry in byByte)
        {
            writer.Line($"case {(entry.Key is > 32 and < 127 and not (byte)'\'' and not (byte)'\\' ? $"(byte)'{(char)entry.Key}'" : entry.Key.ToString(System.Globalization.CultureInfo.InvariantCulture))}:").Indent();
            Compare(writer, entry.Value);
            writer.Line("break;").Outdent();
        }

        writer.Close().Line();
    }

    private static void Compare(SourceWriter writer, List<CodecMember> members)
    {
        foreach (var member in members)
        {
            writer.Line($"if (global::System.MemoryExtensions.SequenceEqual(name, {CSharpText.Literal(member.WireName)}u8))").Indent();
            writer.Line($"return {member.Ordinal};").Outdent();
        }
    }

    private static int MostTelling(List<CodecMember> members, int length)
    {
        var (best, bestCount) = (0, 0);
        for (var position = 0; position < length; position++)
        {
            var bytes = new HashSet<byte>();
            foreach (var member in members)
                bytes.Add(Encoding.UTF8.GetBytes(member.WireName)[position]);
            if (bytes.Count > bestCount)
                (best, bestCount) = (position, bytes.Count);
        }

        return best;
    }
}
