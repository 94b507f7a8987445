using System.Reflection;
using System.Runtime.Loader;
using Tributary.Hosting;

namespace Tributary.Cli.Replay;

/// <summary>
/// A user's built assembly with what lies beside it. What the tool and the user's code exchange (Tributary itself and the packages that it
/// stands on) is the tool's, so that both mean the same types; everything else is the user's.
/// </summary>
internal sealed class HostAssembly(string path) : AssemblyLoadContext(isCollectible: true)
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>The modules of the assembly and of the assemblies that it references, as its <c>AddTributary()</c> would register them.</summary>
    public IReadOnlyList<ITributaryModule> LoadModules()
    {
        var modules = new List<ITributaryModule>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<Assembly>([LoadFromAssemblyPath(path)]);
        while (waiting.TryDequeue(out var assembly))
        {
            foreach (var attribute in assembly.GetCustomAttributes<TributaryModuleAttribute>())
                modules.Add((ITributaryModule)Activator.CreateInstance(attribute.Module)!);
            foreach (var name in assembly.GetReferencedAssemblies().Where(name => seen.Add(name.FullName)))
            {
                // Only what lies beside the user's assembly can have a module; the framework's own assemblies have none.
                if (_resolver.ResolveAssemblyToPath(name) is not null)
                    waiting.Enqueue(LoadFromAssemblyName(name));
            }
        }

        return modules;
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (IsShared(assemblyName.Name!))
            return null;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
    }

    private static bool IsShared(string name) =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"))
        && (name is "Tributary.Core" or "Tributary.Durable" or "Tributary.Sqlite" || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name == "System.Reactive");
}
