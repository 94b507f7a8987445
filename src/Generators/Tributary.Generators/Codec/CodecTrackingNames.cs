namespace Tributary.Generators.Codec;

/// <summary>The names under which tests see the steps of the pipeline.</summary>
internal static class CodecTrackingNames
{
    /// <summary>The shapes reached from each entity.</summary>
    public const string Entities = "Codec.Entities";

    /// <summary>The shapes reached from each type marked [GenerateCodec].</summary>
    public const string Requested = "Codec.Requested";

    /// <summary>The shapes reached from each durable method and type.</summary>
    public const string Durable = "Codec.Durable";

    /// <summary>Every shape once.</summary>
    public const string Shapes = "Codec.Shapes";
}
