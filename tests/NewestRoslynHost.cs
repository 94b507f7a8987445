using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Testing;

/// <summary>Without this, a version that falls back to the older one would only run the same suite twice.</summary>
public class NewestRoslynHost
{
    [Fact]
    public void The_suite_runs_in_a_newer_compiler_than_the_harness_was_built_against()
    {
        var compiler = typeof(Compilation).Assembly.GetName();
        var builtAgainst = typeof(GeneratorTest).Assembly.GetReferencedAssemblies().Single(reference => reference.Name == compiler.Name);
        Assert.True(compiler.Version > builtAgainst.Version, $"The compiler is {compiler.Version}, the harness was built against {builtAgainst.Version}.");
    }
}
