using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Registration;

/// <summary>From what each annotated type adds to one module per assembly and one <c>AddTributary()</c> per host.</summary>
internal static class RegistrationPipeline
{
    /// <summary>Registers the outputs.</summary>
    /// <param name="context">The generator.</param>
    /// <param name="pillars">The pillars, with their statements; kinds keep their order, statements of a kind are sorted.</param>
    public static void Register(IncrementalGeneratorInitializationContext context, PillarOutput[] pillars)
    {
        var kinds = pillars.SelectMany(static pillar => pillar.Statements).Select(Sorted).ToArray();
        var all = kinds[0];
        for (var i = 1; i < kinds.Length; i++)
            all = all.Combine(kinds[i]).Select(static (pair, _) => new EquatableArray<string>([.. pair.Left, .. pair.Right]));
        all = all.WithTrackingName(TrackingNames.Registrations);

        var host = context.CompilationProvider.Select(HostParser.Parse)
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => HostParser.IsDeclaredHost(options)))
            .Select(static (pair, _) => pair.Right ? pair.Left with { IsHost = true } : pair.Left)
            .WithTrackingName(TrackingNames.Host);

        context.RegisterSourceOutput(all.Combine(host), static (output, pair) =>
        {
            var (statements, assembly) = pair;
            if (assembly.HasKernel && statements.Count > 0)
                output.AddSource("Tributary.Module.g.cs", ModuleEmitter.Emit(assembly.Assembly, statements).Finish());
        });
        context.RegisterSourceOutput(host.Combine(all.Select(static (statements, _) => statements.Count > 0)), static (output, pair) =>
        {
            var (assembly, hasModule) = pair;
            if (assembly is { HasKernel: true, IsHost: true })
                output.AddSource("Tributary.Host.g.cs", HostEmitter.Emit(assembly, hasModule).Finish());
        });
    }

    private static IncrementalValueProvider<EquatableArray<string>> Sorted(IncrementalValuesProvider<string> lines)
        => lines.Collect().Select(static (items, _) => items.Sort(StringComparer.Ordinal).ToEquatableArray());
}
