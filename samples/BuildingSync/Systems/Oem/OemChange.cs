using System.Text.Json.Serialization;

namespace BuildingSync.Systems.Oem;

/// <summary>One change of one record, as the manufacturer's cloud stores and reports it.</summary>
/// <param name="Seq">The position in the change feed, counted from 1.</param>
/// <param name="Kind">The collection: sites, devices or sensors.</param>
/// <param name="Id">The record's id.</param>
/// <param name="By">The client that made the change.</param>
/// <param name="Key">The idempotency key of the request that created the record, or null.</param>
/// <param name="Body">The record as JSON text. Old records were never validated, so it may be anything.</param>
internal sealed record OemChange(long Seq, string Kind, string? Id, string By, string? Key, string Body);

/// <summary>One page of the change feed.</summary>
/// <param name="Items">The records that changed, each once and as it is now.</param>
/// <param name="Cursor">Where the next page starts.</param>
internal sealed record OemPage(IReadOnlyList<OemChange> Items, long Cursor);

/// <summary>The answer to a creation.</summary>
internal sealed record OemCreated(string Id);

/// <summary>Why a request was refused.</summary>
/// <param name="Error">What is wrong.</param>
/// <param name="Field">The field that is wrong, or null.</param>
internal sealed record OemError(string Error, string? Field = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OemChange))]
[JsonSerializable(typeof(OemPage))]
[JsonSerializable(typeof(OemCreated))]
[JsonSerializable(typeof(OemError))]
[JsonSerializable(typeof(OemSite))]
[JsonSerializable(typeof(OemDevice))]
[JsonSerializable(typeof(OemSensor))]
internal sealed partial class OemJson : JsonSerializerContext;
