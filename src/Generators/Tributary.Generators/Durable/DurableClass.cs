using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Durable;

/// <summary>A type with durable methods: all that is generated for it follows from this and makes one file.</summary>
/// <param name="Type">The type.</param>
/// <param name="Hint">The name of the file.</param>
/// <param name="CallsName">The class of the generated calls, in the namespace of the SDK.</param>
/// <param name="Activities">Its activities in the order of their names.</param>
/// <param name="Orchestrations">Its orchestrations in the order of their names.</param>
internal sealed record DurableClass(
    TypeShape Type, string Hint, string CallsName, EquatableArray<NamedActivity> Activities, EquatableArray<NamedOrchestration> Orchestrations)
{
    /// <summary>The class of the descriptors, without its namespace.</summary>
    public string RegistrationName => Type.GeneratedName + "Durable";

    /// <summary>The full name of that class.</summary>
    public string RegistrationFullName => "global::" + Type.GeneratedNamespace + "." + RegistrationName;
}

/// <summary>An activity and the name of its generated call.</summary>
/// <param name="Member">The name, not escaped; no other activity of the type has it.</param>
/// <param name="Activity">The activity.</param>
internal sealed record NamedActivity(string Member, ActivityShape Activity);

/// <summary>An orchestration and the name of its generated calls.</summary>
/// <param name="Member">The name, not escaped; no other orchestration of the type has it.</param>
/// <param name="Orchestration">The orchestration.</param>
internal sealed record NamedOrchestration(string Member, OrchestrationShape Orchestration);
