using System.Globalization;
using Microsoft.Data.Sqlite;

namespace BuildingSync.Systems.Bms;

/// <summary>
/// The building management system: a SQLite file of its own with integer ids. Triggers keep a change log, so that other programs can
/// read what changed since a position; the log says whether an operator or an interface changed a row. Safe to use from any thread.
/// </summary>
internal sealed class BmsDatabase : IDisposable
{
    private const string Interface = "interface";
    private const string Operator = "operator";

    private readonly SqliteConnection _connection;
    private readonly Lock _lock = new();
    private long _read;

    public BmsDatabase(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute(BmsSchema.Sql);
            _read = Convert.ToInt64(Scalar("SELECT position FROM readers WHERE name = 'sync'") ?? 0L, CultureInfo.InvariantCulture);
        }
        catch (SqliteException e)
        {
            _connection.Dispose();
            throw new InvalidDataException($"The bms database '{path}' cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>The position up to which the change log has been read by the interface.</summary>
    public long ReadPosition => Interlocked.Read(ref _read);

    /// <summary>The position of the newest change.</summary>
    public long LastPosition => (long)Scalar("SELECT coalesce(max(position), 0) FROM changes")!;

    /// <summary>The rows that changed after the read position, each once and as it is now, and the position they reach up to.</summary>
    public BmsPage ReadChanges(int limit)
    {
        lock (_lock)
        {
            var rows = new List<BmsRow>();
            var last = ReadPosition;
            using var changes = Command(
                """
                SELECT tbl, id, max(position) FROM (SELECT * FROM changes WHERE position > $read ORDER BY position LIMIT $limit)
                GROUP BY tbl, id ORDER BY 3
                """,
                ("$read", last), ("$limit", limit));
            using var reader = changes.ExecuteReader();
            while (reader.Read())
            {
                var table = BmsTable.All.First(t => t.Name == reader.GetString(0));
                if (Find(table, reader.GetInt64(1)) is { } row)
                    rows.Add(row);
                last = reader.GetInt64(2);
            }

            return new(rows, last);
        }
    }

    /// <summary>Remembers, across restarts, that everything up to a position has been read.</summary>
    public void SaveReadPosition(long position)
    {
        lock (_lock)
        {
            Execute("INSERT INTO readers VALUES ('sync', $p) ON CONFLICT (name) DO UPDATE SET position = excluded.position", ("$p", position));
            Interlocked.Exchange(ref _read, position);
        }
    }

    /// <summary>An interface adds a row; a repeated reference returns the row that is already there.</summary>
    public long Insert(BmsRow row, string reference)
    {
        lock (_lock)
            return Insert(row, reference, Interface);
    }

    /// <summary>An interface changes a row. False while an operator's change of it has not been read: it would be overwritten unseen.</summary>
    public bool TryUpdate(BmsRow row)
    {
        lock (_lock)
        {
            var set = string.Join(", ", row.Table.DataColumns.Select(c => $"{c} = ${c}"));
            using var update = Command(
                $"""
                UPDATE {row.Table.Name} SET {set}, changed_by = '{Interface}' WHERE id = $id AND NOT EXISTS
                (SELECT 1 FROM changes WHERE tbl = $tbl AND changes.id = $id AND position > $read AND by = '{Operator}')
                """,
                [("$id", row.Id), ("$tbl", row.Table.Name), ("$read", ReadPosition), .. row.Table.DataColumns.Select(c => ("$" + c, row[c]))]);
            if (update.ExecuteNonQuery() > 0)
                return true;
            if (Find(row.Table, row.Id) is null)
                throw new KeyNotFoundException($"bms table {row.Table.Name} has no row {row.Id}.");
            return false;
        }
    }

    /// <summary>An operator enters a row.</summary>
    public long Enter(BmsRow row)
    {
        lock (_lock)
            return Insert(row, null, Operator);
    }

    /// <summary>An operator enters many rows at once, with their ids.</summary>
    public void EnterMany(IEnumerable<BmsRow> rows)
    {
        lock (_lock)
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var row in rows)
                Insert(row, null, Operator);
            transaction.Commit();
        }
    }

    /// <summary>An operator changes one column of a row.</summary>
    public void Edit(BmsTable table, long id, string column, object? value)
    {
        lock (_lock)
            Execute($"UPDATE {table.Name} SET {column} = $v, changed_by = '{Operator}' WHERE id = $id", ("$v", value), ("$id", id));
    }

    /// <summary>Every row of a table.</summary>
    public IReadOnlyList<BmsRow> ReadAll(BmsTable table)
    {
        lock (_lock)
        {
            using var command = Command($"SELECT id, {string.Join(", ", table.DataColumns)} FROM {table.Name} ORDER BY id");
            return Rows(table, command);
        }
    }

    public void Dispose() => _connection.Dispose();

    private long Insert(BmsRow row, string? reference, string by)
    {
        var columns = row.Table.DataColumns;
        var sql = $"""
            INSERT INTO {row.Table.Name} (id, {string.Join(", ", columns)}, reference, changed_by)
            VALUES ($id, {string.Join(", ", columns.Select(c => "$" + c))}, $reference, $by)
            ON CONFLICT (reference) DO NOTHING RETURNING id
            """;
        var id = Scalar(sql, [("$id", row.Id == 0 ? null : row.Id), ("$reference", reference), ("$by", by), .. columns.Select(c => ("$" + c, row[c]))])
            ?? Scalar($"SELECT id FROM {row.Table.Name} WHERE reference = $reference", ("$reference", reference));
        return (long)id!;
    }

    private BmsRow? Find(BmsTable table, long id)
    {
        using var command = Command($"SELECT id, {string.Join(", ", table.DataColumns)} FROM {table.Name} WHERE id = $id", ("$id", id));
        return Rows(table, command).FirstOrDefault();
    }

    private static List<BmsRow> Rows(BmsTable table, SqliteCommand command)
    {
        var rows = new List<BmsRow>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(new(table, reader.GetInt64(0),
                [.. table.DataColumns.Select((c, i) => (c, reader.IsDBNull(i + 1) ? null : reader.GetValue(i + 1)))]));
        }

        return rows;
    }

    private object? Scalar(string sql, params IReadOnlyList<(string Name, object? Value)> parameters)
    {
        lock (_lock)
        {
            using var command = Command(sql, parameters);
            return command.ExecuteScalar() is { } value and not DBNull ? value : null;
        }
    }

    private void Execute(string sql, params IReadOnlyList<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params IReadOnlyList<(string Name, object? Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}

/// <summary>A stretch of the change log.</summary>
/// <param name="Rows">The changed rows.</param>
/// <param name="Position">The position that has been read when they have been taken over.</param>
internal sealed record BmsPage(IReadOnlyList<BmsRow> Rows, long Position);
