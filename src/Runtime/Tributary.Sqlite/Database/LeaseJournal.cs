using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite.Database;

/// <summary>
/// Which messages are leased, in a small file beside the database (<c>.leases</c>) that is mapped into memory: an entry costs two stores
/// and no call to the system, and what was stored outlives the process, though not the machine. A store that is closed removes the file;
/// one that was killed leaves it, and the next opening reads what was in the hands of the dead process.
/// </summary>
internal sealed class LeaseJournal : ILeaseJournal, IDisposable
{
    /// <summary>Leases beyond that number at the same time are not noted.</summary>
    public const int Slots = 4_096;

    // The header: a mark, and which opening of the store wrote the file, so that the journal of another one is never believed.
    private const int HeaderSize = 16;
    private const int SlotSize = 16;
    private const int TrialBits = 10;
    private const int MostTrials = (1 << TrialBits) - 1;
    private const long Mark = 0x32_4C_62_69_72_54; // "TribL2"

    private readonly string _path;
    private readonly FileStream _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Stack<int> _free = new(Slots);

    private LeaseJournal(string path, FileStream file)
    {
        _path = path;
        _file = file;
        _map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor();
        for (var slot = Slots - 1; slot >= 0; slot--)
            _free.Push(slot);
    }

    /// <summary>Reads what a process left behind that died with the store open.</summary>
    /// <param name="storePath">The store.</param>
    /// <param name="opening">The number of the store's last opening.</param>
    public static IReadOnlyList<LeftBehind> Read(string storePath, long opening)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(PathOf(storePath));
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            throw Faults.Of(inner, storePath);
        }

        if (content.Length != HeaderSize + Slots * SlotSize || Number(content, 0) != Mark || Number(content, 8) != opening)
            return [];
        List<LeftBehind> left = [];
        for (var slot = 0; slot < Slots; slot++)
        {
            var (first, last) = (Number(content, Offset(slot)), Number(content, Offset(slot) + 8));
            if (first > 0)
                left.Add(new LeftBehind(first, last >> TrialBits, (int)(last & MostTrials)));
        }

        return left;
    }

    /// <summary>Begins an empty journal.</summary>
    /// <param name="storePath">The store.</param>
    /// <param name="opening">The number of this opening.</param>
    public static LeaseJournal Begin(string storePath, long opening)
    {
        // Written in full, so that a full disk is noticed here; a hole in a mapped file would be noticed when it is stored to.
        var content = new byte[HeaderSize + Slots * SlotSize];
        BinaryPrimitives.WriteInt64LittleEndian(content, Mark);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(8), opening);
        var path = PathOf(storePath);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 1);
            file.Write(content);
            file.Flush();
            return new LeaseJournal(path, file);
        }
        catch (Exception inner) when (inner is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw Faults.Of(inner, storePath);
        }
    }

    /// <inheritdoc />
    public int Enter(long firstId, long lastId, int trial)
    {
        if (!_free.TryPop(out var slot))
            return -1;

        // The first id last: it makes the entry valid.
        _view.Write(Offset(slot) + 8, Little((lastId << TrialBits) | (long)Math.Min(trial, MostTrials)));
        _view.Write(Offset(slot), Little(firstId));
        return slot;
    }

    /// <inheritdoc />
    public void Leave(int slot)
    {
        if (slot < 0)
            return;
        _view.Write(Offset(slot), 0L);
        _free.Push(slot);
    }

    /// <summary>Closes the journal and removes it: nothing is in anybody's hands.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }

    private static string PathOf(string storePath) => storePath + ".leases";

    private static int Offset(int slot) => HeaderSize + slot * SlotSize;

    private static long Number(byte[] content, int offset) => BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(offset));

    private static long Little(long value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
}
