using System.Globalization;
using System.Runtime.CompilerServices;
using BuildingSync.Systems.Bms;

namespace BuildingSync.Adapters;

/// <summary>How this program talks to the building management system: by its change log and its tables.</summary>
internal sealed class BmsInterface(BmsDatabase db, AdapterCounter counter)
{
    private const int PageSize = 1000;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(50);

    // SQLite has one writer at a time; those who wait must not block threads.
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>The changes from where the last run stopped, and then as they come.</summary>
    public async IAsyncEnumerable<Page> ReadChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var changes = db.ReadChanges(PageSize);
            if (changes.Position > db.ReadPosition)
                yield return new(db, counter, changes);
            else
                await Task.Delay(s_poll, cancellationToken);
        }
    }

    /// <summary>Adds a row and returns its id. The database keeps the delivery's id, so a repeated delivery adds nothing.</summary>
    public async Task<string> InsertAsync(BmsRow row, string deliveryId, CancellationToken cancellationToken)
    {
        var id = await WriteAsync(() => db.Insert(row, deliveryId), cancellationToken);
        counter.AddPushed();
        return id.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Changes a row; waits while an operator's change of it is on its way out.</summary>
    public async Task UpdateAsync(BmsRow row, CancellationToken cancellationToken)
    {
        while (!await WriteAsync(() => db.TryUpdate(row), cancellationToken))
            await Task.Delay(s_poll, cancellationToken);
        counter.AddPushed();
    }

    private async Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return write();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>A page of changes.</summary>
    internal sealed class Page(BmsDatabase db, AdapterCounter counter, BmsPage changes)
    {
        /// <summary>The changed rows of a table as entities. Rows that cannot be read are kept among the rejects.</summary>
        public IReadOnlyList<T> Read<T>(BmsTable table, Func<BmsRow, T> read)
        {
            var entities = new List<T>();
            foreach (var row in changes.Rows.Where(r => r.Table == table))
            {
                try
                {
                    entities.Add(read(row));
                }
                catch (BmsDataException e)
                {
                    counter.Rejects.Add(table.Name, row.Id.ToString(CultureInfo.InvariantCulture), e.Column, e.Problem, row.ToString());
                }
            }

            counter.AddReceived(entities.Count);
            return entities;
        }

        /// <summary>Everything of this page has been taken over.</summary>
        public void Done() => db.SaveReadPosition(changes.Position);
    }
}
