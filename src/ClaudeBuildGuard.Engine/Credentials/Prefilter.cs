using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>A place where an anchor may stand.</summary>
/// <param name="Position">Offset of the anchor's first byte.</param>
/// <param name="Payload">What was registered with the anchor.</param>
internal readonly record struct AnchorHit(int Position, int Payload)
{
    /// <summary>What is known of it when it came to nothing, and would again wherever all that was read around it is the same.</summary>
    public QuietReading Quiet { get; init; }
}

/// <summary>How far an anchor that came to nothing was read around. The default value says that it has to be judged.</summary>
/// <param name="Before">Bytes before its position.</param>
/// <param name="After">Bytes from its position on; 0 when it has to be judged.</param>
/// <param name="Floor">How far before its position what had been read already ended, as far as that counts; 0 when it does not.</param>
/// <param name="ReadTo">Where what was read for it ended, from its position on; 0 when nothing was read for it.</param>
internal readonly record struct QuietReading(ushort Before, ushort After, ushort Floor, ushort ReadTo)
{
    /// <summary>True when it need not be judged again.</summary>
    public bool IsKnown => After > 0;

    /// <summary>What is known of an anchor. Where a text begins or ends is part of what was read: what reaches beyond either is judged each time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the anchor stands.</param>
    /// <param name="before">Bytes that were read before it.</param>
    /// <param name="end">One past the last byte that was read.</param>
    /// <param name="floor">How far before its position what had been read already ended.</param>
    /// <param name="readTo">Where what was read for it ended, from its position on.</param>
    public static QuietReading Of(ReadOnlySpan<byte> text, int position, int before, int end, int floor = 0, int readTo = 0) =>
        before > position || end > text.Length || end - position > ushort.MaxValue
            ? default
            : new QuietReading((ushort)before, (ushort)(end - position), (ushort)floor, (ushort)readTo);
}

/// <summary>
/// Finds all anchors of all rules in one pass over bytes. Every second position, three bytes are hashed and looked up in a bitmap that
/// stays in the second-level cache and is nearly empty. Each anchor is known by the four bytes of it that are rarest in text: the first
/// three and the last three of them are in the bitmap, so one of the two falls on a sampled position wherever the anchor stands. What
/// passes is looked up by the four bytes in a second bitmap, and what passes that is compared by up to eight.
/// </summary>
/// <remarks>
/// Three things make it fast. Positions that pass are written down without a branch, because the processor cannot guess which pass; the
/// rare part of a word is looked for (<see cref="CommonLetters"/>), because hits are what costs; and eight places are looked up at once
/// where the processor can (<see cref="WideLookup"/>). Figures against vectorised multi-string search and automata are in
/// docs/design/credentials.md. Allocates nothing.
/// </remarks>
/// <param name="plainBytes">
/// Bytes that are looked up one place at a time before eight are at once: the code for eight is compiled when it first runs, for which a
/// hook's prompt would wait in vain. About so many, where several threads read.
/// </param>
internal sealed class Prefilter(int plainBytes = 1 << 18)
{
    /// <summary>The sizes of the two bitmaps, and what spreads their keys: <see cref="WideLookup"/> reads the same.</summary>
    public const int BitmapBits = 20;

    /// <inheritdoc cref="BitmapBits"/>
    public const int FilterBits = 18;

    /// <inheritdoc cref="BitmapBits"/>
    public const uint Multiplier = 0x9E3779B1;

    /// <summary>Makes a large letter of a word's four bytes small.</summary>
    public const uint WordFold = 0x20202020;

    private const int BucketBits = 13;
    private const uint WindowMask = 0x00FFFFFF;
    private const ulong Fold = 0x2020202020202020;

    /// <summary>Bytes sampled before what passed is looked at: what is written down of them stays in the first-level cache.</summary>
    private const int StretchBytes = 4096;

    /// <summary>Where the rare part may begin at the latest. Keeps <see cref="Span"/> short.</summary>
    private const int LargestOffset = 12;

    private readonly byte[] _bitmap = new byte[1 << (BitmapBits - 3)];
    private readonly byte[] _filter = new byte[1 << (FilterBits - 3)];
    private readonly int[] _buckets = new int[1 << BucketBits];
    private Entry[] _entries = new Entry[1 << 13];
    private int _plainBytes = plainBytes;

    /// <summary>How many anchors are registered.</summary>
    public int Size { get; private set; }

    /// <summary>
    /// What decides whether an anchor is there lies within so many bytes from its beginning: where those are the same, it is found again.
    /// </summary>
    public int Span { get; private set; } = ShapeAnchor.ShortestLength;

    /// <summary>Registers an anchor. All are there before the first <see cref="Scan"/>.</summary>
    /// <param name="anchor">A literal of at least four bytes.</param>
    /// <param name="ignoreCase">Whether it is compared without letter case.</param>
    /// <param name="payload">What <see cref="AnchorHit.Payload"/> gives back.</param>
    /// <param name="length">Bytes that decide whether it is there, where those are more than the anchor's own.</param>
    public void Add(string anchor, bool ignoreCase, int payload, int length = 0)
    {
        if (anchor.Length < ShapeAnchor.ShortestLength)
        {
            throw new ArgumentException($"The anchor '{anchor}' is shorter than four bytes.", nameof(anchor));
        }

        // Eight bytes that hold the rare ones: 'yandex' is not met by 'index'.
        var offset = RareOffset(anchor);
        var begin = Math.Min(offset, Math.Max(0, anchor.Length - 8));
        var compared = Math.Min(8, anchor.Length - begin);
        var mask = compared == 8 ? ulong.MaxValue : (1UL << (8 * compared)) - 1;
        var text = 0UL;
        for (var i = 0; i < compared; i++)
        {
            text |= (ulong)(byte)anchor[begin + i] << (8 * i);
        }

        Span = Math.Max(Span, Math.Max(begin + compared, length));
        var rare = (uint)(text >> (8 * (offset - begin)));
        SetWindows(rare & WindowMask, ignoreCase);
        SetWindows((rare >> 8) & WindowMask, ignoreCase);
        var fold = ignoreCase ? Fold & mask : 0;
        Set(_filter, FilterHash(rare));
        ref var bucket = ref _buckets[Bucket(rare | WordFold)];
        if (!IsKnown(bucket, text | fold, mask, fold, payload, offset))
        {
            if (Size == _entries.Length)
            {
                Array.Resize(ref _entries, 2 * Size);
            }

            _entries[Size++] = new Entry(rare | WordFold, text | fold, mask, fold, payload, offset, offset - begin, bucket);
            bucket = Size;
        }
    }

    /// <summary>
    /// Adds every anchor whose rare part is sampled in a part of a text. Parts that follow each other, each beginning at an even offset,
    /// find what one pass over the whole would find; the part's end does not hide what reaches over it.
    /// </summary>
    /// <param name="text">The whole text.</param>
    /// <param name="from">The first sampled offset.</param>
    /// <param name="to">One past the last sampled offset.</param>
    /// <param name="hits">Receives the anchors; at most eight of their bytes were compared.</param>
    [SkipLocalsInit]
    public void Scan(ReadOnlySpan<byte> text, int from, int to, List<AnchorHit> hits)
    {
        Span<ushort> passed = stackalloc ushort[(StretchBytes / 2) + WideLookup.Places];
        Span<ushort> likely = stackalloc ushort[StretchBytes + WideLookup.Places];
        var isWide = IsWide(to - from);
        for (; from < to; from += StretchBytes)
        {
            var sampled = Sample(text, from, Math.Min(from + StretchBytes, to), passed, isWide);
            var rare = Narrow(text, from, passed[..sampled], likely, isWide);
            foreach (var offset in likely[..rare])
            {
                Compare(text, from + offset - 1, hits);
            }
        }
    }

    // Threads may take the same bytes off at once: then a few more are read plainly.
    private bool IsWide(int bytes)
    {
        if (_plainBytes <= 0)
        {
            return WideLookup.IsSupported;
        }

        _plainBytes -= Math.Max(0, bytes);
        return false;
    }

    // Writes down the positions, counted from the first, whose three bytes are in the bitmap.
    private int Sample(ReadOnlySpan<byte> text, int from, int to, Span<ushort> passed, bool isWide)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        ref var bitmap = ref MemoryMarshal.GetArrayDataReference(_bitmap);
        ref var next = ref MemoryMarshal.GetReference(passed);
        var count = 0;
        var position = from;
        if (isWide)
        {
            count = WideLookup.Sample(text, ref position, to, _bitmap, passed);
        }

        // Four windows out of one load of eight bytes and one of four: a block reads ten bytes from its position.
        var last = Math.Min(to - 8, text.Length - 10);
        for (; position <= last; position += 8)
        {
            var block = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, position));
            var tail = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, position + 6));
            if (!BitConverter.IsLittleEndian)
            {
                block = BinaryPrimitives.ReverseEndianness(block);
                tail = BinaryPrimitives.ReverseEndianness(tail);
            }

            var offset = position - from;
            Unsafe.Add(ref next, count) = (ushort)offset;
            count += Bit(ref bitmap, WindowHash((uint)block));
            Unsafe.Add(ref next, count) = (ushort)(offset + 2);
            count += Bit(ref bitmap, WindowHash((uint)(block >> 16)));
            Unsafe.Add(ref next, count) = (ushort)(offset + 4);
            count += Bit(ref bitmap, WindowHash((uint)(block >> 32)));
            Unsafe.Add(ref next, count) = (ushort)(offset + 6);
            count += Bit(ref bitmap, WindowHash(tail));
        }

        for (; position < to && position <= text.Length - 3; position += 2)
        {
            passed[count] = (ushort)(position - from);
            count += Bit(ref bitmap, WindowHash((uint)(text[position] | (text[position + 1] << 8) | (text[position + 2] << 16))));
        }

        return count;
    }

    // Writes down where four bytes are in the second bitmap, counted from the one before the first: the rare part begins at a position
    // that passed or one before it.
    private int Narrow(ReadOnlySpan<byte> text, int from, ReadOnlySpan<ushort> passed, Span<ushort> likely, bool isWide)
    {
        ref var filter = ref MemoryMarshal.GetArrayDataReference(_filter);
        ref var next = ref MemoryMarshal.GetReference(likely);
        var count = 0;
        var index = 0;
        if (passed.Length > 0 && from + passed[0] == 0)
        {
            // Nothing stands before the text, and no anchor begins there.
            next = 1;
            count = Bit(ref filter, FilterHash((uint)LongWord(text, 0)));
            index = 1;
        }

        if (isWide)
        {
            count += WideLookup.Narrow(text, from, passed, ref index, _filter, likely[count..]);
        }

        for (; index < passed.Length; index++)
        {
            var offset = passed[index];
            var both = LongWord(text, from + offset - 1);
            Unsafe.Add(ref next, count) = offset;
            count += Bit(ref filter, FilterHash((uint)both));
            Unsafe.Add(ref next, count) = (ushort)(offset + 1);
            count += Bit(ref filter, FilterHash((uint)(both >> 8)));
        }

        return count;
    }

    private void Compare(ReadOnlySpan<byte> text, int position, List<AnchorHit> hits)
    {
        var rare = (uint)LongWord(text, position) | WordFold;
        for (var index = _buckets[Bucket(rare)]; index != 0;)
        {
            ref readonly var entry = ref _entries[index - 1];
            if (entry.Rare == rare && position >= entry.Offset && ((LongWord(text, position - entry.Back) & entry.Mask) | entry.Fold) == entry.Text)
            {
                hits.Add(new AnchorHit(position - entry.Offset, entry.Payload));
            }

            index = entry.Next;
        }
    }

    // Words that differ only in what is not compared are one entry.
    private bool IsKnown(int index, ulong text, ulong mask, ulong fold, int payload, int offset)
    {
        for (; index != 0; index = _entries[index - 1].Next)
        {
            ref readonly var entry = ref _entries[index - 1];
            if (entry.Text == text && entry.Mask == mask && entry.Fold == fold && entry.Payload == payload && entry.Offset == offset)
            {
                return true;
            }
        }

        return false;
    }

    // Every spelling in large and small letters where case does not count.
    private void SetWindows(uint window, bool ignoreCase)
    {
        Set(_bitmap, WindowHash(window));
        if (!ignoreCase)
        {
            return;
        }

        for (var spelling = 1; spelling < 8; spelling++)
        {
            var other = window;
            for (var i = 0; i < 3; i++)
            {
                if ((spelling & (1 << i)) != 0 && char.IsAsciiLetter((char)(byte)(window >> (8 * i))))
                {
                    other ^= 0x20u << (8 * i);
                }
            }

            Set(_bitmap, WindowHash(other));
        }
    }

    // The four bytes whose two windows are the rarest together.
    private static int RareOffset(string anchor)
    {
        var best = 0;
        var least = int.MaxValue;
        for (var offset = 0; offset + 4 <= anchor.Length && offset <= LargestOffset; offset++)
        {
            var weight = CommonLetters.Weight(Folded(anchor, offset)) + CommonLetters.Weight(Folded(anchor, offset + 1));
            if (weight < least)
            {
                (best, least) = (offset, weight);
            }
        }

        return best;
    }

    private static uint Folded(string anchor, int offset) => (uint)(anchor[offset] | (anchor[offset + 1] << 8) | (anchor[offset + 2] << 16)) | 0x00202020;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint WindowHash(uint window) => ((window << 8) * Multiplier) >> (32 - BitmapBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint FilterHash(uint word) => ((word | WordFold) * Multiplier) >> (32 - FilterBits);

    private static uint Bucket(uint folded) => (folded * Multiplier) >> (32 - BucketBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bit(ref byte bits, uint index) => (Unsafe.Add(ref bits, index >> 3) >> (int)(index & 7)) & 1;

    private static void Set(byte[] bits, uint index) => bits[index >> 3] |= (byte)(1 << (int)(index & 7));

    // Eight bytes, or as many as there are before the end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LongWord(ReadOnlySpan<byte> text, int position) =>
        position + 8 <= text.Length ? BinaryPrimitives.ReadUInt64LittleEndian(text[position..]) : LastWord(text, position);

    private static ulong LastWord(ReadOnlySpan<byte> text, int position)
    {
        Span<byte> rest = stackalloc byte[8];
        rest.Clear();
        text[position..].CopyTo(rest);
        return BinaryPrimitives.ReadUInt64LittleEndian(rest);
    }

    /// <summary>An anchor: its rare part, the bytes that are compared, its payload, and how far before the rare part it and those bytes begin.</summary>
    private readonly record struct Entry(uint Rare, ulong Text, ulong Mask, ulong Fold, int Payload, int Offset, int Back, int Next);
}
