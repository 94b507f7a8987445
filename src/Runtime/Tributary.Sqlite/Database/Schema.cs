namespace Tributary.Sqlite.Database;

/// <summary>The tables, as steps: step n brings a file from version n to n + 1. A released step never changes.</summary>
internal static class Schema
{
    /// <summary>Marks a file as a Tributary store, in SQLite's header ("Trib").</summary>
    public const int ApplicationId = 0x54726962;

    // What carries a body is a row-id table, because in a table without row ids a row of more than a quarter of a page spills to a page
    // of its own. Times are UTC ticks. A message that is not delayed has no visible_from, so that the index holds the delayed ones only.
    private const string First =
        """
        CREATE TABLE state (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            sequence INTEGER NOT NULL,
            last_message INTEGER NOT NULL,
            openings INTEGER NOT NULL
        );
        INSERT INTO state VALUES (1, 0, 0, 0);

        CREATE TABLE document (
            number INTEGER PRIMARY KEY,
            collection TEXT NOT NULL,
            id TEXT NOT NULL,
            version INTEGER NOT NULL,
            body BLOB NOT NULL
        );
        CREATE UNIQUE INDEX document_key ON document (collection, id);

        CREATE TABLE index_entry (
            name TEXT NOT NULL,
            key TEXT NOT NULL,
            owner TEXT NOT NULL,
            PRIMARY KEY (name, key)
        ) WITHOUT ROWID;

        CREATE TABLE log (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            trimmed_end INTEGER NOT NULL
        );
        CREATE TABLE log_entry (
            number INTEGER PRIMARY KEY,
            log INTEGER NOT NULL,
            position INTEGER NOT NULL,
            body BLOB NOT NULL
        );
        CREATE UNIQUE INDEX log_entry_position ON log_entry (log, position);

        CREATE TABLE message (
            id INTEGER PRIMARY KEY,
            queue TEXT NOT NULL,
            partition TEXT NOT NULL,
            enqueued_at INTEGER NOT NULL,
            visible_from INTEGER,
            attempts INTEGER NOT NULL,
            dedupe_id TEXT,
            trace_parent TEXT,
            last_error TEXT,
            body BLOB NOT NULL
        );
        CREATE INDEX message_delayed ON message (queue, partition) WHERE visible_from IS NOT NULL;

        CREATE TABLE dead_letter (
            id INTEGER PRIMARY KEY,
            queue TEXT NOT NULL,
            partition TEXT NOT NULL,
            enqueued_at INTEGER NOT NULL,
            visible_from INTEGER,
            attempts INTEGER NOT NULL,
            dedupe_id TEXT,
            trace_parent TEXT,
            last_error TEXT,
            body BLOB NOT NULL,
            reason TEXT NOT NULL,
            detail TEXT NOT NULL,
            died_at INTEGER NOT NULL
        );
        CREATE INDEX dead_letter_queue ON dead_letter (queue, id);

        CREATE TABLE dedupe (
            number INTEGER PRIMARY KEY,
            queue TEXT NOT NULL,
            id TEXT NOT NULL,
            sent_at INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX dedupe_id ON dedupe (queue, id);
        """;

    /// <summary>All steps, oldest first.</summary>
    public static IReadOnlyList<string> Steps { get; } = [First];
}
