using System.Diagnostics.CodeAnalysis;
using Tributary.Codec;

namespace Tributary.Choreographies;

/// <content>What a durable endpoint remembers.</content>
public sealed partial class Party
{
    /// <summary>Recalls the result of a local action that was taken before a restart.</summary>
    /// <param name="action">The number of the action.</param>
    /// <param name="codec">The codec of its result.</param>
    /// <param name="value">The result.</param>
    /// <returns>False if the endpoint is not durable, or the action was not taken yet.</returns>
    public bool TryRecall<T>(int action, Codec<T> codec, [MaybeNullWhen(false)] out T value)
    {
        Check();
        value = default;
        return false;
    }

    /// <summary>Keeps the result of a local action, if the endpoint is durable.</summary>
    /// <param name="action">The number of the action.</param>
    /// <param name="value">The result.</param>
    /// <param name="codec">The codec of the result.</param>
    public void Record<T>(int action, T value, Codec<T> codec)
    {
    }
}
