using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Encodings;

/// <summary>
/// Members of archives that came to nothing. A library that is committed anew in each version has most of its members unchanged, and half
/// of what the archives of a history hold was met before. Safe for concurrent use.
/// </summary>
internal sealed class CleanMembers
{
    /// <summary>Members that are remembered; beyond that all is forgotten, which costs time and nothing else.</summary>
    private const int Most = 1 << 16;

    private const ulong FirstFactor = 0x9E3779B97F4A7C15;
    private const ulong SecondFactor = 0xC2B2AE3D27D4EB4F;

    // Drawn anew in every process, so that no two members can be made beforehand that are taken for one. The generator of ids is at hand; that of keys would load OpenSSL.
    private static readonly Guid Seed = Guid.NewGuid();

    private readonly Dictionary<ulong, ulong> _known = [];

    /// <summary>The sum by which a member is known: 128 bits of its name, its depth and its content.</summary>
    public static (ulong First, ulong Second) SumOf(string name, int depth, ReadOnlySpan<byte> content)
    {
        Span<ulong> seed = stackalloc ulong[2];
        Seed.TryWriteBytes(MemoryMarshal.AsBytes(seed));
        var sum = (seed[0] ^ (ulong)depth, seed[1] ^ (ulong)content.Length);
        Mix(ref sum, Encoding.UTF8.GetBytes(name));
        Mix(ref sum, content);
        return sum;
    }

    /// <summary>True when the member was met before and came to nothing.</summary>
    public bool Holds((ulong First, ulong Second) sum)
    {
        lock (_known)
        {
            return _known.TryGetValue(sum.First, out var second) && second == sum.Second;
        }
    }

    /// <summary>Remembers a member that came to nothing.</summary>
    public void Add((ulong First, ulong Second) sum)
    {
        lock (_known)
        {
            if (_known.Count >= Most)
            {
                _known.Clear();
            }

            _known[sum.First] = sum.Second;
        }
    }

    // Two sums side by side, each over all words and the bytes that are left.
    private static void Mix(ref (ulong First, ulong Second) sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            Mix(ref sum, word);
        }

        var rest = (ulong)bytes.Length << 56;
        foreach (var b in bytes[^(bytes.Length & 7)..])
        {
            rest = (rest << 8) | b;
        }

        Mix(ref sum, rest);
    }

    private static void Mix(ref (ulong First, ulong Second) sum, ulong word)
    {
        sum.First = BitOperations.RotateLeft((sum.First ^ word) * FirstFactor, 29);
        sum.Second = BitOperations.RotateLeft((sum.Second + word) * SecondFactor, 31);
    }
}
