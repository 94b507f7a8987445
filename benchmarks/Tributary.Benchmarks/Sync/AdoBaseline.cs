using Microsoft.Data.Sqlite;

namespace Tributary.Benchmarks.Sync;

/// <summary>
/// What one would write by hand for the same durability: per update an inbox row in and out, the entity with its version checked, a log
/// row, an outbox row in and out, and the entity again when the delivery is acknowledged. Same sizes, same pragmas, prepared commands.
/// </summary>
internal sealed class AdoBaseline : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tributary-ado").FullName;
    private readonly SqliteConnection _connection;
    private readonly Loop _loop;
    private readonly int _entities;

    public AdoBaseline(int entities)
    {
        SQLitePCL.Batteries_V2.Init();
        _entities = entities;
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "ado.db")};Pooling=False");
        _connection.Open();
        Execute(_connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
        Execute(_connection, """
            CREATE TABLE entity (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
            CREATE TABLE message (id INTEGER PRIMARY KEY, queue TEXT NOT NULL, partition TEXT NOT NULL, visible INTEGER NOT NULL, body BLOB NOT NULL);
            CREATE TABLE log (position INTEGER PRIMARY KEY, body BLOB NOT NULL);
            """);
        _loop = new Loop(_connection);
        _loop.Create(entities);
    }

    /// <summary>Updates every entity once.</summary>
    public void Round(int batch)
    {
        for (var start = 0; start < _entities; start += batch)
            _loop.Update(start, Math.Min(batch, _entities - start));
    }

    public void Dispose()
    {
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Loop(SqliteConnection connection)
    {
        private readonly byte[] _inbound = new byte[420];
        private readonly byte[] _entity = new byte[1_150];
        private readonly byte[] _log = new byte[620];
        private readonly byte[] _outbound = new byte[1];
        private readonly Dictionary<string, long> _versions = [];
        private readonly SqliteCommand _create = Prepare(connection, "INSERT INTO entity VALUES ($a, 1, $b)", 2);
        private readonly SqliteCommand _send = Prepare(connection, "INSERT INTO message (queue, partition, visible, body) VALUES ($a, $b, $c, $d) RETURNING id", 4);
        private readonly SqliteCommand _write = Prepare(connection, "UPDATE entity SET version = version + 1, body = $c WHERE id = $a AND version = $b", 3);
        private readonly SqliteCommand _append = Prepare(connection, "INSERT INTO log (body) VALUES ($a)", 1);
        private readonly SqliteCommand _take = Prepare(connection, "DELETE FROM message WHERE id = $a", 1);

        public void Create(int entities)
        {
            using var transaction = connection.BeginTransaction();
            _create.Transaction = transaction;
            for (var number = 0; number < entities; number++)
            {
                Run(_create, $"m{number}", _entity);
                _versions[$"m{number}"] = 1;
            }

            transaction.Commit();
        }

        /// <summary>Three transactions, as three steps that different parts of a program take: send, decide, acknowledge.</summary>
        public void Update(int start, int count)
        {
            var inbox = new long[count];
            var outbox = new long[count];
            using (var transaction = Begin())
            {
                for (var i = 0; i < count; i++)
                    inbox[i] = Insert("inbound", $"m{start + i}", _inbound);
                transaction.Commit();
            }

            using (var transaction = Begin())
            {
                for (var i = 0; i < count; i++)
                {
                    Write($"m{start + i}");
                    Run(_append, _log);
                    Run(_take, inbox[i]);
                    outbox[i] = Insert("outbound", $"m{start + i}", _outbound);
                }

                transaction.Commit();
            }

            using (var transaction = Begin())
            {
                for (var i = 0; i < count; i++)
                {
                    Write($"m{start + i}");
                    Run(_take, outbox[i]);
                }

                transaction.Commit();
            }
        }

        private SqliteTransaction Begin()
        {
            var transaction = connection.BeginTransaction();
            foreach (var command in new[] { _send, _write, _append, _take })
                command.Transaction = transaction;
            return transaction;
        }

        private void Write(string id)
        {
            if (Run(_write, id, _versions[id], _entity) != 1)
                throw new InvalidOperationException("The version was not the expected one.");
            _versions[id]++;
        }

        private long Insert(string queue, string partition, byte[] body)
        {
            Bind(_send, queue, partition, 0L, body);
            return (long)_send.ExecuteScalar()!;
        }

        private static int Run(SqliteCommand command, params object[] values)
        {
            Bind(command, values);
            return command.ExecuteNonQuery();
        }

        private static void Bind(SqliteCommand command, params object[] values)
        {
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i];
        }

        private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters)
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < parameters; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + (char)('a' + i) });
            return command;
        }
    }
}
