using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>Logs: positions without gaps, a refused position, trimming that renumbers nothing.</summary>
internal static class LogCases
{
    private const string Group = "logs";

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "entries get positions from 0 on, in the order of appending", async f =>
        {
            Expect.Equal(0, await f.Store.GetLogEndAsync("l").ConfigureAwait(false), "the end of an unknown log");
            await f.Applied(Append(0, "a", "b")).ConfigureAwait(false);
            await f.Applied(Append(2, "c")).ConfigureAwait(false);
            Expect.Sequence(["0=a", "1=b", "2=c"], await f.Log("l").ConfigureAwait(false), "the entries");
            Expect.Equal(3, await f.Store.GetLogEndAsync("l").ConfigureAwait(false), "the end");
        }),
        new(Group, "an append at a taken position or beyond the end is refused", async f =>
        {
            await f.Applied(Append(0, "a", "b")).ConfigureAwait(false);
            var refusal = await f.Refused(Append(1, "x"), ConflictKind.Log, "position 1 is taken").ConfigureAwait(false);
            Expect.That(refusal.Subject?.Contains('l') == true, "the refusal to name the log.");
            await f.Refused(Append(3, "x"), ConflictKind.Log, "position 2 would be a gap").ConfigureAwait(false);
            Expect.Sequence(["0=a", "1=b"], await f.Log("l").ConfigureAwait(false), "the entries");
        }),
        new(Group, "an append without a position goes to the end", async f =>
        {
            await f.Applied(Append(null, "a")).ConfigureAwait(false);
            await f.Applied(Append(null, "b", "c")).ConfigureAwait(false);
            Expect.Sequence(["0=a", "1=b", "2=c"], await f.Log("l").ConfigureAwait(false), "the entries");
        }),
        new(Group, "several appends of one commit follow each other", async f =>
        {
            await f.Applied(Append(0, "a").Append("other", 0, StoreFixture.Bytes("x")).Append("l", 1, StoreFixture.Bytes("b")).Append("l", null, StoreFixture.Bytes("c")))
                .ConfigureAwait(false);
            Expect.Sequence(["0=a", "1=b", "2=c"], await f.Log("l").ConfigureAwait(false), "the entries");
            Expect.Sequence(["0=x"], await f.Log("other").ConfigureAwait(false), "the entries of the other log");
        }),
        new(Group, "reading starts at a position and stops at a number of entries", async f =>
        {
            await f.Applied(Append(0, "a", "b", "c", "d")).ConfigureAwait(false);
            Expect.Sequence(["1=b", "2=c"], await f.Log("l", 1, 2).ConfigureAwait(false), "the entries");
            Expect.Sequence([], await f.Log("l", 4).ConfigureAwait(false), "the entries beyond the end");
            Expect.Sequence([], await f.Log("unknown").ConfigureAwait(false), "the entries of an unknown log");
        }),
        new(Group, "a trim forgets entries and renumbers nothing", async f =>
        {
            await f.Applied(Append(0, "a", "b", "c")).ConfigureAwait(false);
            await f.Applied(new Commit().Trim("l", 2)).ConfigureAwait(false);
            Expect.Sequence(["2=c"], await f.Log("l").ConfigureAwait(false), "the entries");
            Expect.Equal(3, await f.Store.GetLogEndAsync("l").ConfigureAwait(false), "the end");
            await f.Applied(Append(3, "d")).ConfigureAwait(false);
            Expect.Sequence(["2=c", "3=d"], await f.Log("l").ConfigureAwait(false), "the entries");
        }),
        new(Group, "a log that was trimmed to nothing keeps its end", async f =>
        {
            await f.Applied(Append(0, "a", "b")).ConfigureAwait(false);
            await f.Applied(new Commit().Trim("l", 2)).ConfigureAwait(false);
            Expect.Equal(2, await f.Store.GetLogEndAsync("l").ConfigureAwait(false), "the end");
            await f.Refused(Append(0, "again"), ConflictKind.Log, "position 0 was used").ConfigureAwait(false);
            await f.Applied(Append(null, "c")).ConfigureAwait(false);
            Expect.Sequence(["2=c"], await f.Log("l").ConfigureAwait(false), "the entries");
        }),
        new(Group, "a commit appends first and trims then", async f =>
        {
            await f.Applied(Append(0, "a", "b")).ConfigureAwait(false);
            await f.Applied(new Commit().Trim("l", 2).Append("l", 2, StoreFixture.Bytes("c"))).ConfigureAwait(false);
            Expect.Sequence(["2=c"], await f.Log("l").ConfigureAwait(false), "the entries");
        }),
        new(Group, "trimming an unknown log is no conflict", async f =>
        {
            await f.Applied(new Commit().Trim("unknown", 5)).ConfigureAwait(false);
            await f.Applied(Append(0, "a")).ConfigureAwait(false);
        }),
        new(Group, "names are compared exactly", async f =>
        {
            foreach (var name in OddNames.All)
                await f.Applied(new Commit().Append(name, 0, StoreFixture.Bytes(name))).ConfigureAwait(false);
            foreach (var name in OddNames.All)
                Expect.Sequence([$"0={name}"], await f.Log(name).ConfigureAwait(false), $"the entries of log '{name}'");
        }),
    ];

    private static Commit Append(long? position, params string[] entries) =>
        new Commit().Append("l", position, [.. entries.Select(StoreFixture.Bytes)]);
}
