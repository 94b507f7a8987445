using System.Globalization;
using Tributary.Store;

namespace Tributary.Sqlite.Database;

/// <summary>
/// Keeps a second process, or a second store in this process, away from the file. The lock is the open handle and not the file, so the
/// file that a killed process leaves behind blocks nobody; it stays where it is, because removing it while another process opens it
/// would let two have it. Who holds the lock stands in a file of its own, since nobody else may read a locked one.
/// </summary>
internal sealed class LockFile : IDisposable
{
    private const string HolderSuffix = ".pid";

    private readonly FileStream _file;
    private readonly string _holderPath;

    private LockFile(FileStream file, string holderPath)
    {
        _file = file;
        _holderPath = holderPath;
    }

    /// <summary>Takes the lock of a store.</summary>
    /// <exception cref="FlowStoreException">Another one holds it, or the folder cannot be written.</exception>
    public static LockFile Take(string storePath)
    {
        var path = storePath + ".lock";
        var holderPath = storePath + HolderSuffix;
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            File.WriteAllText(holderPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new LockFile(file, holderPath);
        }
        catch (IOException inner) when (file is null && File.Exists(path))
        {
            throw new FlowStoreException(FlowStoreFault.Locked,
                $"The store '{storePath}' is in use by {HolderOf(storePath)}. One file serves one process: stop that one, or choose another Tributary:Store:Path.",
                inner);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw Faults.Of(inner, storePath);
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        File.Delete(_holderPath);
        _file.Dispose();
    }

    /// <summary>Who holds the lock of a store, for a message.</summary>
    public static string HolderOf(string storePath)
    {
        try
        {
            return $"process {File.ReadAllText(storePath + HolderSuffix)}";
        }
        catch (IOException)
        {
            // The holder is just starting or stopping. Then its number is missing from the message, no more.
            return "another process";
        }
    }
}
