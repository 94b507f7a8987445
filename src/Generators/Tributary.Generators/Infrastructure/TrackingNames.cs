namespace Tributary.Generators.Infrastructure;

/// <summary>The names of pipeline steps, by which tests ask why a step ran.</summary>
internal static class TrackingNames
{
    public const string Entities = "Sync.Entities";
    public const string Adapters = "Sync.Adapters";
    public const string Orchestrators = "Sync.Orchestrators";
    public const string Registrations = "Registration.Lines";
    public const string Host = "Registration.Host";
}
