namespace Tributary.Roslyn.Codec;

/// <summary>How the codec of a member's type is come by.</summary>
internal enum CodecKind
{
    /// <summary>A type with a codec of its own in the runtime.</summary>
    Scalar,

    /// <summary>A generated codec of an enumeration.</summary>
    Enum,

    /// <summary>A generated codec of a class, a struct, an interface or a tuple.</summary>
    Generated,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An immutable array.</summary>
    ImmutableArray,

    /// <summary>A list, or an interface that a list implements.</summary>
    List,

    /// <summary>A set, or an interface that a set implements.</summary>
    Set,

    /// <summary>A dictionary, or an interface that a dictionary implements.</summary>
    Dictionary,
}

/// <summary>A type as a member has it.</summary>
/// <param name="Kind">How its codec is come by.</param>
/// <param name="Name">How generated code writes the type, without a question mark of its own.</param>
/// <param name="Codec">The member of <c>Codecs</c> for a scalar, the full name of the codec class for a generated one, else empty.</param>
/// <param name="IsValueType">Whether it is a struct or an enumeration.</param>
/// <param name="IsNullable">Whether null is one of its values.</param>
/// <param name="Arguments">The types of the elements; of key and value for a dictionary.</param>
internal sealed record CodecTypeRef(
    CodecKind Kind, string Name, string Codec, bool IsValueType, bool IsNullable, EquatableArray<CodecTypeRef> Arguments)
{
    /// <summary>How generated code writes the type with its question mark.</summary>
    public string Display => IsNullable ? Name + "?" : Name;
}

/// <summary>How a member gets its value.</summary>
internal enum CodecAccess
{
    /// <summary>By its setter, at any time.</summary>
    Set,

    /// <summary>By its setter in an object initializer.</summary>
    Init,

    /// <summary>By a constructor parameter alone.</summary>
    Construct,

    /// <summary>A collection without a setter, emptied and filled.</summary>
    Fill,
}

/// <summary>One member of an object.</summary>
/// <param name="Name">Its name.</param>
/// <param name="WireName">Its name on the wire.</param>
/// <param name="Ordinal">Its ordinal in field masks.</param>
/// <param name="Type">Its type.</param>
/// <param name="Access">How it gets its value.</param>
/// <param name="IsRequired">Whether a whole object must contain it.</param>
/// <param name="HasRequiredModifier">Whether an object initializer must set it.</param>
/// <param name="Parameter">The index of its constructor parameter, or -1.</param>
/// <param name="Default">The default value of that parameter as C# text, or null.</param>
internal sealed record CodecMember(
    string Name, string WireName, int Ordinal, CodecTypeRef Type, CodecAccess Access, bool IsRequired, bool HasRequiredModifier, int Parameter, string? Default);

/// <summary>A type for which a codec is generated.</summary>
/// <param name="TypeName">How generated code writes the type.</param>
/// <param name="Namespace">The namespace of the codec.</param>
/// <param name="ClassName">The class of the codec.</param>
/// <param name="Hint">The name of the generated file.</param>
internal abstract record CodecShape(string TypeName, string Namespace, string ClassName, string Hint);

/// <summary>A class or a struct with members.</summary>
/// <param name="TypeName">How generated code writes the type.</param>
/// <param name="Namespace">The namespace of the codec.</param>
/// <param name="ClassName">The class of the codec.</param>
/// <param name="Hint">The name of the generated file.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="IsRecursive">Whether an instance can contain another of its type, at any distance.</param>
/// <param name="IsSettable">Whether it is a class with a parameterless constructor whose members can be set one by one.</param>
/// <param name="Members">The members in the order of their ordinals.</param>
/// <param name="UnknownMembers">The member that keeps unknown members, or null.</param>
/// <param name="UnknownCanBeSet">Whether that member can be set at any time; else it is filled.</param>
internal sealed record ObjectShape(
    string TypeName, string Namespace, string ClassName, string Hint, bool IsValueType, bool IsRecursive, bool IsSettable,
    EquatableArray<CodecMember> Members, string? UnknownMembers, bool UnknownCanBeSet)
    : CodecShape(TypeName, Namespace, ClassName, Hint);

/// <summary>A value tuple, written as an array.</summary>
/// <param name="TypeName">How generated code writes the type.</param>
/// <param name="Namespace">The namespace of the codec.</param>
/// <param name="ClassName">The class of the codec.</param>
/// <param name="Hint">The name of the generated file.</param>
/// <param name="Elements">The types of the elements.</param>
internal sealed record TupleShape(string TypeName, string Namespace, string ClassName, string Hint, EquatableArray<CodecTypeRef> Elements)
    : CodecShape(TypeName, Namespace, ClassName, Hint);

/// <summary>A base class or interface whose concrete types are listed.</summary>
/// <param name="TypeName">How generated code writes the type.</param>
/// <param name="Namespace">The namespace of the codec.</param>
/// <param name="ClassName">The class of the codec.</param>
/// <param name="Hint">The name of the generated file.</param>
/// <param name="Exact">The codec of the base class itself, when it is concrete and not listed; else null.</param>
/// <param name="Derived">The concrete types.</param>
internal sealed record PolymorphicShape(
    string TypeName, string Namespace, string ClassName, string Hint, string? Exact, EquatableArray<CodecDerivedType> Derived)
    : CodecShape(TypeName, Namespace, ClassName, Hint);

/// <summary>One concrete type of a hierarchy.</summary>
/// <param name="TypeName">How generated code writes the type.</param>
/// <param name="Codec">The full name of its codec.</param>
/// <param name="Discriminator">The value of <c>$type</c>.</param>
internal sealed record CodecDerivedType(string TypeName, string Codec, string Discriminator);

/// <summary>An enumeration.</summary>
/// <param name="TypeName">How generated code writes the type.</param>
/// <param name="Namespace">The namespace of the codec.</param>
/// <param name="ClassName">The class of the codec.</param>
/// <param name="Hint">The name of the generated file.</param>
/// <param name="IsFlags">Whether values combine.</param>
/// <param name="IsSigned">Whether the underlying type is signed.</param>
/// <param name="Values">The named values.</param>
internal sealed record EnumShape(
    string TypeName, string Namespace, string ClassName, string Hint, bool IsFlags, bool IsSigned, EquatableArray<CodecEnumValue> Values)
    : CodecShape(TypeName, Namespace, ClassName, Hint);

/// <summary>One named value of an enumeration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="WireName">Its name on the wire.</param>
internal sealed record CodecEnumValue(string Name, string WireName);
