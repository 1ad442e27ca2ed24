using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>A place where an anchor stands.</summary>
/// <param name="Position">Offset of the anchor's first byte.</param>
/// <param name="Payload">What was registered with the anchor.</param>
internal readonly record struct AnchorHit(int Position, int Payload);

/// <summary>
/// Finds all anchors of all rules in one pass over bytes. Every second position, three bytes are folded to one letter case, hashed and
/// looked up in a bitmap of 64 KB that stays in the second-level cache and is nearly empty; each anchor is registered with the windows at its offsets 0 and
/// 1, so one of them falls on a sampled position wherever the anchor stands. What passes the bitmap is looked up by four bytes in a
/// second one, and what passes that is compared by up to eight.
/// </summary>
/// <remarks>
/// Measured against vectorised multi-string search and automata in docs/design/credentials.md: hashing at half the positions beats
/// both once there are some hundred literals. Allocates nothing.
/// </remarks>
internal sealed class Prefilter
{
    private const int BitmapBits = 19;
    private const int FilterBits = 18;
    private const int BucketBits = 13;
    private const uint Multiplier = 0x9E3779B1;
    private const uint WindowMask = 0x00FFFFFF;
    private const uint WindowFold = 0x00202020;
    private const ulong AnchorFold = 0x2020202020202020;
    private const uint FirstFold = 0x20202020;

    private readonly ulong[] _bitmap = new ulong[1 << (BitmapBits - 6)];
    private readonly ulong[] _filter = new ulong[1 << (FilterBits - 6)];
    private readonly int[] _buckets = new int[1 << BucketBits];
    private readonly Entry[] _entries;

    /// <summary>Builds the tables.</summary>
    /// <param name="anchors">
    /// Literals of at least four bytes, whether they are compared without letter case, and what <see cref="AnchorHit.Payload"/> gives back.
    /// </param>
    public Prefilter(List<(string Anchor, bool IgnoreCase, int Payload)> anchors)
    {
        Array.Fill(_buckets, -1);
        _entries = new Entry[2 * anchors.Count];
        Span<byte> bytes = stackalloc byte[8];
        foreach (var (anchor, ignoreCase, payload) in anchors)
        {
            if (anchor.Length < ShapeAnchor.ShortestLength)
            {
                throw new ArgumentException($"The anchor '{anchor}' is shorter than four bytes.", nameof(anchors));
            }

            var compared = Math.Min(8, anchor.Length);
            bytes.Clear();
            Encoding.Latin1.GetBytes(anchor.AsSpan(0, compared), bytes);
            var mask = compared == 8 ? ulong.MaxValue : (1UL << (8 * compared)) - 1;
            var fold = ignoreCase ? AnchorFold & mask : 0;
            var text = BinaryPrimitives.ReadUInt64LittleEndian(bytes) | fold;
            var first = (uint)text | FirstFold;
            Set(_filter, FilterBits, first * Multiplier);
            for (var delta = 0; delta < 2; delta++)
            {
                var hash = (((first >> (8 * delta)) & WindowMask) | WindowFold) * Multiplier;
                Set(_bitmap, BitmapBits, hash);
                ref var bucket = ref _buckets[hash >> (32 - BucketBits)];
                if (!IsKnown(bucket, text, mask, fold, payload, delta))
                {
                    _entries[Size] = new Entry(text, mask, fold, payload, delta, bucket);
                    bucket = Size++;
                }
            }
        }
    }

    /// <summary>How many windows are registered.</summary>
    public int Size { get; private set; }

    /// <summary>
    /// Adds every anchor whose window is sampled in a part of a text. Parts that follow each other, each beginning at an even offset,
    /// find what one pass over the whole would find; the part's end does not hide what reaches over it.
    /// </summary>
    /// <param name="text">The whole text.</param>
    /// <param name="from">The first sampled offset.</param>
    /// <param name="to">One past the last sampled offset.</param>
    /// <param name="hits">Receives the anchors; at most their first eight bytes were compared.</param>
    public void Scan(ReadOnlySpan<byte> text, int from, int to, List<AnchorHit> hits)
    {
        if (text.Length < ShapeAnchor.ShortestLength)
        {
            return;
        }

        ref var start = ref MemoryMarshal.GetReference(text);
        ref var bitmap = ref MemoryMarshal.GetArrayDataReference(_bitmap);

        // A block reads up to ten bytes from its position.
        var last = Math.Min(to - 8, text.Length - 10);
        var position = from;
        for (; position <= last; position += 8)
        {
            // Four windows out of one load of eight bytes and one of four: hits are rare, so their tests are joined.
            var block = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, position));
            var tail = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, position + 6));
            if (!BitConverter.IsLittleEndian)
            {
                block = BinaryPrimitives.ReverseEndianness(block);
                tail = BinaryPrimitives.ReverseEndianness(tail);
            }

            var h0 = (((uint)block & WindowMask) | WindowFold) * Multiplier;
            var h1 = (((uint)(block >> 16) & WindowMask) | WindowFold) * Multiplier;
            var h2 = (((uint)(block >> 32) & WindowMask) | WindowFold) * Multiplier;
            var h3 = ((tail & WindowMask) | WindowFold) * Multiplier;
            var b0 = Bit(ref bitmap, h0);
            var b1 = Bit(ref bitmap, h1);
            var b2 = Bit(ref bitmap, h2);
            var b3 = Bit(ref bitmap, h3);
            if (((b0 | b1 | b2 | b3) & 1) == 0)
            {
                continue;
            }

            Resolve(text, position, h0, b0, hits);
            Resolve(text, position + 2, h1, b1, hits);
            Resolve(text, position + 4, h2, b2, hits);
            Resolve(text, position + 6, h3, b3, hits);
        }

        for (; position < to && position <= text.Length - 3; position += 2)
        {
            var window = (uint)(text[position] | (text[position + 1] << 8) | (text[position + 2] << 16)) | WindowFold;
            var hash = window * Multiplier;
            Resolve(text, position, hash, Bit(ref bitmap, hash), hits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bit(ref ulong bitmap, uint hash) =>
        Unsafe.Add(ref bitmap, hash >> (32 - BitmapBits + 6)) >> (int)((hash >> (32 - BitmapBits)) & 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Resolve(ReadOnlySpan<byte> text, int position, uint hash, ulong bit, List<AnchorHit> hits)
    {
        if ((bit & 1) != 0)
        {
            Compare(text, position, hash, hits);
        }
    }

    private void Compare(ReadOnlySpan<byte> text, int position, uint hash, List<AnchorHit> hits)
    {
        // An anchor begins at the position or one before it.
        var here = Word(text, position);
        var before = position > 0 ? Word(text, position - 1) : 0;
        if (!Passes((uint)here) && !Passes((uint)before))
        {
            return;
        }

        for (var index = _buckets[hash >> (32 - BucketBits)]; index >= 0; index = _entries[index].Next)
        {
            ref readonly var entry = ref _entries[index];
            if ((((entry.Delta == 0 ? here : before) & entry.Mask) | entry.Fold) == entry.Text)
            {
                hits.Add(new AnchorHit(position - entry.Delta, entry.Payload));
            }
        }
    }

    // Words that differ only after their eighth byte are one window.
    private bool IsKnown(int index, ulong text, ulong mask, ulong fold, int payload, int delta)
    {
        for (; index >= 0; index = _entries[index].Next)
        {
            ref readonly var entry = ref _entries[index];
            if (entry.Text == text && entry.Mask == mask && entry.Fold == fold && entry.Payload == payload && entry.Delta == delta)
            {
                return true;
            }
        }

        return false;
    }

    private bool Passes(uint first)
    {
        var hash = (first | FirstFold) * Multiplier;
        return ((_filter[hash >> (32 - FilterBits + 6)] >> (int)((hash >> (32 - FilterBits)) & 63)) & 1) != 0;
    }

    private static void Set(ulong[] bits, int size, uint hash) => bits[hash >> (32 - size + 6)] |= 1UL << (int)((hash >> (32 - size)) & 63);

    // Eight bytes, or as many as there are before the end.
    private static ulong Word(ReadOnlySpan<byte> text, int position)
    {
        if (position + 8 <= text.Length)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(text[position..]);
        }

        Span<byte> rest = stackalloc byte[8];
        rest.Clear();
        text[position..].CopyTo(rest);
        return BinaryPrimitives.ReadUInt64LittleEndian(rest);
    }

    /// <summary>An anchor with one of its two windows.</summary>
    private readonly record struct Entry(ulong Text, ulong Mask, ulong Fold, int Payload, int Delta, int Next);
}
