using Tributary.Roslyn;

namespace Tributary.Generators.Registration;

/// <summary>What registration must know of the compilation.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="IsHost">Whether it is a program, which gets <c>AddTributary()</c>.</param>
/// <param name="HasKernel">Whether the kernel is referenced; without it nothing is generated.</param>
/// <param name="HasSqlite">Whether the embedded store is referenced, which then is the default.</param>
/// <param name="Modules">The full names of the modules of referenced assemblies, in ordinal order.</param>
internal sealed record HostShape(string Assembly, bool IsHost, bool HasKernel, bool HasSqlite, EquatableArray<string> Modules);
