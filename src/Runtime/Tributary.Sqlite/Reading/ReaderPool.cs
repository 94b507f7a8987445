using System.Collections.Concurrent;
using Tributary.Sqlite.Database;
using Tributary.Store;

namespace Tributary.Sqlite.Reading;

/// <summary>The readers beside the writer. Each read has its own view of the file, and sees every commit that was reported before it.</summary>
internal sealed class ReaderPool(string path, TimeSpan busyTimeout) : IDisposable
{
    // Reads are short and run on their caller's thread, so more than a few idle readers would only hold memory.
    private const int MaxIdle = 8;

    private readonly ConcurrentStack<Reader> _idle = new();
    private volatile bool _disposed;

    /// <summary>Runs one read.</summary>
    public TResult Read<TArguments, TResult>(TArguments arguments, Func<Reader, TArguments, TResult> read)
    {
        if (_disposed)
            throw new FlowStoreException(FlowStoreFault.Closed, $"The store '{path}' was closed.");
        if (!_idle.TryPop(out var reader))
            reader = new Reader(Connection.Open(path, readOnly: true, busyTimeout));
        try
        {
            var result = read(reader, arguments);
            Return(reader);
            return result;
        }
        catch
        {
            // Whatever state its statements are in, nobody meets them again.
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Closes the idle readers; one that is at work is closed when it is returned.</summary>
    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryPop(out var reader))
            reader.Dispose();
    }

    private void Return(Reader reader)
    {
        if (_disposed || _idle.Count >= MaxIdle)
        {
            reader.Dispose();
            return;
        }

        _idle.Push(reader);
        if (_disposed)
            Dispose();
    }
}
