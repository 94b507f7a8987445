using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>Unique indexes: one owner per key, and the loser learns who it is.</summary>
internal static class IndexCases
{
    private const string Group = "indexes";

    private static readonly IndexKey s_key = new("i", "k");

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "a claimed key has its owner, and claiming it again as that owner succeeds", async f =>
        {
            Expect.Equal(null, await f.Store.LookupAsync(s_key).ConfigureAwait(false), "the owner of a free key");
            await f.Applied(new Commit().Claim(s_key, "a")).ConfigureAwait(false);
            await f.Applied(new Commit().Claim(s_key, "a")).ConfigureAwait(false);
            Expect.Equal("a", await f.Store.LookupAsync(s_key).ConfigureAwait(false), "the owner");
        }),
        new(Group, "the loser of a claim is told the winner", async f =>
        {
            await f.Applied(new Commit().Claim(s_key, "a")).ConfigureAwait(false);
            var refusal = await f.Refused(new Commit().Claim(s_key, "b"), ConflictKind.Index, "a holds the key").ConfigureAwait(false);
            Expect.Equal("a", refusal.Owner, "the owner that the refusal names");
            Expect.That(refusal.Subject?.Contains('k') == true, "the refusal to name the key.");
            Expect.Equal("a", await f.Store.LookupAsync(s_key).ConfigureAwait(false), "the owner");
        }),
        new(Group, "one commit cannot claim a key for two owners", async f =>
        {
            await f.Refused(new Commit().Claim(s_key, "a").Claim(s_key, "b"), ConflictKind.Index, "the key has one owner").ConfigureAwait(false);
            Expect.Equal(null, await f.Store.LookupAsync(s_key).ConfigureAwait(false), "the owner");
        }),
        new(Group, "several claims are all made or none is", async f =>
        {
            await f.Applied(new Commit().Claim(new("i", "k2"), "x")).ConfigureAwait(false);
            await f.Refused(
                new Commit().Claim(new("i", "k1"), "a").Claim(new("i", "k2"), "a").Claim(new("i", "k3"), "a"),
                ConflictKind.Index,
                "x holds k2").ConfigureAwait(false);
            Expect.Equal(null, await f.Store.LookupAsync(new("i", "k1")).ConfigureAwait(false), "the owner of k1");
            Expect.Equal(null, await f.Store.LookupAsync(new("i", "k3")).ConfigureAwait(false), "the owner of k3");
        }),
        new(Group, "a release frees the key; releasing a free key is no conflict; releasing another's is", async f =>
        {
            await f.Applied(new Commit().Release(s_key, "a")).ConfigureAwait(false);
            await f.Applied(new Commit().Claim(s_key, "a")).ConfigureAwait(false);
            var refusal = await f.Refused(new Commit().Release(s_key, "b"), ConflictKind.Index, "a holds the key").ConfigureAwait(false);
            Expect.Equal("a", refusal.Owner, "the owner that the refusal names");
            await f.Applied(new Commit().Release(s_key, "a")).ConfigureAwait(false);
            Expect.Equal(null, await f.Store.LookupAsync(s_key).ConfigureAwait(false), "the owner after the release");
            await f.Applied(new Commit().Claim(s_key, "b")).ConfigureAwait(false);
        }),
        new(Group, "a key moves in one commit, whatever order its release and claim were added in", async f =>
        {
            await f.Applied(new Commit().Claim(s_key, "a")).ConfigureAwait(false);
            await f.Applied(new Commit().Release(s_key, "a").Claim(s_key, "b")).ConfigureAwait(false);
            Expect.Equal("b", await f.Store.LookupAsync(s_key).ConfigureAwait(false), "the owner");
            await f.Applied(new Commit().Claim(s_key, "c").Release(s_key, "b")).ConfigureAwait(false);
            Expect.Equal("c", await f.Store.LookupAsync(s_key).ConfigureAwait(false), "the owner");
        }),
        new(Group, "two owners swap keys in one commit", async f =>
        {
            IndexKey other = new("i", "other");
            await f.Applied(new Commit().Claim(s_key, "a").Claim(other, "b")).ConfigureAwait(false);
            await f.Applied(new Commit().Claim(s_key, "b").Claim(other, "a").Release(s_key, "a").Release(other, "b")).ConfigureAwait(false);
            Expect.Equal("b", await f.Store.LookupAsync(s_key).ConfigureAwait(false), "the owner of the first key");
            Expect.Equal("a", await f.Store.LookupAsync(other).ConfigureAwait(false), "the owner of the second key");
        }),
        new(Group, "a check requires an owner, or none, and sees the releases of its commit but not the claims", async f =>
        {
            await f.Applied(new Commit().Check(s_key, null)).ConfigureAwait(false);
            await f.Refused(new Commit().Check(s_key, "a"), ConflictKind.Index, "nobody holds the key").ConfigureAwait(false);
            await f.Applied(new Commit().Claim(s_key, "a").Check(s_key, null)).ConfigureAwait(false);
            await f.Applied(new Commit().Check(s_key, "a")).ConfigureAwait(false);
            var refusal = await f.Refused(new Commit().Check(s_key, null), ConflictKind.Index, "a holds the key").ConfigureAwait(false);
            Expect.Equal("a", refusal.Owner, "the owner that the refusal names");
            await f.Refused(new Commit().Check(s_key, "b"), ConflictKind.Index, "a holds the key").ConfigureAwait(false);
            await f.Applied(new Commit().Check(s_key, null).Release(s_key, "a")).ConfigureAwait(false);
        }),
        new(Group, "names are compared exactly, and indexes do not mix", async f =>
        {
            IndexKey[] keys = [.. OddNames.All.Select(static n => new IndexKey("i", n)), new("I", "a"), new("i[a]", "b"), new("i", "a][b")];
            foreach (var key in keys)
                await f.Applied(new Commit().Claim(key, $"owner of {key.Index}|{key.Key}")).ConfigureAwait(false);
            foreach (var key in keys)
                Expect.Equal($"owner of {key.Index}|{key.Key}", await f.Store.LookupAsync(key).ConfigureAwait(false), $"the owner of '{key}'");
        }),
    ];
}
