using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Roslyn.Testing;

namespace Tributary.Analyzers.Tests.Harness;

/// <summary>The harness must fail where a real fault is, or every generator test is worth nothing.</summary>
public sealed class GeneratorTestTests
{
    private const string Annotated = """
        [FlowEntity]
        public sealed partial class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
        }
        """;

    [Fact]
    public void A_generator_with_value_models_passes_and_its_output_loads()
    {
        var result = GeneratorTest.Verify(new NameGenerator(Mode.Values), Annotated, "class Other;");

        Assert.Contains("class DeviceName", result.Source("Device.g.cs"), StringComparison.Ordinal);
        result.ReplaceSource("/0/Test1.cs", "class Changed;").AssertAllCached();
        result.ReplaceSource("/0/Test0.cs", "Device", "Gadget").AssertReasons("Model", IncrementalStepRunReason.Modified);
        result.Reordered().AssertSameOutputAs(result);
        using var loaded = result.Load();
        Assert.Equal("Device", loaded.Type("DeviceName").GetField("Value")!.GetRawConstantValue());
    }

    [Fact]
    public void A_symbol_in_a_model_is_refused()
    {
        var fault = Assert.Throws<RoslynTestException>(() => GeneratorTest.Verify(new NameGenerator(Mode.Symbols), Annotated));
        Assert.Contains("pipeline model holds", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_in_a_model_is_not_cached()
    {
        var fault = Assert.Throws<RoslynTestException>(() => GeneratorTest.Verify(new NameGenerator(Mode.Arrays), Annotated));
        Assert.Contains("ran again", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_does_not_compile_is_refused()
    {
        var fault = Assert.Throws<RoslynTestException>(() => GeneratorTest.Verify(new NameGenerator(Mode.BadOutput), Annotated));
        Assert.Contains("does not compile cleanly", fault.Message, StringComparison.Ordinal);
    }

    private enum Mode
    {
        Values,
        Symbols,
        Arrays,
        BadOutput,
    }

    private sealed record Model(string Name, object? Extra);

    private sealed class NameGenerator(Mode mode) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var models = context.SyntaxProvider.ForAttributeWithMetadataName(
                "Tributary.FlowEntityAttribute",
                static (node, _) => node is ClassDeclarationSyntax,
                (match, _) => new Model(match.TargetSymbol.Name, mode switch
                {
                    Mode.Symbols => match.TargetSymbol,
                    Mode.Arrays => new[] { match.TargetSymbol.Name },
                    _ => null,
                })).WithTrackingName("Model");
            context.RegisterSourceOutput(models, (output, model) => output.AddSource(
                model.Name + ".g.cs",
                mode == Mode.BadOutput ? "class {" : $$"""class {{model.Name}}Name { public const string Value = "{{model.Name}}"; }"""));
        }
    }
}
