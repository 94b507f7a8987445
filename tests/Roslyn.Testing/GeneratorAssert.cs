using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Testing;

/// <summary>The checks that every run of a generator must stand.</summary>
internal static class GeneratorAssert
{
    // Steps of Roslyn itself: they hold syntax by design and are not the generator's to cache.
    private static readonly HashSet<string> s_roslynSteps =
        ["Compilation", "CompilationOptions", "ParseOptions", "AnalyzerConfigOptions", "AdditionalTexts", "MetadataReferences", "CompilationAndGroupedNodes_ForAttributeWithMetadataName"];

    public static void Compiles(GeneratorTestResult result, IReadOnlySet<string> tolerated)
    {
        var generated = result.RunResult.GeneratedTrees.ToHashSet();
        var faults = result.Output.GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error
                || (d.Severity == DiagnosticSeverity.Warning && d.Location.SourceTree is { } tree && generated.Contains(tree)))
            .Where(d => !tolerated.Contains(d.Id))
            .ToList();
        if (faults.Count == 0)
            return;

        var trees = faults.Select(d => d.Location.SourceTree).OfType<SyntaxTree>().Where(generated.Contains).Distinct();
        throw new RoslynTestException(
            "The output does not compile cleanly.\n" + string.Join('\n', faults)
            + string.Concat(trees.Select(tree => $"\n\n{tree.FilePath}:\n{Numbered(tree.ToString())}")));
    }

    public static void AllCached(GeneratorTestResult result)
    {
        foreach (var (name, run) in result.TrackedSteps)
        {
            if (IsRoslynStep(name))
                continue;
            foreach (var (_, reason) in run.Outputs)
            {
                if (!IsCached(reason))
                    throw new RoslynTestException($"The step '{name}' ran again ({reason}) although nothing that it reads has changed. Is its model equal by value?");
            }
        }

        if (result.OutputReasons.Any(reason => !IsCached(reason)))
            throw new RoslynTestException($"Files were written again although nothing has changed: [{string.Join(", ", result.OutputReasons)}].");
    }

    public static void SameOutput(GeneratorTestResult expected, GeneratorTestResult actual)
    {
        var (left, right) = (expected.Generated, actual.Generated);
        foreach (var name in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal))
        {
            if (!left.TryGetValue(name, out var x) || !right.TryGetValue(name, out var y))
                throw new RoslynTestException($"'{name}' is the output of one run only.");
            if (x != y)
                throw new RoslynTestException($"'{name}' differs between two runs.\n--- one\n{x}\n--- other\n{y}");
        }
    }

    public static void ModelsAreDetached(GeneratorTestResult result)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var (name, run) in result.TrackedSteps)
        {
            if (IsRoslynStep(name))
                continue;
            foreach (var (value, _) in run.Outputs.Where(_ => !IsOutput(name)))
                Walk(value, name, seen);
        }
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        switch (value)
        {
            case null or string or Type or MemberInfo or Delegate:
                return;
            case ISymbol or Compilation or SyntaxNode or SyntaxTree or SyntaxReference or Location or SemanticModel or AttributeData or IOperation or MetadataReference:
            case SyntaxToken or SyntaxTrivia or SyntaxList<SyntaxNode>:
                throw new RoslynTestException($"A pipeline model holds a {value.GetType().Name} at {path}; it would keep the whole compilation alive and never be equal.");
        }

        var type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || type == typeof(decimal))
            return;
        if (!type.IsValueType && !seen.Add(value))
            return;
        if (value is IEnumerable items && !IsDefault(value))
        {
            var index = 0;
            foreach (var item in items)
                Walk(item, $"{path}[{index++}]", seen);
        }

        if (type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && value is IEnumerable)
            return;
        for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }

    // A default ImmutableArray throws when enumerated.
    private static bool IsDefault(object value) => value.GetType().GetProperty("IsDefault")?.GetValue(value) is true;

    private static bool IsRoslynStep(string name) => s_roslynSteps.Contains(name) || name.Contains("_ForAttribute", StringComparison.Ordinal);

    // What an output step yields are the files, in Roslyn's own types.
    private static bool IsOutput(string name) => name is "SourceOutput" or "ImplementationSourceOutput" or "HostOutput";

    private static bool IsCached(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static string Numbered(string text) => string.Join('\n', text.Split('\n').Select((line, i) => $"{i + 1,4} {line}"));
}
