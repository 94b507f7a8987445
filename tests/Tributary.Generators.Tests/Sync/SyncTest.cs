using System.Reflection;
using Microsoft.CodeAnalysis;
using Tributary.Roslyn.Testing;

namespace Tributary.Generators.Tests.Sync;

/// <summary>Runs the generator over sources, as a user's build does.</summary>
internal static class SyncTest
{
    public static GeneratorTest Of(params string[] sources) => Of("TestProject", OutputKind.DynamicallyLinkedLibrary, sources);

    public static GeneratorTest Host(params string[] sources) => Of("TestProject", OutputKind.ConsoleApplication, [.. sources, "class EntryPoint { static void Main() { } }"]);

    public static GeneratorTest Named(string assembly) => Of(assembly, OutputKind.DynamicallyLinkedLibrary, []);

    /// <summary>Verifies the output, loads it and calls <c>App.Probe.Run()</c>, which returns what the test is about.</summary>
    public static string[] Probe(params string[] sources)
    {
        using var loaded = Of(sources).Verify().Load();
        try
        {
            return (string[])loaded.Type("App.Probe").GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null)!;
        }
        catch (TargetInvocationException e)
        {
            throw new InvalidOperationException("The probe failed: " + e.InnerException, e);
        }
    }

    private static GeneratorTest Of(string assembly, OutputKind outputKind, string[] sources)
    {
        var test = new GeneratorTest(new TributaryGenerator()) { AssemblyName = assembly, OutputKind = outputKind };
        foreach (var source in sources)
            test.Sources.Add(source);
        return test;
    }
}
