using System.Globalization;
using System.Runtime.CompilerServices;
using BuildingSync.Systems.Cmms;

namespace BuildingSync.Adapters;

/// <summary>How this program talks to the maintenance system: by its folder of CSV files.</summary>
internal sealed class CmmsInterface(CmmsReader reader, AdapterCounter counter)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    // Files are written one at a time; those who wait must not block threads.
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Every asset at first, because the folder has no change log, and then what changes. Sent again, an asset changes nothing.</summary>
    public async IAsyncEnumerable<Batch> ReadChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (var lines in reader.ReadChanged())
                yield return new(reader, counter, lines);
            await Task.Delay(s_pause, cancellationToken);
            await reader.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Adds an asset and returns its number. The file keeps the delivery's id, so a repeated delivery adds nothing.</summary>
    public async Task<string> InsertAsync(CmmsList list, IReadOnlyDictionary<string, string?> values, string deliveryId, CancellationToken cancellationToken)
    {
        var id = await WriteAsync(() => reader.Insert(list, values, deliveryId), cancellationToken);
        counter.AddPushed();
        return id;
    }

    /// <summary>Changes an asset; waits while an operator's change of it is on its way out.</summary>
    public async Task UpdateAsync(CmmsList list, string id, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        while (!await WriteAsync(() => reader.TryUpdate(list, id, values), cancellationToken))
            await Task.Delay(s_pause, cancellationToken);
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

    /// <summary>The changed lines of one file.</summary>
    internal sealed class Batch(CmmsReader reader, AdapterCounter counter, IReadOnlyList<CmmsLine> lines)
    {
        /// <summary>The changed lines of a list as entities. Lines that cannot be read are kept among the rejects.</summary>
        public IReadOnlyList<T> Read<T>(CmmsList list, Func<CmmsLine, T> read)
        {
            var entities = new List<T>();
            foreach (var line in lines.Where(l => l.List == list))
            {
                try
                {
                    entities.Add(line.Fault is null ? read(line) : throw line.Fault);
                }
                catch (CmmsDataException e)
                {
                    counter.Rejects.Add(e.File, e.Line.ToString(CultureInfo.InvariantCulture), e.Column, e.Problem, e.Raw);
                }
            }

            counter.AddReceived(entities.Count);
            return entities;
        }

        /// <summary>Everything of this file has been taken over.</summary>
        public void Done() => reader.MarkRead(lines);
    }
}
