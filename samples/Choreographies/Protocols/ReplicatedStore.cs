using Choreographies.Running;
using Tributary;

namespace Choreographies.Protocols;

/// <summary>A request: a value to be stored, or a key to be read if there is none.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value, or null.</param>
public sealed record StoreRequest(string Key, string? Value);

/// <summary>Writes and reads.</summary>
public interface IStoreClient : IRole
{
    /// <summary>Whether there is another request.</summary>
    bool HasMore { get; }

    /// <summary>The next request.</summary>
    StoreRequest Next();

    /// <summary>Takes the answer.</summary>
    void Take(string? answer);
}

/// <summary>Holds all values.</summary>
public interface IReplica : IRole
{
    /// <summary>Stores a value and tells how many there are now.</summary>
    int Store(StoreRequest request);

    /// <summary>Reads a value.</summary>
    string? Read(string key);

    /// <summary>Ends, with the number of writes that there were.</summary>
    void Close(int writes);
}

/// <summary>The replica that the client talks to.</summary>
public interface IPrimary : IReplica;

/// <summary>A replica that follows.</summary>
public interface IBackup : IReplica;

/// <summary>A key-value store with any number of backups: a write is answered when every backup has it. Backups hear nothing of reads.</summary>
public static partial class ReplicatedStore
{
    /// <summary>The protocol.</summary>
    [Choreography]
    public static async Task Run(Scope c, On<IStoreClient> client, On<IPrimary> primary, AllOf<IBackup> backups)
    {
        var writes = primary.Do(static _ => 0);
        while (await c.Choose(client.Do(static x => x.HasMore), primary))
        {
            var request = await c.Send(client.Do(static x => x.Next()), primary);
            if (await c.Choose(primary.Do(request, static (_, r) => r.Value is not null)))
            {
                var copies = await c.Send(request, backups);
                var stored = await c.Gather(backups.Do(copies, static (b, r) => b.Store(r)), primary);
                writes = primary.Do(request, stored, writes, static (p, r, _, n) => Count(p.Store(r), n));
            }

            var answer = await c.Send(primary.Do(request, static (p, r) => p.Read(r.Key)), client);
            client.Do(answer, static (x, a) => x.Take(a));
        }

        var total = await c.Send(writes, backups);
        backups.Do(total, static (b, n) => b.Close(n));
    }

    // Called in an action: an action sees everything that its type sees.
    private static int Count(int values, int writes) => values > 0 ? writes + 1 : writes;

    private sealed class Client : IStoreClient
    {
        private static readonly StoreRequest[] s_requests = [new("a", "1"), new("a", null), new("b", null), new("b", "2"), new("a", "3"), new("a", null)];
        private readonly List<string> _answers = [];
        private int _next;

        public bool HasMore => _next < s_requests.Length;

        public StoreRequest Next() => s_requests[_next++];

        public void Take(string? answer) => _answers.Add(answer ?? "-");

        public override string ToString() => string.Join(' ', _answers);
    }

    private sealed class Replica : IPrimary, IBackup
    {
        private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
        private int _writes = -1;

        public int Store(StoreRequest request)
        {
            _values[request.Key] = request.Value!;
            return _values.Count;
        }

        public string? Read(string key) => _values.GetValueOrDefault(key);

        public void Close(int writes) => _writes = writes;

        public override string ToString() => string.Join(' ', _values.Select(static pair => pair.Key + pair.Value)) + (_writes < 0 ? "" : $", {_writes} writes");
    }

    /// <summary>The sample, with three backups.</summary>
    public static IEnumerable<Sample> Samples =>
    [
        new("replicated-store", RunPlan(3), CentrallyAsync,
        [
            Seat.Of("client", static () => new Client(), RunAsClient, static (client, _) => $"{client}"),
            Seat.Of("primary", static () => new Replica(), static replica => RunAsPrimary(replica), static (replica, _) => $"{replica}"),
            .. Enumerable.Range(0, 3).Select(static i => Seat.Of($"backups[{i}]", static () => new Replica(), replica => RunAsBackups(replica, i), static (replica, _) => $"{replica}")),
        ]),
    ];

    private static async Task<string[]> CentrallyAsync()
    {
        var (client, primary) = (new Client(), new Replica());
        Replica[] backups = [new(), new(), new()];
        await RunCentrally(client, primary, backups);
        return [$"{client}", $"{primary}", .. backups.Select(static backup => $"{backup}")];
    }
}
