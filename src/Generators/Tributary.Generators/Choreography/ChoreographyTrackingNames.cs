namespace Tributary.Generators.Choreography;

/// <summary>The names of pipeline steps, by which tests ask why a step ran.</summary>
internal static class ChoreographyTrackingNames
{
    /// <summary>What was read from each annotated method.</summary>
    public const string Methods = "Choreography.Methods";

    /// <summary>Each choreography with all that it calls.</summary>
    public const string Sources = "Choreography.Sources";

    /// <summary>Each choreography with its endpoints.</summary>
    public const string Protocols = "Choreography.Protocols";
}
