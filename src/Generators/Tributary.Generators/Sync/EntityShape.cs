using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Sync;

/// <summary>All that is generated for an entity follows from this.</summary>
/// <param name="Type">The class.</param>
/// <param name="WireName">Its name on the wire and in the store.</param>
/// <param name="Codec">The full name of its codec class.</param>
/// <param name="Fields">Its members by ordinal, the id first.</param>
/// <param name="Keys">Its aggregation keys.</param>
/// <param name="Parents">Its parent references.</param>
/// <param name="Systems">Which fields the systems named in filters see.</param>
/// <param name="Gaps">What the class does not say itself.</param>
internal sealed record EntityShape(
    TypeShape Type,
    string WireName,
    string Codec,
    EquatableArray<FieldShape> Fields,
    EquatableArray<KeyShape> Keys,
    EquatableArray<ParentShape> Parents,
    SystemsShape Systems,
    EntityGaps Gaps)
{
    /// <summary>The class of its model, below the generated namespace.</summary>
    public string ModelName => Type.GeneratedName + "Model";

    /// <summary>Whether there is a model of it.</summary>
    public bool HasModel => (Gaps & EntityGaps.Unusable) == 0;
}

/// <summary>What an entity class lacks.</summary>
[Flags]
internal enum EntityGaps
{
    None = 0,

    /// <summary>It does not name <c>IFlowEntity</c> among its bases, so the generated part does.</summary>
    Interface = 1,

    /// <summary>It has no usable id either: a mistake; the generated one fails when it is used, but everything compiles.</summary>
    Id = 2,

    /// <summary>It has no member called <c>Fields</c>, so there is room for the generated class.</summary>
    FieldNames = 4,

    /// <summary>It cannot be created, set field by field, named or identified: a mistake; there is no model of it.</summary>
    Unusable = 8,
}

/// <summary>One member of an entity.</summary>
/// <param name="Name">Its name, not escaped.</param>
/// <param name="WireName">Its name on the wire.</param>
internal sealed record FieldShape(string Name, string WireName);

/// <summary>One parent reference.</summary>
/// <param name="Ordinal">The field.</param>
/// <param name="Entity">The wire name of the parent entity.</param>
/// <param name="Required">Whether it must not be null.</param>
internal sealed record ParentShape(int Ordinal, string Entity, bool Required);

/// <summary>One aggregation key.</summary>
/// <param name="Path">The member's name, or the names of a composite joined by <c>+</c>.</param>
/// <param name="Parts">The members.</param>
/// <param name="Exact">Whether white space and case count.</param>
internal sealed record KeyShape(string Path, EquatableArray<KeyPart> Parts, bool Exact);

/// <summary>One member of a key.</summary>
/// <param name="Name">The member's name, not escaped.</param>
/// <param name="Format">How a value is written.</param>
/// <param name="IsNullable">Whether a value can be null.</param>
/// <param name="IsMany">Whether the member is a collection of values.</param>
internal sealed record KeyPart(string Name, KeyFormat Format, bool IsNullable, bool IsMany);

/// <summary>How a value becomes the text of a key.</summary>
internal enum KeyFormat
{
    /// <summary>It is text.</summary>
    Text,

    /// <summary>A number or a Guid: its invariant text.</summary>
    Invariant,

    /// <summary>A decimal, whose trailing zeros do not count.</summary>
    Decimal,

    /// <summary>An enumeration: the name of its value.</summary>
    Name,
}

/// <summary>Which fields systems see.</summary>
/// <param name="Named">The systems named in filters, in ordinal order.</param>
/// <param name="HiddenFromOthers">The fields hidden from every other system.</param>
internal sealed record SystemsShape(EquatableArray<SystemShape> Named, EquatableArray<int> HiddenFromOthers);

/// <summary>One system named in a filter.</summary>
/// <param name="Name">The system.</param>
/// <param name="Hidden">The fields hidden from it.</param>
internal sealed record SystemShape(string Name, EquatableArray<int> Hidden);
