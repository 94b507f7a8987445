using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Durable;

/// <summary>Writes the file of a type with durable methods: the calls that users see, and how the host runs what is called.</summary>
internal static class DurableClassEmitter
{
    /// <summary>The whole file.</summary>
    public static SourceWriter Emit(DurableClass type)
    {
        var writer = GeneratedFile.Start();
        writer.Line("#pragma warning disable CS1573 // Parameters without a text of their own inherit that of the annotated method.").Line();
        WriteCalls(writer, type);
        writer.Line();
        WriteRegistration(writer, type);
        return writer;
    }

    /// <summary>The statement that registers the methods; null when none can run.</summary>
    public static string? Registration(DurableClass type) => HasRegistration(type) ? type.RegistrationFullName + ".Register(builder);" : null;

    private static void WriteCalls(SourceWriter writer, DurableClass type)
    {
        var isPublic = type.Activities.Any(static activity => activity.Activity.Method.IsPublic) || type.Orchestrations.Any(static orchestration => orchestration.Orchestration.Method.IsPublic);
        writer.Open("namespace Tributary");
        if (type.Orchestrations.Any(static orchestration => orchestration.Orchestration.Method.Payload is { Parameters.Count: 0 } or { ResultName: null }))
            writer.Line("using global::Tributary.Orchestrations;").Line();
        writer.Line($"/// <summary>What {CSharpText.Xml(type.Type.HintName)} offers to orchestrations and clients.</summary>")
            .Line(GeneratedFile.Attribute)
            .Open($"{(isPublic ? "public" : "internal")} static class {type.CallsName}");
        var separate = false;
        foreach (var activity in type.Activities)
        {
            Separate(writer, ref separate);
            ActivityEmitter.WriteCall(writer, activity, type.RegistrationFullName);
            ActivityEmitter.WriteFake(writer, activity, type.RegistrationFullName);
        }

        foreach (var orchestration in type.Orchestrations)
        {
            Separate(writer, ref separate);
            OrchestrationEmitter.WriteCalls(writer, orchestration, type.RegistrationFullName);
        }

        if (type.Orchestrations.Count > 0)
        {
            Separate(writer, ref separate);
            OrchestrationEmitter.WriteClient(writer, type);
        }

        writer.Close().Close();
    }

    private static void WriteRegistration(SourceWriter writer, DurableClass type)
    {
        if (!HasRegistration(type))
            return;
        var needsInstance = type.Activities.Any(static activity => activity.Activity is { IsStatic: false, Method.Payload.IsEncodable: true });
        writer.Open("namespace " + type.Type.GeneratedNamespace);
        if (needsInstance)
            writer.Line("using global::Microsoft.Extensions.DependencyInjection;").Line("using global::Microsoft.Extensions.DependencyInjection.Extensions;");
        writer.Line("using global::Tributary.Orchestrations;")
            .Line()
            .Line($"/// <summary>How the durable methods of {CSharpText.Xml(type.Type.HintName)} are called, encoded and run.</summary>")
            .Line(GeneratedFile.Attribute)
            .Open($"internal static class {type.RegistrationName}");
        foreach (var activity in type.Activities)
            ActivityEmitter.WriteDescriptor(writer, activity);
        foreach (var orchestration in type.Orchestrations)
            OrchestrationEmitter.WriteDescriptor(writer, orchestration);

        writer.Line("/// <summary>Registers them in a host.</summary>")
            .Open("public static void Register(global::Tributary.Hosting.TributaryBuilder builder)");
        if (needsInstance)
            writer.Line($"builder.Services.TryAddScoped<{type.Type.FullName}>();");
        foreach (var activity in type.Activities)
            ActivityEmitter.WriteRegistration(writer, activity, type.Type.FullName);
        foreach (var orchestration in type.Orchestrations)
            OrchestrationEmitter.WriteRegistration(writer, orchestration, type.Type.FullName);
        writer.Close().Close().Close();
    }

    private static bool HasRegistration(DurableClass type)
        => type.Activities.Any(static activity => activity.Activity.Method.Payload.IsEncodable)
            || type.Orchestrations.Any(static orchestration => orchestration.Orchestration.Method.Payload.IsEncodable);

    private static void Separate(SourceWriter writer, ref bool separate)
    {
        if (separate)
            writer.Line();
        separate = true;
    }
}
