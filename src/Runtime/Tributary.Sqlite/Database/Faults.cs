using SQLitePCL;
using Tributary.Store;

namespace Tributary.Sqlite.Database;

/// <summary>Says what a failure means for the one who runs the program: which file, what is wrong, what to do.</summary>
internal static class Faults
{
    /// <summary>The exception for a result code.</summary>
    public static FlowStoreException Of(int result, string message, string path)
    {
        var (fault, remedy) = (result & 0xFF) switch
        {
            raw.SQLITE_FULL => (FlowStoreFault.Medium, "The disk is full: free some space. Nothing of the refused work was applied."),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN or raw.SQLITE_AUTH => (FlowStoreFault.Medium,
                "Make sure that the folder exists and that this user may write the file and its folder."),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (FlowStoreFault.Locked,
                "Another program works on the file: close it, or raise Tributary:Store:BusyTimeout."),
            raw.SQLITE_CORRUPT => (FlowStoreFault.Corrupt,
                "Keep the file, and restore a backup or recover it with the .recover command of the sqlite3 tool."),
            raw.SQLITE_NOTADB => (FlowStoreFault.Foreign, "It is not a Tributary store: choose another Tributary:Store:Path."),
            _ => (FlowStoreFault.Medium, "Check the disk and the file system."),
        };
        return new FlowStoreException(fault, $"The store '{path}' failed: {message} (SQLite result {result}). {remedy}");
    }

    /// <summary>The exception for a file that the operating system refuses.</summary>
    public static FlowStoreException Of(Exception inner, string path) => new(
        FlowStoreFault.Medium,
        $"The store '{path}' cannot be used: {inner.Message} Make sure that the folder exists and that this user may write the file and its folder.",
        inner);
}
