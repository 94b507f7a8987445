namespace Tributary.Codec;

/// <summary>The codec of an immutable value: a copy is the value itself.</summary>
internal abstract class ScalarCodec<T> : Codec<T>
    where T : IEquatable<T>
{
    public sealed override T Copy(T value) => value;

    public override bool AreEqual(T x, T y) => x is null ? y is null : y is not null && x.Equals(y);
}
