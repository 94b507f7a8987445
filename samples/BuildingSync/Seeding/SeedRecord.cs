using BuildingSync.World;

namespace BuildingSync.Seeding;

/// <summary>One record as a system has it before the first synchronisation.</summary>
/// <param name="Kind">What it describes.</param>
/// <param name="Id">The system's own id.</param>
/// <param name="ParentId">The system's own id of the parent.</param>
/// <param name="Fields">The fields by neutral name, as the people of that system wrote them.</param>
internal sealed record SeedRecord(EntityKind Kind, string Id, string? ParentId, Dictionary<string, string?> Fields);
