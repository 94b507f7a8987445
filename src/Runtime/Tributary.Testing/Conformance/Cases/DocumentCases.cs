using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>Documents: compare-and-set, versions, bytes and names.</summary>
internal static class DocumentCases
{
    private const string Group = "documents";

    private static readonly DocumentKey s_key = new("c", "id");

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "a document has the version of the commit that wrote it", async f =>
        {
            var result = await f.Applied(Put(0, "one")).ConfigureAwait(false);
            var document = Expect.Some(await f.Store.GetAsync(s_key).ConfigureAwait(false), "the document");
            Expect.Equal(result.Sequence, document.Version, "the version");
            Expect.Equal(s_key, document.Key, "the key");
            Expect.Equal("one", StoreFixture.Text(document.Body), "the body");
            Expect.That(document.Version > 0, "a version greater than 0, which means absent.");
        }),
        new(Group, "two documents written by one commit share its version", async f =>
        {
            var other = new DocumentKey("c", "other");
            var result = await f.Applied(Put(0, "one").Put(other, 0, StoreFixture.Bytes("two"))).ConfigureAwait(false);
            Expect.Equal(result.Sequence, await f.Version(other).ConfigureAwait(false), "the version of the second document");
            Expect.Equal(result.Sequence, await f.Version(s_key).ConfigureAwait(false), "the version of the first document");
        }),
        new(Group, "a put needs the version that was read", async f =>
        {
            var first = await f.Applied(Put(0, "one")).ConfigureAwait(false);
            await f.Refused(Put(0, "again"), ConflictKind.Document, "the document exists").ConfigureAwait(false);
            var second = await f.Applied(Put(first.Sequence, "two")).ConfigureAwait(false);
            var refusal = await f.Refused(Put(first.Sequence, "late"), ConflictKind.Document, "the version is old").ConfigureAwait(false);
            Expect.Equal("two", await f.Body(s_key).ConfigureAwait(false), "the body after refused puts");
            Expect.That(second.Sequence > first.Sequence, "versions to grow.");
            Expect.That(refusal.Subject?.Contains("id", StringComparison.Ordinal) == true, "the refusal to name the document.");
        }),
        new(Group, "a put of an absent document with a version is refused", async f =>
        {
            await f.Refused(Put(7, "one"), ConflictKind.Document, "there is no version 7 of it").ConfigureAwait(false);
            Expect.Equal(null, await f.Body(s_key).ConfigureAwait(false), "the body");
        }),
        new(Group, "a delete needs the version that was read", async f =>
        {
            await f.Refused(new Commit().Delete(s_key, 3), ConflictKind.Document, "there is nothing to delete").ConfigureAwait(false);
            var first = await f.Applied(Put(0, "one")).ConfigureAwait(false);
            var second = await f.Applied(Put(first.Sequence, "two")).ConfigureAwait(false);
            await f.Refused(new Commit().Delete(s_key, first.Sequence), ConflictKind.Document, "the version is old").ConfigureAwait(false);
            await f.Applied(new Commit().Delete(s_key, second.Sequence)).ConfigureAwait(false);
            Expect.Equal(null, await f.Body(s_key).ConfigureAwait(false), "the body after the delete");
        }),
        new(Group, "a version is never used again, not even after a delete", async f =>
        {
            var first = await f.Applied(Put(0, "one")).ConfigureAwait(false);
            await f.Applied(new Commit().Delete(s_key, first.Sequence)).ConfigureAwait(false);
            var second = await f.Applied(Put(0, "two")).ConfigureAwait(false);
            Expect.That(second.Sequence > first.Sequence, "a document made anew to have a higher version.");
            await f.Refused(Put(first.Sequence, "stale"), ConflictKind.Document, "the writer read the document that was deleted").ConfigureAwait(false);
        }),
        new(Group, "a check requires a version and writes nothing", async f =>
        {
            await f.Applied(new Commit().Check(s_key, 0)).ConfigureAwait(false);
            var first = await f.Applied(Put(0, "one")).ConfigureAwait(false);
            await f.Applied(new Commit().Check(s_key, first.Sequence)).ConfigureAwait(false);
            await f.Refused(new Commit().Check(s_key, 0), ConflictKind.Document, "the document exists").ConfigureAwait(false);
            await f.Refused(new Commit().Check(s_key, first.Sequence + 1), ConflictKind.Document, "it has another version").ConfigureAwait(false);
            Expect.Equal(first.Sequence, await f.Version(s_key).ConfigureAwait(false), "the version after checks");
        }),
        new(Group, "a body is bytes: empty, every value, not a text, and large", async f =>
        {
            byte[][] bodies = [[], [.. Enumerable.Range(0, 256).Select(static i => (byte)i)], [0xFF, 0xFE, 0xC0, 0x00], new byte[1 << 20]];
            new SeededChanceBytes(5).Fill(bodies[3]);
            for (var i = 0; i < bodies.Length; i++)
            {
                var key = new DocumentKey("c", $"{i}");
                await f.Applied(new Commit().Put(key, 0, bodies[i])).ConfigureAwait(false);
                var read = Expect.Some(await f.Store.GetAsync(key).ConfigureAwait(false), $"document {i}");
                Expect.That(read.Body.Span.SequenceEqual(bodies[i]), $"body {i} of {bodies[i].Length} bytes to come back as it was.");
            }
        }),
        new(Group, "names are compared exactly", async f =>
        {
            DocumentKey[] keys = [.. OddNames.All.Select(static n => new DocumentKey("c", n)), new("c/x", "y"), new("c", "x/y"), new("C", "a")];
            foreach (var key in keys)
                await f.Applied(new Commit().Put(key, 0, StoreFixture.Bytes($"{key.Collection}|{key.Id}"))).ConfigureAwait(false);
            foreach (var key in keys)
                Expect.Equal($"{key.Collection}|{key.Id}", await f.Body(key).ConfigureAwait(false), $"the body of '{key}'");
        }),
    ];

    private static Commit Put(long expected, string body) => new Commit().Put(s_key, expected, StoreFixture.Bytes(body));
}
