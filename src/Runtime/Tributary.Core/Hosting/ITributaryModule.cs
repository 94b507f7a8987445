using System.ComponentModel;

namespace Tributary.Hosting;

/// <summary>What one assembly contributes to a host. The generator writes one per assembly that has annotated types.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITributaryModule
{
    /// <summary>Registers the assembly's annotated types.</summary>
    void Register(TributaryBuilder builder);
}

/// <summary>Names the module of an assembly, so that the host's generated <c>AddTributary()</c> finds it without scanning.</summary>
/// <param name="module">The module's type.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class TributaryModuleAttribute(Type module) : Attribute
{
    /// <summary>The module's type.</summary>
    public Type Module { get; } = module;
}
