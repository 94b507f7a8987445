using System.Globalization;
using System.Numerics;
using Choreographies.Running;
using Tributary;

namespace Choreographies.Protocols;

/// <summary>A number that must not leave its role. It has no public member, so it has no codec, so a send of it does not pass the analyzer.</summary>
public sealed class Secret
{
    internal Secret(BigInteger value) => Value = value;

    internal BigInteger Value { get; }
}

/// <summary>One who wants to share a key.</summary>
public interface IKeyHolder : IRole
{
    /// <summary>A number that nobody else knows.</summary>
    Secret PickSecret();

    /// <summary>Keeps the key.</summary>
    void Keep(Secret key);
}

/// <summary>The one who begins.</summary>
public interface IAlice : IKeyHolder;

/// <summary>The other.</summary>
public interface IBob : IKeyHolder;

/// <summary>Diffie-Hellman: two roles agree on a key over a wire that anybody may read.</summary>
public static partial class KeyAgreement
{
    // 2^127 - 1 is prime; a group for a sample, not for secrets that matter.
    private static readonly BigInteger s_prime = (BigInteger.One << 127) - 1;

    /// <summary>The protocol.</summary>
    [Choreography]
    public static async Task Run(Scope c, On<IAlice> alice, On<IBob> bob)
    {
        var a = alice.Do(static x => x.PickSecret());
        var b = bob.Do(static x => x.PickSecret());
        var fromAlice = await c.Send(alice.Do(a, static (_, secret) => Raise(3, secret)), bob);
        var fromBob = await c.Send(bob.Do(b, static (_, secret) => Raise(3, secret)), alice);
        alice.Do(a, fromBob, static (x, secret, other) => x.Keep(KeyOf(other, secret)));
        bob.Do(b, fromAlice, static (x, secret, other) => x.Keep(KeyOf(other, secret)));
    }

    private static string Raise(BigInteger number, Secret secret) => BigInteger.ModPow(number, secret.Value, s_prime).ToString(CultureInfo.InvariantCulture);

    private static Secret KeyOf(string other, Secret own) => new(BigInteger.ModPow(BigInteger.Parse(other, CultureInfo.InvariantCulture), own.Value, s_prime));

    private sealed class Holder(long secret) : IAlice, IBob
    {
        private Secret? _key;

        public Secret PickSecret() => new(secret);

        public void Keep(Secret key) => _key = key;

        public override string ToString() => $"key {_key?.Value.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The sample.</summary>
    public static IEnumerable<Sample> Samples =>
    [
        new("key-agreement", RunPlan(), CentrallyAsync,
        [
            Seat.Of("alice", Alice, static holder => RunAsAlice(holder), static (holder, _) => $"{holder}"),
            Seat.Of("bob", Bob, static holder => RunAsBob(holder), static (holder, _) => $"{holder}"),
        ]),
    ];

    private static Holder Alice() => new(8_675_309_123_457);

    private static Holder Bob() => new(3_141_592_653_589);

    private static async Task<string[]> CentrallyAsync()
    {
        var (alice, bob) = (Alice(), Bob());
        await RunCentrally(alice, bob);
        return [$"{alice}", $"{bob}"];
    }
}
