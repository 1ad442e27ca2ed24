using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>Git's delta format: copy a range of the base, or insert bytes that follow. See PACK.md.</summary>
internal static class Delta
{
    private const int BlockBytes = 64;

    /// <summary>Reads the two sizes at the beginning.</summary>
    /// <param name="delta">The instructions; afterwards without the sizes.</param>
    /// <returns>Bytes of the base and of the result.</returns>
    /// <exception cref="InvalidDataException">They are malformed.</exception>
    public static (long BaseSize, long ResultSize) ReadSizes(ref ReadOnlySpan<byte> delta)
    {
        var baseSize = ReadSize(ref delta);
        return (baseSize, ReadSize(ref delta));
    }

    /// <summary>Carries out the instructions.</summary>
    /// <param name="source">The base.</param>
    /// <param name="delta">The instructions without the sizes.</param>
    /// <param name="result">Receives the result, and must be filled exactly.</param>
    /// <param name="copies">Receives what was copied, in order, neighbours that belong together as one; null when nobody asks.</param>
    /// <param name="shortest">Stretches of fewer bytes are not written down.</param>
    /// <exception cref="InvalidDataException">An instruction reaches outside the base or the result, or is reserved.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ReadOnlySpan<byte> delta, Span<byte> result, List<CopiedStretch>? copies = null, int shortest = 1)
    {
        var at = 0;
        var written = 0;
        var stretch = default(CopiedStretch);
        while (at < delta.Length)
        {
            int instruction = delta[at++];
            if ((instruction & 0x80) == 0)
            {
                if (instruction == 0 || instruction > delta.Length - at || instruction > result.Length - written)
                {
                    throw new InvalidDataException("a delta inserts what is not there");
                }

                Copy(delta, at, result, written, instruction);
                at += instruction;
                written += instruction;
                continue;
            }

            var (offset, length) = ReadCopy(delta, instruction, ref at);
            if (offset > (uint)source.Length || length > (uint)source.Length - offset || length > (uint)(result.Length - written))
            {
                throw new InvalidDataException("a delta copies from outside its base");
            }

            Copy(source, (int)offset, result, written, (int)length);

            // Git copies long stretches in pieces.
            if (stretch.From + stretch.Length == (int)offset && stretch.To + stretch.Length == written)
            {
                stretch = stretch with { Length = stretch.Length + (int)length };
            }
            else
            {
                Note(copies, stretch, shortest);
                stretch = new CopiedStretch((int)offset, written, (int)length);
            }

            written += (int)length;
        }

        Note(copies, stretch, shortest);
        if (written != result.Length)
        {
            throw new InvalidDataException("a delta makes another length than it says");
        }
    }

    // A bit for each byte of offset and length that is written.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (uint Offset, uint Length) ReadCopy(ReadOnlySpan<byte> delta, int instruction, ref int at)
    {
        if (BitOperations.PopCount((uint)instruction & 0x7F) > delta.Length - at)
        {
            throw new InvalidDataException("a delta ends within an instruction");
        }

        uint offset = (instruction & 0x01) != 0 ? delta[at++] : 0u;
        offset |= (instruction & 0x02) != 0 ? (uint)delta[at++] << 8 : 0;
        offset |= (instruction & 0x04) != 0 ? (uint)delta[at++] << 16 : 0;
        offset |= (instruction & 0x08) != 0 ? (uint)delta[at++] << 24 : 0;
        uint length = (instruction & 0x10) != 0 ? delta[at++] : 0u;
        length |= (instruction & 0x20) != 0 ? (uint)delta[at++] << 8 : 0;
        length |= (instruction & 0x40) != 0 ? (uint)delta[at++] << 16 : 0;
        return (offset, length == 0 ? 0x10000 : length);
    }

    // Most deltas consist of stretches of a few dozen bytes: these are copied as one block, without a call, where both sides have room
    // for it. What it writes too much the next instruction overwrites.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ReadOnlySpan<byte> source, int from, Span<byte> result, int to, int length)
    {
        if (length <= BlockBytes && source.Length - from >= BlockBytes && result.Length - to >= BlockBytes)
        {
            ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), from);
            ref var target = ref Unsafe.Add(ref MemoryMarshal.GetReference(result), to);
            for (nuint i = 0; i < BlockBytes; i += 16)
            {
                Vector128.LoadUnsafe(ref first, i).StoreUnsafe(ref target, i);
            }
        }
        else
        {
            source.Slice(from, length).CopyTo(result[to..]);
        }
    }

    private static void Note(List<CopiedStretch>? copies, in CopiedStretch stretch, int shortest)
    {
        if (copies is not null && stretch.Length >= shortest)
        {
            copies.Add(stretch);
        }
    }

    private static long ReadSize(ref ReadOnlySpan<byte> delta)
    {
        var value = 0L;
        var shift = 0;
        for (var i = 0; i < delta.Length && shift <= 56; i++, shift += 7)
        {
            value |= (long)(delta[i] & 0x7F) << shift;
            if ((delta[i] & 0x80) == 0)
            {
                delta = delta[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("a delta's size has no end");
    }
}
