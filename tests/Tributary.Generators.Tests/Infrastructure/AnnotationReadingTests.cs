using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Testing;

namespace Tributary.Generators.Tests.Infrastructure;

/// <summary>A declaration is read once, and again only when what it says may have changed.</summary>
public class AnnotationReadingTests
{
    [Fact]
    public void An_edit_of_a_body_elsewhere_reads_nothing_again()
    {
        var names = new Names(lasting: true);
        var first = Project(names).Run();
        Assert.Equal(["A", "B", "Do"], names.Read);

        first.ReplaceSource("/0/Other.cs", "return 1;", "return 2;").ReplaceSource("/0/Other.cs", "return 2;", "return 3;");

        Assert.Equal(["A", "B", "Do"], names.Read);
    }

    [Fact]
    public void An_edit_of_a_declaration_elsewhere_reads_everything_again()
    {
        var names = new Names(lasting: true);

        Project(names).Run().ReplaceSource("/0/Other.cs", "int Value()", "long Value()");

        Assert.Equal(["A", "B", "Do", "A", "B", "Do"], names.Read);
    }

    [Fact]
    public void An_edit_of_a_body_reads_the_declarations_of_its_file_again()
    {
        var names = new Names(lasting: true);

        Project(names).Run().ReplaceSource("/0/B.cs", "return;", "Do(); return;");

        Assert.Equal(["A", "B", "Do", "B", "Do"], names.Read);
    }

    [Fact]
    public void What_depends_on_bodies_elsewhere_is_read_after_each_edit()
    {
        var names = new Names(lasting: false);

        Project(names).Run().ReplaceSource("/0/Other.cs", "return 1;", "return 2;");

        Assert.Equal(["A", "B", "Do", "A", "B", "Do"], names.Read);
    }

    [Fact]
    public void What_gives_no_model_is_not_read_again_either()
    {
        var names = new Names(lasting: true) { Ignored = "A" };

        var edited = Project(names).Run().ReplaceSource("/0/Other.cs", "return 1;", "return 2;");

        Assert.Equal(["A", "B", "Do"], names.Read);
        Assert.DoesNotContain("A.g.cs", edited.Generated.Keys);
    }

    [Fact]
    public void An_attribute_that_was_not_named_in_advance_cannot_be_asked_for()
        => Assert.Throws<ArgumentException>(() => new AttributeNames(["X.OneAttribute"]).BitOf("X.OtherAttribute"));

    [Fact]
    public void Attributes_of_one_name_in_two_namespaces_are_both_meant()
    {
        var names = new AttributeNames(["X.OneAttribute", "Y.OneAttribute", "Y.TwoAttribute"]);

        Assert.Equal(names.BitOf("X.OneAttribute") | names.BitOf("Y.OneAttribute"), names.Find("One"));
        Assert.Equal(names.BitOf("Y.TwoAttribute"), names.Find("TwoAttribute"));
        Assert.Equal(0UL, names.Find("Three"));
    }

    private static GeneratorTest Project(Names names)
    {
        var test = new GeneratorTest(names);
        test.Sources.Add(("/0/A.cs", "[Obsolete(\"a\")] public class A;"));
        test.Sources.Add(("/0/B.cs", "[Obsolete(\"b\")] public class B { [Obsolete(\"c\")] public void Do() { return; } }"));
        test.Sources.Add(("/0/Other.cs", "public static class Other { public static int Value() { return 1; } }"));
        return test;
    }

    /// <summary>Writes a file about each obsolete type and method.</summary>
    private sealed class Names(bool lasting) : IIncrementalGenerator
    {
        public List<string> Read { get; } = [];

        public string? Ignored { get; init; }

        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            const string Obsolete = "System.ObsoleteAttribute";
            var names = new AnnotationFinder(context, [Obsolete]).For(Obsolete, NameOf, _ => lasting);
            context.RegisterSourceOutput(names, static (output, name) => output.AddSource(name + ".g.cs", "// " + name));
        }

        private string? NameOf(Annotation annotation, CancellationToken cancellationToken)
        {
            Read.Add(annotation.Symbol.Name);
            return annotation.Symbol.Name == Ignored ? null : annotation.Symbol.Name;
        }
    }
}
