namespace Tributary.Generators.Durable;

/// <summary>The names under which tests see the steps of the pipeline.</summary>
internal static class DurableTrackingNames
{
    public const string Activities = "Durable.Activities";
    public const string Orchestrations = "Durable.Orchestrations";
    public const string Classes = "Durable.Classes";
    public const string Types = "Durable.Types";
}
