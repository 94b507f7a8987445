using System.Buffers.Binary;
using System.IO.Pipes;
using System.Security.Cryptography;
using System.Text;

namespace Tributary.Sqlite.Beside;

/// <summary>
/// The pipe on which the process that holds a store takes commits of other processes of the same user. One connection is one question and
/// one answer, each as its length and its JSON.
/// </summary>
internal static class CommitPipe
{
    private const int MostBytes = 256 << 20;

    /// <summary>The name of a store's pipe; short, because on Unix it becomes the path of a socket.</summary>
    public static string NameOf(string storePath) => "tributary-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(storePath)).AsSpan(0, 12));

    public static NamedPipeServerStream Serve(string name) => new(
        name, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);

    public static NamedPipeClientStream Connect(string name) => new(".", name, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);

    public static async ValueTask WriteAsync(Stream pipe, byte[] content, CancellationToken cancellationToken)
    {
        var framed = new byte[sizeof(int) + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(framed, content.Length);
        content.CopyTo(framed, sizeof(int));
        await pipe.WriteAsync(framed, cancellationToken).ConfigureAwait(false);
        await pipe.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="IOException">The other side is gone, or does not speak this protocol.</exception>
    public static async ValueTask<byte[]> ReadAsync(Stream pipe, CancellationToken cancellationToken)
    {
        var length = new byte[sizeof(int)];
        await pipe.ReadExactlyAsync(length, cancellationToken).ConfigureAwait(false);
        var size = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (size is < 0 or > MostBytes)
            throw new IOException($"A message of {size} bytes is none of this protocol.");
        var content = new byte[size];
        await pipe.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
        return content;
    }
}
