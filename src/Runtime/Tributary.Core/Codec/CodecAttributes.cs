namespace Tributary;

/// <summary>Asks the generator for a codec of this type and of every type it reaches. Entities and other annotated types need no such request.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class GenerateCodecAttribute : Attribute;

/// <summary>Gives a member another name on the wire. Without it, the name is the member's own in camel case.</summary>
/// <param name="name">The name, matched exactly.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class WireNameAttribute(string name) : Attribute
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;
}

/// <summary>Keeps a member out of the codec, copies and comparisons.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class CodecIgnoreAttribute : Attribute;

/// <summary>
/// Marks the <c>Dictionary&lt;string, JsonElement&gt;</c> member that keeps what a payload contains beyond the known members. Without
/// such a member, unknown members are ignored.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnknownMembersAttribute : Attribute;

/// <summary>Names one concrete type of a polymorphic hierarchy; put on its base class or interface, once for each.</summary>
/// <param name="type">The concrete type.</param>
/// <param name="discriminator">The value of the <c>$type</c> member that stands for it.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class CodecDerivedAttribute(Type type, string discriminator) : Attribute
{
    /// <summary>The concrete type.</summary>
    public Type Type { get; } = type;

    /// <summary>The value of the <c>$type</c> member.</summary>
    public string Discriminator { get; } = discriminator;
}
