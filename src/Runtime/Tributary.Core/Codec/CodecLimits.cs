namespace Tributary.Codec;

/// <summary>How large and how deep a payload may be before it is refused unread.</summary>
/// <param name="MaxBytes">The largest payload, in bytes.</param>
/// <param name="MaxDepth">The deepest nesting of objects and arrays.</param>
public sealed record CodecLimits(int MaxBytes, int MaxDepth)
{
    /// <summary>16 MiB and 64 levels.</summary>
    public static CodecLimits Default { get; } = new(16 * 1024 * 1024, 64);
}
