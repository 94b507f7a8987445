using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BuildingSync.Systems.Oem;

namespace BuildingSync.Adapters;

/// <summary>How this program talks to the manufacturer's cloud: by its HTTP API. The cursor of the change feed is kept in a file.</summary>
internal sealed class OemInterface(OemClient client, string cursorFile, AdapterCounter counter)
{
    public const string ClientName = "sync";

    private const int PageSize = 1000;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);
    private long _cursor = File.Exists(cursorFile) ? long.Parse(File.ReadAllText(cursorFile), CultureInfo.InvariantCulture) : 0;

    /// <summary>Up to where the change feed has been read.</summary>
    public long Cursor => Interlocked.Read(ref _cursor);

    /// <summary>
    /// The changes from where the last run stopped, and then as they come. Its own are among them: after a crash, that is how a record
    /// becomes known that was created and not acknowledged.
    /// </summary>
    public async IAsyncEnumerable<Page> ReadChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await client.GetChangesAsync(Cursor, PageSize, cancellationToken);
            if (page.Cursor > Cursor)
                yield return new(this, page);
            else
                await Task.Delay(s_poll, cancellationToken);
        }
    }

    /// <summary>Creates a record and returns its id. The API keeps the delivery's id, so a repeated delivery creates nothing.</summary>
    public async Task<string> CreateAsync<T>(string kind, T record, JsonTypeInfo<T> type, string deliveryId, CancellationToken cancellationToken)
    {
        var id = await client.CreateAsync(kind, JsonSerializer.Serialize(record, type), deliveryId, cancellationToken);
        counter.AddPushed();
        return id;
    }

    /// <summary>Replaces a record; waits while a change that somebody else made to it is on its way out.</summary>
    public async Task ReplaceAsync<T>(string kind, string id, T record, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        while (!await client.TryReplaceAsync(kind, id, JsonSerializer.Serialize(record, type), Cursor, cancellationToken))
            await Task.Delay(s_poll, cancellationToken);
        counter.AddPushed();
    }

    /// <summary>A page of changes.</summary>
    internal sealed class Page(OemInterface oem, OemPage page)
    {
        /// <summary>The changed records of a kind as entities. Records that cannot be read are kept among the rejects.</summary>
        public IReadOnlyList<TEntity> Read<T, TEntity>(string kind, JsonTypeInfo<T> type, Func<string, T, TEntity> read)
            where T : class
        {
            var entities = new List<TEntity>();
            foreach (var change in page.Items.Where(c => c.Kind == kind))
            {
                try
                {
                    if (change.Id is not { Length: > 0 } id)
                        Reject(change, "id", "is missing");
                    else if (JsonSerializer.Deserialize(change.Body, type) is not { } record)
                        Reject(change, "", "is null");
                    else
                        entities.Add(read(id, record));
                }
                catch (JsonException e)
                {
                    Reject(change, e.Path?.TrimStart('$', '.') ?? "", $"byte {e.BytePositionInLine}: {e.Message}");
                }
            }

            oem.Counter.AddReceived(entities.Count);
            return entities;
        }

        /// <summary>Everything of this page has been taken over.</summary>
        public void Done()
        {
            File.WriteAllText(oem.CursorTemp, page.Cursor.ToString(CultureInfo.InvariantCulture));
            File.Move(oem.CursorTemp, oem.CursorFile, overwrite: true);
            Interlocked.Exchange(ref oem._cursor, page.Cursor);
        }

        private void Reject(OemChange change, string field, string reason) =>
            oem.Counter.Rejects.Add("/v1/" + change.Kind, change.Seq.ToString(CultureInfo.InvariantCulture), field, reason, change.Body);
    }

    private string CursorFile => cursorFile;

    private string CursorTemp => cursorFile + ".tmp";

    private AdapterCounter Counter => counter;
}
