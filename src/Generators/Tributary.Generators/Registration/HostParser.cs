using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;

namespace Tributary.Generators.Registration;

/// <summary>Reads what registration must know of the compilation. It runs on every edit, so it asks for little.</summary>
internal static class HostParser
{
    private const string Kernel = "Tributary.Core";
    private const string Sqlite = "Tributary.Sqlite";

    public static HostShape Parse(Compilation compilation, CancellationToken cancellationToken)
    {
        var hasKernel = false;
        var hasSqlite = false;
        var modules = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (assembly.Name == Kernel)
                hasKernel = assembly.GetTypeByMetadataName(WellKnownNames.TributaryHosting) is not null;
            else if (assembly.Name == Sqlite)
                hasSqlite = assembly.GetTypeByMetadataName(WellKnownNames.SqliteStoreExtensions) is not null;
            else if (KnowsKernel(assembly))
                AddModules(assembly, modules);
        }

        var isProgram = compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;
        return new HostShape(compilation.AssemblyName ?? "", isProgram, hasKernel, hasSqlite, modules.ToEquatableArray());
    }

    /// <summary>Whether a library is declared a host by the build property <c>TributaryHost</c>.</summary>
    public static bool IsDeclaredHost(AnalyzerConfigOptionsProvider options)
        => options.GlobalOptions.TryGetValue("build_property.TributaryHost", out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static void AddModules(IAssemblySymbol assembly, SortedSet<string> modules)
    {
        foreach (var attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass.HasMetadataName(WellKnownNames.TributaryModuleAttribute)
                && attribute.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public } module)
            {
                modules.Add(module.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
            }
        }
    }

    private static bool KnowsKernel(IAssemblySymbol assembly)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var reference in module.ReferencedAssemblies)
            {
                if (reference.Name == Kernel)
                    return true;
            }
        }

        return false;
    }
}
