using SQLitePCL;

namespace Tributary.Sqlite.Database;

/// <summary>
/// One connection to the file. It is used by one thread at a time. This is the library's own API and not ADO.NET, because a commit
/// is many tiny statements and the objects that ADO.NET makes for each of them cost more than SQLite does.
/// </summary>
internal sealed class Connection : IDisposable
{
    // SQLITE_DBSTATUS_CACHE_WRITE: pages written since it was last reset, which for a writer in WAL mode are frames of the log.
    private const int PagesWritten = 9;

    private readonly sqlite3 _handle;
    private readonly List<Statement> _statements = [];

    private Connection(sqlite3 handle, string path)
    {
        _handle = handle;
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>False while a transaction is open.</summary>
    public bool IsAutoCommit => raw.sqlite3_get_autocommit(_handle) != 0;

    /// <summary>How many rows the last insert, update or delete changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Opens the file, and creates it unless it is opened for reading only.</summary>
    public static Connection Open(string path, bool readOnly, TimeSpan busyTimeout)
    {
        var flags = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        var result = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var connection = new Connection(handle, path);
        try
        {
            connection.Check(result);
            raw.sqlite3_extended_result_codes(handle, 1);
            connection.Check(raw.sqlite3_busy_timeout(handle, (int)busyTimeout.TotalMilliseconds));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements that return nothing of interest.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Rolls an open transaction back. When that fails, the next transaction cannot begin and says so.</summary>
    public void RollBack()
    {
        if (!IsAutoCommit)
            raw.sqlite3_exec(_handle, "ROLLBACK");
    }

    /// <summary>Prepares a statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
        var statement = new Statement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>The number that a statement without parameters returns.</summary>
    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        var number = statement.Step() ? statement.Long(0) : 0;
        statement.Reset();
        return number;
    }

    /// <summary>Moves what is in the write-ahead log into the file, as far as readers and the writer allow without waiting.</summary>
    /// <returns>How many frames the log holds, and how many of them are in the file now.</returns>
    public (int Frames, int Done) CheckpointPassively()
    {
        Check(raw.sqlite3_wal_checkpoint_v2(_handle, null, raw.SQLITE_CHECKPOINT_PASSIVE, out var frames, out var done));
        return (frames, done);
    }

    /// <summary>How many pages this connection wrote since the last call.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(_handle, PagesWritten, out var pages, out _, 1));
        return pages;
    }

    /// <summary>Throws unless a call succeeded.</summary>
    public void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw Faults.Of(result, raw.sqlite3_errmsg(_handle).utf8_to_string(), Path);
    }

    /// <summary>Closes the statements and the connection.</summary>
    public void Dispose()
    {
        foreach (var statement in _statements)
            statement.Dispose();
        _statements.Clear();
        raw.sqlite3_close_v2(_handle);
        _handle.Dispose();
    }
}
