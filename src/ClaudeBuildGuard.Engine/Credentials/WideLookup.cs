using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// The two lookups of the <see cref="Prefilter"/>, eight places at once: twice as fast as one after another. Each does as much of its
/// work as there are whole blocks for, and leaves the rest to the prefilter.
/// </summary>
/// <remarks>
/// Code that is compiled ahead may not ask what the processor can, so these are compiled when they first run, and then with everything
/// it can. Which of eight places passed is a number of eight bits, and a table says for each such number where the places are that it
/// names: they are written down in one piece, and the next ones over those that did not pass.
/// </remarks>
internal static unsafe class WideLookup
{
    /// <summary>Places that are written at once, beyond which a destination needs no room.</summary>
    public const int Places = 8;

    private const int BlockBytes = 2 * Places;

    /// <summary>A block is read in two parts of sixteen bytes, the second from its middle.</summary>
    private const int BytesRead = Places + 16;

    private static readonly ulong[] Chosen = FindChosen();

    // Constants for the compiler of the two methods, because IsSupported is asked before either runs.
    private static readonly bool GathersFast = Avx2.IsSupported && KnowsAvxVnni();

    /// <summary>Whether this processor can.</summary>
    public static bool IsSupported { get; } = Avx2.IsSupported;

    /// <summary>Finds the positions whose three bytes are in the bitmap.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="position">The first sampled offset; afterwards the first one that was not looked up.</param>
    /// <param name="to">One past the last sampled offset.</param>
    /// <param name="bitmap">The bitmap of three bytes.</param>
    /// <param name="passed">Receives the positions, counted from the first.</param>
    /// <returns>How many passed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Sample(ReadOnlySpan<byte> text, ref int position, int to, byte[] bitmap, Span<ushort> passed)
    {
        var count = 0;
        var from = position;
        var at = from;
        var last = Math.Min(to - BlockBytes, text.Length - BytesRead);
        fixed (byte* start = text, bits = bitmap)
        {
            fixed (ushort* next = passed)
            {
                fixed (ulong* chosen = Chosen)
                {
                    // Three bytes from each second place, above an empty one: the window as it is hashed.
                    var windows = Vector128.Create((byte)0x80, 0, 1, 2, 0x80, 2, 3, 4, 0x80, 4, 5, 6, 0x80, 6, 7, 8);
                    var bothWindows = Vector256.Create(windows, windows);
                    for (; at <= last; at += BlockBytes)
                    {
                        var block = Vector256.Create(Vector128.Load(start + at), Vector128.Load(start + at + Places));
                        var which = Test(bits, Avx2.Shuffle(block, bothWindows).AsUInt32(), Prefilter.BitmapBits);
                        var offsets = Sse41.ConvertToVector128Int16((byte*)(chosen + which)).AsUInt16();
                        (offsets + offsets + Vector128.Create((ushort)(at - from))).Store(next + count);
                        count += BitOperations.PopCount(which);
                    }
                }
            }
        }

        position = at;
        return count;
    }

    /// <summary>Finds where four bytes are in the bitmap, of those at positions that passed and one before each.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="from">Where the positions are counted from.</param>
    /// <param name="passed">The positions; those from the index on have a byte before them.</param>
    /// <param name="index">The first position to look up; afterwards the first one that was not.</param>
    /// <param name="filter">The bitmap of four bytes.</param>
    /// <param name="likely">Receives where they are, counted from the byte before the first.</param>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Narrow(ReadOnlySpan<byte> text, int from, ReadOnlySpan<ushort> passed, ref int index, byte[] filter, Span<ushort> likely)
    {
        const int Taken = Places / 2;
        var count = 0;
        var at = index;
        fixed (byte* start = text, bits = filter)
        {
            fixed (ushort* given = passed, next = likely)
            {
                fixed (ulong* chosen = Chosen)
                {
                    var twice = Vector128.Create((byte)0, 1, 0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7);
                    var second = Vector128.Create((ushort)0, 1, 0, 1, 0, 1, 0, 1);
                    for (; at + Taken <= passed.Length && from + given[at + Taken - 1] + sizeof(int) <= text.Length; at += Taken)
                    {
                        var offsets = Ssse3.Shuffle(Vector128.CreateScalarUnsafe(*(ulong*)(given + at)).AsByte(), twice).AsUInt16() + second;
                        var words = Gather(start + from - 1, Avx2.ConvertToVector256Int32(offsets), 1);
                        var which = Test(bits, words | Vector256.Create(Prefilter.WordFold), Prefilter.FilterBits);
                        var lower = Vector128.CreateScalarUnsafe(chosen[which]).AsByte();
                        lower += lower;
                        Ssse3.Shuffle(offsets.AsByte(), Sse2.UnpackLow(lower, lower + Vector128<byte>.One)).AsUInt16().Store(next + count);
                        count += BitOperations.PopCount(which);
                    }
                }
            }
        }

        index = at;
        return count;
    }

    // Hashes eight keys as the prefilter does and says which are in a bitmap, a bit for each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Test(byte* bits, Vector256<uint> keys, int bitmapBits)
    {
        var hashes = Avx2.MultiplyLow(keys.AsInt32(), Vector256.Create(Prefilter.Multiplier).AsInt32()).AsUInt32() >> (32 - bitmapBits);
        var words = Gather(bits, (hashes >> 5).AsInt32(), sizeof(int));
        return Avx2.ShiftLeftLogicalVariable(words, Avx2.AndNot(hashes, Vector256.Create(31u))).ExtractMostSignificantBits();
    }

    // One instruction reads eight words. Where the processor was mended against what that instruction gave away (Intel's before those that
    // know AVX-VNNI), it is slower than eight that read one each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Gather(byte* start, Vector256<int> index, [ConstantExpected(Min = 1, Max = 8)] byte scale)
    {
        if (GathersFast)
        {
            return Avx2.GatherVector256((uint*)start, index, scale);
        }

        var (low, high) = (index.GetLower(), index.GetUpper());
        return Vector256.Create(
            Vector128.Create(Word(start, low[0], scale), Word(start, low[1], scale), Word(start, low[2], scale), Word(start, low[3], scale)),
            Vector128.Create(Word(start, high[0], scale), Word(start, high[1], scale), Word(start, high[2], scale), Word(start, high[3], scale)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Word(byte* start, int index, int scale) => *(uint*)(start + ((nint)index * scale));

    // Leaf 7 of CPUID: its first part says which part is the last, the second has a bit for AVX-VNNI.
    private static bool KnowsAvxVnni() =>
        X86Base.CpuId(0, 0).Eax >= 7 && X86Base.CpuId(7, 0).Eax >= 1 && (X86Base.CpuId(7, 1).Eax & (1 << 4)) != 0;

    private static ulong[] FindChosen()
    {
        var chosen = new ulong[1 << Places];
        for (var which = 0; which < chosen.Length; which++)
        {
            var count = 0;
            for (var place = 0; place < Places; place++)
            {
                if ((which & (1 << place)) != 0)
                {
                    chosen[which] |= (ulong)place << (8 * count++);
                }
            }
        }

        return chosen;
    }
}
