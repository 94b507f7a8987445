using System.Text.Json.Serialization;
using BuildingSync.World;

namespace BuildingSync.Editing;

/// <summary>One edit of one field by a person.</summary>
/// <param name="Number">The edit's number; an entry with the number of an earlier one says that it was carried out.</param>
/// <param name="System">Where it was made.</param>
/// <param name="Id">The record's id there.</param>
/// <param name="Kind">What the record describes.</param>
/// <param name="Key">The record's key.</param>
/// <param name="Field">The field, by its neutral name; <c>Parent</c> when the record was moved.</param>
/// <param name="Value">The new value as the system keeps it; the new parent's key when the record was moved.</param>
internal sealed record Edit(long Number, string System, string Id, EntityKind Kind, string Key, string Field, string? Value)
{
    /// <summary>Whether the system has it.</summary>
    public bool Done { get; init; }
}

[JsonSerializable(typeof(Edit))]
internal sealed partial class EditJson : JsonSerializerContext;
