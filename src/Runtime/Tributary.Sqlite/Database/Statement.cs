using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Tributary.Sqlite.Database;

/// <summary>A prepared statement: bind, step, read, reset. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    private const int OnStack = 512;

    /// <summary>Binds a number.</summary>
    public Statement Bind(int index, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    /// <summary>Binds a number or null.</summary>
    public Statement Bind(int index, long? value)
    {
        connection.Check(value is { } number ? raw.sqlite3_bind_int64(handle, index, number) : raw.sqlite3_bind_null(handle, index));
        return this;
    }

    /// <summary>Binds a text or null.</summary>
    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            connection.Check(raw.sqlite3_bind_null(handle, index));
            return this;
        }

        // An empty span has no address, and SQLite takes that for null; the overload for strings does not.
        if (value.Length == 0)
        {
            connection.Check(raw.sqlite3_bind_text(handle, index, ""));
            return this;
        }

        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented is null ? stackalloc byte[OnStack] : rented;
        var written = Encoding.UTF8.GetBytes(value, buffer);
        connection.Check(raw.sqlite3_bind_text(handle, index, (ReadOnlySpan<byte>)buffer[..written]));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>Binds bytes.</summary>
    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        connection.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    /// <summary>Goes to the next row. After the last one, or a failure, the statement is ready for the next use.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW)
            return true;
        if (result != raw.SQLITE_DONE)
        {
            // The message belongs to the failure, so it is read before the reset.
            try
            {
                connection.Check(result);
            }
            finally
            {
                raw.sqlite3_reset(handle);
            }
        }

        raw.sqlite3_reset(handle);
        return false;
    }

    /// <summary>Runs a statement that returns no row.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Makes the statement ready for the next use before its last row was read, which also ends its view of the file.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    /// <summary>Reads a number.</summary>
    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>Reads a number or null.</summary>
    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>Reads a text.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    /// <summary>Reads a text or null.</summary>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>Reads bytes.</summary>
    public byte[] Bytes(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    /// <summary>Frees the statement.</summary>
    public void Dispose() => handle.Dispose();

    private bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;
}
