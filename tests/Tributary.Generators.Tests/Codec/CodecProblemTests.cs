using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Testing;

namespace Tributary.Generators.Tests.Codec;

public sealed class CodecProblemTests
{
    [Theory]
    [InlineData("public Action? M { get; set; }", "is a delegate")]
    [InlineData("public Stream? M { get; set; }", "is a stream")]
    [InlineData("public FileStream? M { get; set; }", "is a stream")]
    [InlineData("public unsafe int* M { get; set; }", "is a pointer")]
    [InlineData("public nint M { get; set; }", "is a pointer")]
    [InlineData("public object? M { get; set; }", "object")]
    [InlineData("public dynamic? M { get; set; }", "object")]
    [InlineData("public int[,]? M { get; set; }", "multi-dimensional")]
    [InlineData("public IDisposable? M { get; set; }", "has the type IDisposable, which the codec does not know")]
    [InlineData("public List<Action> M { get; set; } = [];", "is a delegate")]
    [InlineData("public (int, Stream)? M { get; set; }", "is a stream")]
    [InlineData("public Dictionary<Uri, int>? M { get; set; }", "keys")]
    [InlineData("public SortedSet<int>? M { get; set; }", "SortedSet")]
    [InlineData("public Type? M { get; set; }", "Type")]
    [InlineData("public CancellationToken M { get; set; }", "CancellationToken")]
    [InlineData("public IOpen? M { get; set; }", "open interface IOpen")]
    [InlineData("public Abstract? M { get; set; }", "abstract class Abstract")]
    [InlineData("public NoConstructor? M { get; set; }", "constructor")]
    [InlineData("public int M { get; } = 1;", "neither a public setter")]
    [InlineData("public int M { get; private set; }", "neither a public setter")]
    [InlineData("[WireName(\"other\")] public int M { get; set; }", "which another member")]
    [InlineData("[WireName(\"$type\")] public int M { get; set; }", "reserved")]
    [InlineData("[UnknownMembers] public Dictionary<string, int>? M { get; set; }", "[UnknownMembers]")]
    [InlineData("[Obsolete(\"\", true)] public int M { get; set; }", "obsolete as an error")]
    [InlineData("public readonly int M = 1;", "neither a public setter")]
    public void A_member_that_cannot_be_encoded_is_named_and_left_out(string member, string reason)
    {
        var source = $$"""
            namespace App;

            [GenerateCodec]
            public sealed class Root
            {
                public int Other { get; set; }
                {{member}}
            }

            public interface IOpen;
            public abstract class Abstract;
            public sealed class NoConstructor { public NoConstructor(int unrelated) { } }
            """;
        var result = GeneratorTest.Verify(new TributaryGenerator(), source);
        Assert.Contains("\"other\"", result.Source("App.Root.Codec.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"m\"", result.Source("App.Root.Codec.g.cs"), StringComparison.Ordinal);
        var problem = Assert.Single(Problems(result, "App.Root"));
        Assert.Equal("M", problem.Member.Name);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public interface Root;", "open interface")]
    [InlineData("public abstract class Root;", "abstract class")]
    [InlineData("public static class Root;", "static")]
    [InlineData("file class Root;", "local to its file")]
    [InlineData("public sealed class Root(int unrelated) { public int A() => unrelated; }", "constructor")]
    [InlineData("[CodecDerived(typeof(string), \"s\")] public abstract class Root;", "not derived from it")]
    public void A_root_that_cannot_be_encoded_is_named(string declaration, string reason)
    {
        var result = GeneratorTest.Verify(new TributaryGenerator(), $"namespace App; [GenerateCodec] {declaration}");
        var root = result.Input.GetSymbolsWithName("Root").OfType<Microsoft.CodeAnalysis.INamedTypeSymbol>().Single();
        var problem = Assert.Single(CodecShapeParser.FindProblems(root, result.Input, default));
        Assert.Equal("Root", problem.Member.Name);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_grows_with_each_step_ends_somewhere()
    {
        var result = GeneratorTest.Verify(new TributaryGenerator(), """
            namespace App;

            [GenerateCodec]
            public sealed class Root { public Grows<int>? Start { get; set; } }

            public sealed class Grows<T> { public Grows<T[]>? Next { get; set; } }
            """);
        var problem = Assert.Single(Problems(result, "App.Root"));
        Assert.Equal("Next", problem.Member.Name);
        Assert.Contains("ever more levels", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_member_beyond_the_last_ordinal_is_named()
    {
        var members = string.Join(" ", Enumerable.Range(0, 257).Select(static i => $"public int M{i} {{ get; set; }}"));
        var result = GeneratorTest.Verify(new TributaryGenerator(), $"namespace App; [GenerateCodec] public sealed class Root {{ {members} }}");
        Assert.Equal("M256", Assert.Single(Problems(result, "App.Root")).Member.Name);
    }

    [Fact]
    public void A_sound_type_has_no_problems()
    {
        var result = GeneratorTest.Verify(new TributaryGenerator(), "namespace App; [GenerateCodec] public sealed record Root(int A, Root? Next);");
        Assert.Empty(Problems(result, "App.Root"));
    }

    private static IReadOnlyList<CodecProblem> Problems(GeneratorTestResult result, string type)
        => CodecShapeParser.FindProblems(result.Input.Assembly.GetTypeByMetadataName(type)!, result.Input, default);
}
