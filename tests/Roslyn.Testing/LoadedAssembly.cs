using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Testing;

/// <summary>A compiled test project, loaded into a context that disposing unloads. The SDK itself is the one of the test process.</summary>
public sealed class LoadedAssembly : IDisposable
{
    private readonly AssemblyLoadContext _context;

    private LoadedAssembly(AssemblyLoadContext context, Assembly assembly) => (_context, Assembly) = (context, assembly);

    /// <summary>The assembly.</summary>
    public Assembly Assembly { get; }

    /// <summary>A type of the assembly, by its full name.</summary>
    public Type Type(string fullName) => Assembly.GetType(fullName, throwOnError: true)!;

    /// <summary>A new instance of a type of the assembly.</summary>
    public object Create(string fullName, params object?[] arguments)
        => Activator.CreateInstance(Type(fullName), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, arguments, null)!;

    /// <inheritdoc />
    public void Dispose() => _context.Unload();

    internal static LoadedAssembly Load(Compilation compilation)
    {
        var context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true);
        foreach (var reference in compilation.References.OfType<CompilationReference>())
            Emit(context, reference.Compilation);
        return new(context, Emit(context, compilation));
    }

    private static Assembly Emit(AssemblyLoadContext context, Compilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        if (!result.Success)
            throw new RoslynTestException("The project cannot be emitted.\n" + string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        stream.Position = 0;
        return context.LoadFromStream(stream);
    }
}
