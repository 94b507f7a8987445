using System.Globalization;
using System.Text;
using Tributary.Store;

namespace Tributary.Sqlite.Database;

/// <summary>
/// Keeps a second process, or a second store in this process, away from the file. The lock is the open handle and not the file, so the
/// file that a killed process leaves behind blocks nobody; it stays where it is, because removing it while another process opens it
/// would let two have it.
/// </summary>
internal sealed class LockFile : IDisposable
{
    private readonly FileStream _file;

    private LockFile(FileStream file) => _file = file;

    /// <summary>Takes the lock of a store.</summary>
    /// <exception cref="FlowStoreException">Another one holds it, or the folder cannot be written.</exception>
    public static LockFile Take(string storePath)
    {
        var path = storePath + ".lock";
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException inner) when (File.Exists(path))
        {
            throw new FlowStoreException(FlowStoreFault.Locked,
                $"The store '{storePath}' is in use by {Holder(path)}. One file serves one process: stop that one, or choose another Tributary:Store:Path.",
                inner);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw Faults.Of(inner, storePath);
        }

        try
        {
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush(flushToDisk: false);
            return new LockFile(file);
        }
        catch (IOException inner)
        {
            file.Dispose();
            throw Faults.Of(inner, storePath);
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _file.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            var id = reader.ReadLine();
            return string.IsNullOrEmpty(id) ? "another process" : $"process {id}";
        }
        catch (IOException)
        {
            // Some systems let nobody read a file that another one has locked. Then the name is missing from the message, no more.
            return "another process";
        }
    }
}
