using Microsoft.Extensions.Options;

namespace Tributary.Sqlite;

/// <summary>How far a commit is safe when it returns. Neither choice can damage the file.</summary>
public enum SqliteSynchronous
{
    /// <summary>
    /// The operating system has it: it survives the end of the process, <c>kill -9</c> included. After a power loss the last commits,
    /// back to the last checkpoint of the write-ahead log, may be missing.
    /// </summary>
    Normal,

    /// <summary>The disk has it: it survives a power loss as well. Each group of commits waits for the disk.</summary>
    Full,
}

/// <summary>Settings of the SQLite store, bound from the configuration section <c>Tributary:Store</c>.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The section that these settings are bound from.</summary>
    public const string SectionName = "Tributary:Store";

    /// <summary>The file; relative to the working directory. Created when absent, with its folder. <c>tributary.db</c> unless set.</summary>
    public string Path { get; set; } = "tributary.db";

    /// <summary>How far a commit is safe when it returns.</summary>
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Normal;

    /// <summary>
    /// So many bytes of queued messages' payload are kept in memory; the payloads of a longer backlog are read from the file when they
    /// are leased. 64 MiB unless set.
    /// </summary>
    public long MessageMemoryBudget { get; set; } = 64L << 20;

    /// <summary>How long to wait for another program that reads or copies the file. Five seconds unless set.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the dedupe ids of sent messages are remembered. Seven days unless set.</summary>
    public TimeSpan DedupeRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Whether the whole file is checked when it is opened, which takes about a second per gigabyte. True unless set.</summary>
    public bool CheckIntegrity { get; set; } = true;

    /// <summary>Lets a test fill the disk: the file grows to so many pages of 4 KiB. Zero is no limit.</summary>
    internal int MaxPages { get; set; }
}

/// <summary>Checks the settings when the host starts.</summary>
internal sealed class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, SqliteStoreOptions options)
    {
        List<string> failures = [];
        if (string.IsNullOrWhiteSpace(options.Path))
            Fail(nameof(options.Path), "must name a file");
        else if (string.Equals(options.Path, ":memory:", StringComparison.Ordinal))
            Fail(nameof(options.Path), "must name a file; for a store in memory call UseInMemoryStore()");
        if (!Enum.IsDefined(options.Synchronous))
            Fail(nameof(options.Synchronous), "must be Normal or Full");
        if (options.MessageMemoryBudget < 0)
            Fail(nameof(options.MessageMemoryBudget), "must not be negative");
        if (options.BusyTimeout < TimeSpan.Zero || options.BusyTimeout > TimeSpan.FromHours(1))
            Fail(nameof(options.BusyTimeout), "must be between zero and one hour");
        if (options.DedupeRetention <= TimeSpan.Zero)
            Fail(nameof(options.DedupeRetention), "must be longer than zero");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Fail(string setting, string rule) => failures.Add($"{SqliteStoreOptions.SectionName}:{setting} {rule}.");
    }
}
