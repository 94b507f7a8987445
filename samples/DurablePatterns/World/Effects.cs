using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Tributary;

namespace DurablePatterns.World;

/// <summary>
/// The world that the activities have their effects on: a SQLite file of its own, which knows nothing of orchestrations. An effect is
/// recorded under the idempotency key of its call, so a call that a crash made run twice has it once. Safe to use from any thread.
/// </summary>
public sealed class Effects : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<string, long> _counts = [];
    private readonly TimeProvider _clock;

    public Effects(string path, TimeProvider clock)
    {
        SQLitePCL.Batteries_V2.Init();
        _clock = clock;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            Execute(
                """
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                CREATE TABLE IF NOT EXISTS effects (
                    position INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, instance TEXT NOT NULL, activity TEXT NOT NULL, what TEXT NOT NULL, runs INTEGER NOT NULL);
                CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
                CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY);
                """);
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT instance, count(*) FROM effects GROUP BY instance";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                Count(reader.GetString(0), reader.GetInt64(1));
        }
        catch (SqliteException e)
        {
            _connection.Dispose();
            throw new InvalidDataException($"The effects database '{path}' cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Has an effect, once for each call. It takes a while before and after, so that a crash finds calls in every state.</summary>
    public async Task RecordAsync(ActivityContext call, string what)
    {
        ArgumentNullException.ThrowIfNull(call);
        await WorkAsync(call.CancellationToken);
        var runs = await WriteAsync(
            """
            INSERT INTO effects (key, instance, activity, what, runs) VALUES ($key, $instance, $activity, $what, 1)
            ON CONFLICT (key) DO UPDATE SET runs = runs + 1 RETURNING runs
            """,
            ("$key", call.IdempotencyKey), ("$instance", call.InstanceId), ("$activity", call.Activity), ("$what", what));
        if (runs is 1L)
            Count(call.InstanceId, 1);
        await WorkAsync(call.CancellationToken);
    }

    /// <summary>Counts something and returns how often it was counted, this time included.</summary>
    public async Task<long> CountAsync(string name) => (long)(await WriteAsync(
        "INSERT INTO counters VALUES ($name, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value", ("$name", name)))!;

    /// <summary>Notes that somebody has answered a request.</summary>
    internal Task AnswerAsync(Effect request) => WriteAsync("INSERT OR IGNORE INTO answers VALUES ($key)", ("$key", request.Key));

    /// <summary>The requests that nobody has answered.</summary>
    internal Task<IReadOnlyList<Effect>> ReadRequestsAsync() => ReadAsync(
        "SELECT * FROM effects WHERE activity IN ('SendApprovalRequest', 'EscalateApproval') AND key NOT IN (SELECT key FROM answers) ORDER BY position");

    /// <summary>All effects in their order.</summary>
    internal Task<IReadOnlyList<Effect>> ReadAllAsync() => ReadAsync("SELECT * FROM effects ORDER BY position");

    /// <summary>How many effects the instances of a pattern have had.</summary>
    internal long CountOf(string prefix) => _counts.GetValueOrDefault(prefix);

    public void Dispose()
    {
        _connection.Dispose();
        _one.Dispose();
    }

    private void Count(string instance, long effects) => _counts.AddOrUpdate(Ids.PrefixOf(instance), effects, (_, before) => before + effects);

    private Task WorkAsync(CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(25)), _clock, cancellationToken);

    private async Task<object?> WriteAsync(string sql, params (string Name, object Value)[] parameters)
    {
        await _one.WaitAsync();
        try
        {
            return Execute(sql, parameters);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<IReadOnlyList<Effect>> ReadAsync(string sql)
    {
        await _one.WaitAsync();
        try
        {
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<Effect>();
            while (reader.Read())
                rows.Add(new Effect(reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), Convert.ToInt64(reader[5], CultureInfo.InvariantCulture)));
            return rows;
        }
        finally
        {
            _one.Release();
        }
    }

    private object? Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteScalar();
    }
}
