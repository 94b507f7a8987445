using Tributary.Generators.Tests.Sync;

namespace Tributary.Generators.Tests.Infrastructure;

/// <summary>An attribute is found however it is written, and nothing else is taken for one.</summary>
public class AnnotationSpellingTests
{
    private const string Codec = "App.Made.Codec.g.cs";

    [Theory]
    [InlineData("[GenerateCodec] public record Made(int A);")]
    [InlineData("[GenerateCodecAttribute] public record Made(int A);")]
    [InlineData("[@GenerateCodecAttribute] public record Made(int A);")]
    [InlineData("[Generate\\u0043odec] public record Made(int A);")]
    [InlineData("[Tributary.GenerateCodec] public record Made(int A);")]
    [InlineData("[global::Tributary.GenerateCodecAttribute] public record Made(int A);")]
    [InlineData("[type: GenerateCodec()] public record Made(int A);")]
    [InlineData("[Obsolete, GenerateCodec] public record Made(int A);")]
    [InlineData("[Obsolete] [GenerateCodec] public record Made(int A);")]
    [InlineData("[GenerateCodec] public struct Made { public int A { get; set; } }")]
    [InlineData("[GenerateCodec] public record struct Made(int A);")]
    [InlineData("[GenerateCodec] [CodecDerived(typeof(One), \"one\")] public interface Made; public record One(int A) : Made;")]
    [InlineData("public partial class Made { public int A { get; set; } } [GenerateCodec] public partial class Made;")]
    [InlineData("using Wanted = Tributary.GenerateCodecAttribute; [Wanted] public record Made(int A);")]
    [InlineData("using WantedAttribute = Tributary.GenerateCodecAttribute; [Wanted] public record Made(int A);")]
    [InlineData("using FlowEntity = Tributary.GenerateCodecAttribute; [@FlowEntity] public record Made(int A);")]
    [InlineData("using T = Tributary; [T.GenerateCodec] public record Made(int A);")]
    [InlineData("using T = Tributary; [T::GenerateCodec] public record Made(int A);")]
    public void A_type_is_found(string source) => Assert.Contains(Codec, SyncTest.Of("namespace App;\n" + source).Verify().Generated.Keys);

    [Fact]
    public void A_type_in_a_namespace_in_a_namespace_and_in_a_type_is_found()
    {
        const string Source = """
            namespace A
            {
                using Wanted = Tributary.GenerateCodecAttribute;
                namespace B
                {
                    using Again = Wanted;
                    public class Outer { public struct Middle { [Again] public record Made(int A); } }
                }
            }
            """;
        Assert.Contains("A.B.Outer+Middle+Made.Codec.g.cs", SyncTest.Of(Source).Verify().Generated.Keys);
    }

    [Theory]
    [InlineData("[GenerateCodec] public record Made(int A); public sealed class GenerateCodecAttribute : Attribute;")]
    [InlineData("using GenerateCodec = System.ObsoleteAttribute; [@GenerateCodec] public record Made(int A);")]
    [InlineData("using Wanted = System.ObsoleteAttribute; [Wanted] public record Made(int A);")]
    [InlineData("public record Made([property: CodecIgnore] int A);")]
    [InlineData("public partial class Made { [GenerateCodec] public record Other(int A); }")]
    public void A_type_without_the_attribute_is_not_found(string source)
        => Assert.DoesNotContain(Codec, SyncTest.Of("namespace App;\n" + source).Verify().Generated.Keys);

    [Theory]
    [InlineData("global using Wanted = Tributary.GenerateCodecAttribute;")]
    [InlineData("global using WantedAttribute = Tributary.GenerateCodecAttribute;")]
    public void An_alias_for_all_files_counts_from_the_moment_it_is_there(string alias)
    {
        var test = SyncTest.Of("namespace App; [Wanted] public record Made(int A);");
        test.Sources.Add(("/0/Aliases.cs", ""));
        test.Tolerated.Add("CS0246");
        var without = test.Verify();

        var with = without.ReplaceSource("/0/Aliases.cs", alias);
        with.AssertCompiles();
        var again = with.ReplaceSource("/0/Aliases.cs", "");

        Assert.DoesNotContain(Codec, without.Generated.Keys);
        Assert.Contains(Codec, with.Generated.Keys);
        again.AssertSameOutputAs(without);
    }

    [Fact]
    public void A_name_that_becomes_another_attribute_s_takes_the_file_away()
    {
        var first = SyncTest.Of("namespace App; [GenerateCodec] public record Made(int A);").Verify();

        var edited = first.AddSource("/0/Own.cs", "namespace App; public sealed class GenerateCodecAttribute : Attribute;");

        Assert.DoesNotContain(Codec, edited.Generated.Keys);
        edited.RemoveSource("/0/Own.cs").AssertSameOutputAs(first);
    }
}
