namespace BuildingSync.World;

/// <summary>The three levels of the building hierarchy, parents first.</summary>
internal enum EntityKind
{
    Site,
    Device,
    Sensor,
}
