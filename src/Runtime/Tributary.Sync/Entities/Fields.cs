using Tributary.Codec;

namespace Tributary;

/// <summary>Some fields of an entity. The generator offers each field by name as <c>MyEntity.Fields.Name</c>; combine with <c>|</c>.</summary>
/// <typeparam name="T">The entity.</typeparam>
/// <param name="Mask">The fields by ordinal.</param>
public readonly record struct Fields<T>(FieldMask Mask)
    where T : class, IFlowEntity
{
    /// <summary>The fields in either set.</summary>
    public static Fields<T> operator |(Fields<T> x, Fields<T> y) => new(x.Mask | y.Mask);
}
