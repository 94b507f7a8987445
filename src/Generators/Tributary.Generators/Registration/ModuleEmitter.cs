using System.Globalization;
using System.Text;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Registration;

/// <summary>Writes the module of an assembly: what it adds to any host.</summary>
internal static class ModuleEmitter
{
    /// <summary>The full name of the module of an assembly.</summary>
    public static string FullNameOf(string assembly) => "global::TributaryGenerated." + ClassOf(assembly);

    public static SourceWriter Emit(string assembly, EquatableArray<string> statements)
    {
        var writer = GeneratedFile.Start()
            .Line($"[assembly: global::Tributary.Hosting.TributaryModule(typeof({FullNameOf(assembly)}))]")
            .Line()
            .Open("namespace TributaryGenerated")
            .Line($"/// <summary>What {CSharpText.Xml(assembly)} adds to a host.</summary>")
            .Line(GeneratedFile.Attribute)
            .Line(GeneratedFile.Hidden)
            .Open($"public sealed class {ClassOf(assembly)} : global::Tributary.Hosting.ITributaryModule")
            .Line("/// <inheritdoc />")
            .Open("public void Register(global::Tributary.Hosting.TributaryBuilder builder)");
        foreach (var statement in statements)
            writer.Line(statement);
        return writer.Close().Close().Close();
    }

    // Each character that no identifier has becomes its code, so that the modules of A.B, A-B and A_B are three.
    private static string ClassOf(string assembly)
    {
        var name = new StringBuilder("Module_");
        foreach (var c in assembly)
        {
            if (char.IsLetterOrDigit(c))
                name.Append(c);
            else
                name.Append('_').Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
        }

        return name.ToString();
    }
}
