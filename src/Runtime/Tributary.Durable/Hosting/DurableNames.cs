using System.Globalization;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>How the pillar's parts are named in the store.</summary>
internal static class DurableNames
{
    public const string Instances = "durable.instance";
    public const string Breakers = "durable.breaker";
    public const string Schedules = "durable.schedule";
    public const string ReplyQueue = "durable.reply";
    public const char WorkerMark = '@';
    private const char Separator = '\u001f';

    /// <summary>A worker leases only the names and versions it knows, so each has a queue of its own.</summary>
    public static string FlowQueue(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"durable.flow/{name}/{version}");

    public static string ActivityQueue(string name, string? tag) => tag is null ? $"durable.activity/{name}" : $"durable.activity/{name}#{tag}";

    /// <summary>The tag of the calls that one worker alone may run. No tag of an attribute starts like it.</summary>
    public static string? WorkerTag(string? worker) => worker is null ? null : WorkerMark + worker;

    public static DocumentKey Instance(string id) => new(Instances, id);

    /// <summary>How far the attempts of a call have got.</summary>
    public static DocumentKey Heartbeat(string call) => new("durable.heartbeat", call);

    public static string History(string instance, int execution) =>
        string.Create(CultureInfo.InvariantCulture, $"durable.history/{instance}{Separator}{execution}");

    /// <summary>One call of one execution; also the idempotency key that the activity sees.</summary>
    public static string Call(string instance, int execution, int id) =>
        string.Create(CultureInfo.InvariantCulture, $"{instance}/{execution}/{id}");
}
