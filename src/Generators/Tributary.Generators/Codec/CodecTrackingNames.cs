namespace Tributary.Generators.Codec;

/// <summary>The names under which tests see the steps of the pipeline.</summary>
internal static class CodecTrackingNames
{
    /// <summary>The types marked [GenerateCodec].</summary>
    public const string Requested = "Codec.Requested";

    /// <summary>Every shape once.</summary>
    public const string Shapes = "Codec.Shapes";
}
