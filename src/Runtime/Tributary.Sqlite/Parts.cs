using Microsoft.Extensions.Logging;
using Tributary.Sqlite.Beside;
using Tributary.Sqlite.Database;
using Tributary.Sqlite.Reading;
using Tributary.Sqlite.Writing;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite;

/// <summary>What an open store consists of.</summary>
internal sealed class Parts
{
    // Room for the leases of one opening, below the number of the opening: so tokens grow and are never given out twice.
    private const int TokenBits = 40;

    private readonly LockFile _lock;
    private readonly LeaseJournal _journal;
    private readonly Checkpointer _checkpointer;

    private readonly CommitListener _listener;

    private Parts(
        LockFile @lock, MessageBoard board, CommitWriter writer, Checkpointer checkpointer, ReaderPool readers, LeaseJournal journal, CommitListener listener)
    {
        _lock = @lock;
        _listener = listener;
        _journal = journal;
        _checkpointer = checkpointer;
        Board = board;
        Writer = writer;
        Readers = readers;
    }

    /// <summary>Who leases what.</summary>
    public MessageBoard Board { get; }

    /// <summary>The one that writes.</summary>
    public CommitWriter Writer { get; }

    /// <summary>Those that read.</summary>
    public ReaderPool Readers { get; }

    /// <summary>Opens the file with everything around it; leaves nothing open when it fails.</summary>
    public static Parts Open(string path, SqliteStoreOptions options, TimeProvider clock, ILogger logger, IReadOnlyList<string> schema)
    {
        SQLitePCL.Batteries_V2.Init();
        StoreFile.CheckHeader(path);
        CreateFolder(path);
        var undo = new Stack<IDisposable>();
        try
        {
            var @lock = Keep(LockFile.Take(path));
            var connection = Keep(StoreFile.Open(path, options, schema));
            var opening = connection.Number("SELECT openings FROM state") + 1;
            var left = LeaseJournal.Read(path, opening - 1);
            connection.Execute("UPDATE state SET openings = openings + 1");
            var journal = Keep(LeaseJournal.Begin(path, opening));
            var readers = Keep(new ReaderPool(path, options.BusyTimeout));
            var board = Keep(new MessageBoard(
                clock,
                opening << TokenBits,
                options.MessageMemoryBudget,
                id => readers.Read(id, static (reader, id) => reader.LoadBody(id)),
                journal));
            var messages = new MessageTables(
                connection, clock, options.DedupeRetention, connection.Number("SELECT last_message FROM state"));
            messages.Load(board, new Suspects(Inquest.Conclude(left)));
            var checkpointer = new Checkpointer(Keep(Connection.Open(path, readOnly: false, options.BusyTimeout)), logger);
            var writer = new CommitWriter(connection, board, messages, checkpointer, connection.Number("SELECT sequence FROM state"));

            var queues = board.ListQueues();
            Log.Opened(logger, path, queues.Sum(queue => board.Count(queue).Pending), queues.Count);
            if (left.Count > 0)
                Log.LeftBehind(logger, path, left.Count);
            return new Parts(@lock, board, writer, checkpointer, readers, journal, new CommitListener(path, writer.Submit, clock, logger));
        }
        catch
        {
            while (undo.TryPop(out var opened))
                opened.Dispose();
            throw;
        }

        T Keep<T>(T opened)
            where T : IDisposable
        {
            undo.Push(opened);
            return opened;
        }
    }

    /// <summary>Starts the threads.</summary>
    public void Start()
    {
        Writer.Start();
        _checkpointer.Start();
        _listener.Start();
    }

    /// <summary>Lets the writer finish, and closes everything. The lock comes last.</summary>
    public async Task CloseAsync()
    {
        await _listener.DisposeAsync().ConfigureAwait(false);
        await Writer.StopAsync().ConfigureAwait(false);
        Board.Dispose();
        Readers.Dispose();
        await _checkpointer.StopAsync().ConfigureAwait(false);
        _journal.Dispose();
        _lock.Dispose();
    }

    private static void CreateFolder(string path)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { } folder)
                Directory.CreateDirectory(folder);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw Faults.Of(inner, path);
        }
    }
}
