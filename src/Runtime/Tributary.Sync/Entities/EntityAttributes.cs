namespace Tributary;

/// <summary>Marks a partial class as an entity that systems share. The generator writes its codec, copy, comparison, keys and parents.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FlowEntityAttribute : Attribute
{
    /// <summary>The entity's name on the wire and in the store; the class's own name when not set. Change it never once data exists.</summary>
    public string? Name { get; set; }

    /// <summary>States that the entity has no aggregation key on purpose: each native record becomes an entity of its own.</summary>
    public bool WithoutKeys { get; set; }
}

/// <summary>
/// Marks the value by which records of different systems are recognised as one entity. A string, a number, a <see cref="Guid"/>, an
/// enumeration, or a collection of these (each value is a key).
/// </summary>
/// <param name="group">Members with the same group form one composite key; null for a key of its own.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AggregationKeyAttribute(string? group = null) : Attribute
{
    /// <summary>The composite key that the member is part of, or null.</summary>
    public string? Group { get; } = group;

    /// <summary>Compare exactly. Otherwise surrounding white space and case do not count.</summary>
    public bool Exact { get; set; }
}

/// <summary>Marks a <c>string</c> that holds the id of a parent entity; nullable when the parent is optional.</summary>
/// <param name="parent">The parent's entity type.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParentKeyAttribute(Type parent) : Attribute
{
    /// <summary>The parent's entity type.</summary>
    public Type Parent { get; } = parent;
}

/// <summary>Says which systems take part in a field. Other systems neither set it nor see it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FlowFieldAttribute : Attribute
{
    /// <summary>Every system but these.</summary>
    public string[]? Except { get; set; }

    /// <summary>These systems alone.</summary>
    public string[]? Only { get; set; }
}
