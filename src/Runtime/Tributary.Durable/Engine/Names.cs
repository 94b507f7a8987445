using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tributary.Orchestrations;

/// <summary>Ids and seeds that follow from what they are for, so that a replay makes the same.</summary>
internal static class Names
{
    // The namespace of these ids, itself a random one.
    private static readonly byte[] s_space = [0x6b, 0x0e, 0x2f, 0x5c, 0x91, 0x3d, 0x4a, 0x77, 0xa8, 0x14, 0xd2, 0x60, 0x3e, 0xb9, 0x55, 0xc1];

    /// <summary>A name-based id (RFC 9562, section 5.5).</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The RFC names SHA-1, and nothing secret is protected.")]
    public static Guid Guid(string instance, int execution, long counter)
    {
        var name = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{instance}/{execution}/{counter}"));
        Span<byte> hash = stackalloc byte[20];
        SHA1.HashData([.. s_space, .. name], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    public static int Seed(string instance, int execution)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{instance}/{execution}")), hash);
        return BinaryPrimitives.ReadInt32LittleEndian(hash);
    }
}
