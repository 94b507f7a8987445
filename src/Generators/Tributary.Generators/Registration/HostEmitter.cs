using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Registration;

/// <summary>Writes <c>AddTributary()</c> of a host.</summary>
internal static class HostEmitter
{
    public static SourceWriter Emit(HostShape host, bool hasModule)
    {
        var writer = GeneratedFile.Start()
            .Open("namespace Microsoft.Extensions.DependencyInjection")
            .Line("/// <summary>Adds Tributary to this host.</summary>")
            .Line(GeneratedFile.Attribute)
            .Open("internal static class TributaryServiceCollectionExtensions")
            .Line("/// <summary>")
            .Line("/// Adds the kernel and every annotated type of this program and of the assemblies that it references. State is kept in the")
            .Line("/// embedded store when Tributary.Sqlite is referenced; choose another on the builder that is returned. Calling it again")
            .Line("/// changes nothing.")
            .Line("/// </summary>")
            .Line("/// <param name=\"services\">The services of the host.</param>")
            .Open("public static global::Tributary.Hosting.TributaryBuilder AddTributary(this global::Microsoft.Extensions.DependencyInjection.IServiceCollection services)")
            .Line("var builder = global::Tributary.Hosting.TributaryHosting.AddTributaryCore(services);");
        if (host.HasSqlite)
            writer.Line("if (!builder.HasStore)").Line("    global::Tributary.Sqlite.SqliteStoreExtensions.UseSqlite(builder);");
        foreach (var module in host.Modules)
            writer.Line($"builder.AddModule(new {module}());");
        if (hasModule)
            writer.Line($"builder.AddModule(new {ModuleEmitter.FullNameOf(host.Assembly)}());");
        return writer.Line("return builder;").Close().Close().Close();
    }
}
