namespace Tributary.Generators.Choreography;

/// <summary>The runtime types that generated endpoints speak of.</summary>
internal static class ChoreographyText
{
    private const string Space = "global::Tributary.Choreographies.";

    public const string Protocol = Space + "Protocol";
    public const string SessionPlan = Space + "SessionPlan";
    public const string Endpoint = Space + "Endpoint";
    public const string Nothing = Space + "Nothing";
    public const string Guard = Space + "Guard";
    public const string Party = Space + "Party";
    public const string Central = Space + "Central";
    public const string Scope = "global::Tributary.Scope";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string List = "global::System.Collections.Generic.IReadOnlyList";
}
