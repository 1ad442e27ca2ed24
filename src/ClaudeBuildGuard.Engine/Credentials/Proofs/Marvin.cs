using System.Buffers.Binary;
using System.Numerics;

namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// The Marvin checksum with a fixed seed, which Azure's identifiable keys, CASK keys and Entra client secrets carry.
/// </summary>
internal static class Marvin
{
    /// <summary>A seed that is written as eight ASCII characters, read big-endian.</summary>
    public static ulong Seed(ReadOnlySpan<byte> eightCharacters) => BinaryPrimitives.ReadUInt64BigEndian(eightCharacters);

    /// <summary>The 32-bit checksum: the two halves of <see cref="Hash64"/> folded into one.</summary>
    public static uint Hash32(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var hash = Hash64(bytes, seed);
        return (uint)hash ^ (uint)(hash >> 32);
    }

    /// <summary>The 64-bit state after the last block.</summary>
    public static ulong Hash64(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var low = (uint)seed;
        var high = (uint)(seed >> 32);
        while (bytes.Length >= 4)
        {
            low += BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            Mix(ref low, ref high);
            bytes = bytes[4..];
        }

        // The rest is closed by a single bit-7 byte, as if the text ended with 0x80.
        var rest = 0x80u;
        for (var index = bytes.Length - 1; index >= 0; index--)
        {
            rest = (rest << 8) | bytes[index];
        }

        low += rest;
        Mix(ref low, ref high);
        Mix(ref low, ref high);
        return ((ulong)high << 32) | low;
    }

    private static void Mix(ref uint low, ref uint high)
    {
        high ^= low;
        low = BitOperations.RotateLeft(low, 20);
        low += high;
        high = BitOperations.RotateLeft(high, 9);
        high ^= low;
        low = BitOperations.RotateLeft(low, 27);
        low += high;
        high = BitOperations.RotateLeft(high, 19);
    }
}
