using System.Numerics;
using Choreographies.Running;
using Tributary;

namespace Choreographies.Protocols;

/// <summary>Wants a signature.</summary>
public interface ICombiner : IRole
{
    /// <summary>What is to be signed.</summary>
    long Document { get; }
}

/// <summary>Holds a share of the key.</summary>
public interface ISigner : IRole
{
    /// <summary>The signer's part of the signature.</summary>
    Task<long> SignAsync(long document);
}

/// <summary>A signature that any three of five signers can make. One of them answers only when it is too late.</summary>
public static partial class ThresholdSigning
{
    private const long Prime = 2_147_483_647;

    // <choreography-quorum>
    /// <summary>The protocol. The combiner gets the signature from the first three parts that come.</summary>
    [Choreography]
    public static async Task<At<ICombiner, long>> Run(Scope c, On<ICombiner> combiner, AllOf<ISigner> signers)
    {
        var document = await c.Send(combiner.Do(static x => x.Document), signers);
        var parts = await signers.DoAsync(document, static (s, d) => s.SignAsync(d));
        var first = await c.GatherQuorum(parts, combiner, 3);
        return combiner.Do(first, static (_, f) => Combine(f));
    }
    // </choreography-quorum>

    // Lagrange's interpolation at 0 over the places of those that answered: any three give the same.
    private static long Combine(IReadOnlyList<FromMember<long>> parts)
    {
        BigInteger sum = 0;
        foreach (var (member, value) in parts)
        {
            BigInteger up = 1, down = 1;
            foreach (var (other, _) in parts)
            {
                if (other == member)
                    continue;
                up = up * (other + 1) % Prime;
                down = down * (other - member) % Prime;
            }

            sum += value * up * BigInteger.ModPow(((down % Prime) + Prime) % Prime, Prime - 2, Prime);
        }

        return (long)(((sum % Prime) + Prime) % Prime);
    }

    private sealed class Combiner : ICombiner
    {
        public long Document => 20_261_120;
    }

    private sealed class Signer(int place) : ISigner
    {
        // A polynomial of degree 2, whose value at 0 is the key that nobody has.
        private readonly long _share = (987_654_321 + (place * 123_456L) + (place * place * 7_890L)) % Prime;

        public async Task<long> SignAsync(long document)
        {
            if (place == 2)
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            return document * _share % Prime;
        }
    }

    /// <summary>The sample.</summary>
    public static IEnumerable<Sample> Samples =>
    [
        new("threshold-signing", RunPlan(5), CentrallyAsync,
        [
            Seat.Of("combiner", static () => new Combiner(), RunAsCombiner, static (_, signature) => $"{signature}"),
            .. Enumerable.Range(0, 5).Select(static i => Seat.Of($"signers[{i}]", () => new Signer(i + 1), signer => RunAsSigners(signer, i), static (_, _) => "signed")),
        ]),
    ];

    private static async Task<string[]> CentrallyAsync()
        => [$"{await RunCentrally(new Combiner(), [.. Enumerable.Range(1, 5).Select(static i => new Signer(i))])}", .. Enumerable.Repeat("signed", 5)];
}
