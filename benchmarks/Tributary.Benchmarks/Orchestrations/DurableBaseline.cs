using Microsoft.Data.Sqlite;

namespace Tributary.Benchmarks.Orchestrations;

/// <summary>
/// The rows of an orchestration with some activities, written by hand: the instance with its start message, then for each step a message out and in, and a
/// history row, and at the end the instance again. Same sizes, same pragmas, prepared commands, many instances to a transaction.
/// </summary>
internal sealed class DurableBaseline : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tributary-ado").FullName;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _create;
    private readonly SqliteCommand _finish;
    private readonly SqliteCommand _send;
    private readonly SqliteCommand _take;
    private readonly SqliteCommand _append;
    private readonly byte[] _instance = new byte[220];
    private readonly byte[] _message = new byte[150];
    private readonly byte[] _turn = new byte[260];
    private long _next;

    public DurableBaseline()
    {
        SQLitePCL.Batteries_V2.Init();
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "ado.db")};Pooling=False");
        _connection.Open();
        using (var schema = _connection.CreateCommand())
        {
            schema.CommandText = """
                PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
                CREATE TABLE instance (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
                CREATE TABLE message (id INTEGER PRIMARY KEY, queue TEXT NOT NULL, partition TEXT NOT NULL, body BLOB NOT NULL);
                CREATE TABLE history (log TEXT NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE (log, position));
                """;
            schema.ExecuteNonQuery();
        }

        _create = Prepare("INSERT INTO instance VALUES ($a, 1, $b)", 2);
        _finish = Prepare("UPDATE instance SET version = 2, body = $b WHERE id = $a AND version = 1", 2);
        _send = Prepare("INSERT INTO message (queue, partition, body) VALUES ($a, $b, $c) RETURNING id", 3);
        _take = Prepare("DELETE FROM message WHERE id = $a", 1);
        _append = Prepare("INSERT INTO history VALUES ($a, $b, $c)", 3);
    }

    /// <summary>Runs instances in batches: each step of all instances of a batch is one transaction, as if they ran side by side.</summary>
    public void Run(int instances, int steps, int batch)
    {
        for (var done = 0; done < instances; done += batch)
            RunBatch([.. Enumerable.Range(0, Math.Min(batch, instances - done)).Select(_ => $"i{_next++}")], steps);
    }

    public void Dispose()
    {
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void RunBatch(string[] ids, int steps)
    {
        var messages = new long[ids.Length];
        Transaction(() =>
        {
            for (var i = 0; i < ids.Length; i++)
            {
                Execute(_create, ids[i], _instance);
                messages[i] = Send("flow", ids[i]);
            }
        });
        for (var step = 0; step <= steps; step++)
        {
            Transaction(() =>
            {
                for (var i = 0; i < ids.Length; i++)
                {
                    Execute(_take, messages[i]);
                    Execute(_append, ids[i], (long)step, _turn);
                    if (step == steps)
                        Execute(_finish, ids[i], _instance);
                    else
                        messages[i] = Send("activity", ids[i]);
                }
            });
            if (step == steps)
                break;
            Transaction(() =>
            {
                for (var i = 0; i < ids.Length; i++)
                {
                    Execute(_take, messages[i]);
                    messages[i] = Send("flow", ids[i]);
                }
            });
        }
    }

    private void Transaction(Action write)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var command in new[] { _create, _finish, _send, _take, _append })
            command.Transaction = transaction;
        write();
        transaction.Commit();
    }

    private long Send(string queue, string partition)
    {
        Bind(_send, queue, partition, _message);
        return (long)_send.ExecuteScalar()!;
    }

    private static void Execute(SqliteCommand command, params object[] values)
    {
        Bind(command, values);
        if (command.ExecuteNonQuery() != 1)
            throw new InvalidOperationException("A row was not there.");
    }

    private static void Bind(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + (char)('a' + i) });
        return command;
    }
}
