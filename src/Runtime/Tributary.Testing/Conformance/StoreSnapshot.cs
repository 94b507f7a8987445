using System.Globalization;
using System.Text;
using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>All that can be read of a store through its lists, as text, so that two states can be compared and shown.</summary>
internal static class StoreSnapshot
{
    public static async Task<string> Take(IFlowStore store, string[] collections, string[] indexes, string[] logs)
    {
        var text = new StringBuilder();
        foreach (var collection in collections)
        {
            foreach (var d in (await store.ListDocumentsAsync(collection, null, 1_000).ConfigureAwait(false)).Items)
                Line(text, $"document {d.Key} v{d.Version} {StoreFixture.Text(d.Body)}");
        }

        foreach (var index in indexes)
        {
            foreach (var e in (await store.ListIndexAsync(index, "", null, 1_000).ConfigureAwait(false)).Items)
                Line(text, $"index {e.Key} {e.Owner}");
        }

        foreach (var log in logs)
        {
            foreach (var e in await store.ReadLogAsync(log, 0, 1_000).ConfigureAwait(false))
                Line(text, $"log {log} {e.Position} {StoreFixture.Text(e.Body)}");
            Line(text, $"log {log} ends at {await store.GetLogEndAsync(log).ConfigureAwait(false)}");
        }

        foreach (var queue in await store.ListQueuesAsync().ConfigureAwait(false))
        {
            Line(text, $"queue {queue} {await store.CountAsync(queue).ConfigureAwait(false)}");
            foreach (var m in (await store.ListMessagesAsync(queue, null, 1_000).ConfigureAwait(false)).Items)
                Line(text, $"message {Show(m)}");
            foreach (var d in (await store.ListDeadLettersAsync(queue, null, 1_000).ConfigureAwait(false)).Items)
                Line(text, $"dead letter {Show(d.Message)} {d.Reason} {d.Detail} {d.DiedAt:O}");
        }

        return text.ToString();
    }

    private static string Show(StoredMessage m) =>
        string.Create(CultureInfo.InvariantCulture, $"{m.Id} {m.Address} {StoreFixture.Text(m.Body)} from {m.VisibleFrom:O} attempts {m.Attempts} {m.LastError}");

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
