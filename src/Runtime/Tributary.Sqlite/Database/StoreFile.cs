using System.Globalization;
using Tributary.Store;

namespace Tributary.Sqlite.Database;

/// <summary>Opens the file as a store: recognises it, checks it, and brings its tables up to date.</summary>
internal static class StoreFile
{
    private const int HeaderLength = 16;

    /// <summary>Refuses a file that is not an SQLite database, before anything beside it is touched.</summary>
    /// <exception cref="FlowStoreException">It is foreign, or cannot be read.</exception>
    public static void CheckHeader(string path)
    {
        try
        {
            if (!File.Exists(path))
                return;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length == 0)
                return;
            Span<byte> header = stackalloc byte[HeaderLength];
            var read = file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
            if (read < HeaderLength || !header.SequenceEqual("SQLite format 3\0"u8))
                throw Foreign(path, "it is not an SQLite database");
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw Faults.Of(inner, path);
        }
    }

    /// <summary>Opens the connection that writes, on a file whose lock is held.</summary>
    /// <exception cref="FlowStoreException">The file is foreign, too new, damaged, or not accessible.</exception>
    public static Connection Open(string path, SqliteStoreOptions options, IReadOnlyList<string> steps)
    {
        var connection = Connection.Open(path, readOnly: false, options.BusyTimeout);
        try
        {
            var version = Recognise(connection, steps.Count);
            if (version > 0 && options.CheckIntegrity)
                CheckIntegrity(connection);
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 67108864;");
            connection.Execute("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;");
            connection.Execute(options.Synchronous == SqliteSynchronous.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            Migrate(connection, version, steps);
            if (options.MaxPages > 0)
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {options.MaxPages}"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a file that cannot be read as a store of this version, without changing it.</summary>
    /// <exception cref="FlowStoreException">The file is missing, foreign, or of another version.</exception>
    public static void CheckReadable(string path, TimeSpan busyTimeout)
    {
        if (!File.Exists(path))
            throw new FlowStoreException(FlowStoreFault.Medium, $"There is no store '{path}'. The host that uses it creates it.");
        CheckHeader(path);
        using var connection = Connection.Open(path, readOnly: true, busyTimeout);
        var version = Recognise(connection, Schema.Steps.Count);
        if (version == 0)
            throw Foreign(path, "it is empty");
        if (version < Schema.Steps.Count)
        {
            throw new FlowStoreException(FlowStoreFault.TooNew, string.Create(CultureInfo.InvariantCulture,
                $"The store '{path}' has schema version {version}, and this program reads version {Schema.Steps.Count}. Open it with a host of this version first, which brings it up to date."));
        }
    }

    private static long Recognise(Connection connection, int newest)
    {
        var application = connection.Number("PRAGMA application_id");
        var version = connection.Number("PRAGMA user_version");
        if (application == 0 && version == 0 && connection.Number("SELECT count(*) FROM sqlite_master") == 0)
            return 0;
        if (application != Schema.ApplicationId)
            throw Foreign(connection.Path, "it is the SQLite database of another application");
        if (version > newest)
        {
            throw new FlowStoreException(FlowStoreFault.TooNew, string.Create(CultureInfo.InvariantCulture,
                $"The store '{connection.Path}' has schema version {version}, and this program knows versions up to {newest}. Run it with the newer version of Tributary that wrote the file, or choose another Tributary:Store:Path."));
        }

        return version;
    }

    private static void CheckIntegrity(Connection connection)
    {
        using var check = connection.Prepare("PRAGMA quick_check(1)");
        var verdict = check.Step() ? check.Text(0) : "no answer";
        check.Reset();
        if (!string.Equals(verdict, "ok", StringComparison.Ordinal))
        {
            throw new FlowStoreException(FlowStoreFault.Corrupt,
                $"The store '{connection.Path}' is damaged: {verdict}. Keep the file, and restore a backup or recover it with the .recover command of the sqlite3 tool.");
        }
    }

    private static void Migrate(Connection connection, long version, IReadOnlyList<string> steps)
    {
        if (version == steps.Count)
            return;
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            for (var step = (int)version; step < steps.Count; step++)
                connection.Execute(steps[step]);
            connection.Execute(string.Create(CultureInfo.InvariantCulture,
                $"PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = {steps.Count}; COMMIT"));
        }
        catch
        {
            connection.RollBack();
            throw;
        }
    }

    private static FlowStoreException Foreign(string path, string why) => new(
        FlowStoreFault.Foreign, $"'{path}' is not a Tributary store: {why}. Choose another Tributary:Store:Path, or move the file away.");
}
