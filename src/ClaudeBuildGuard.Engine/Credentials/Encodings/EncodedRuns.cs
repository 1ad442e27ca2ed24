using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ClaudeBuildGuard.Engine.Credentials.Encodings;

/// <summary>
/// Finds long runs of base64, base64url and hexadecimal digits and decodes those that hold text or an archive. Sixteen bytes at a
/// time are asked whether all are of the alphabet, so text without such runs costs next to nothing.
/// </summary>
internal static class EncodedRuns
{
    /// <summary>Shorter runs are left alone: thirty bytes of plain text are about the shortest token with its name.</summary>
    private const int ShortestRun = 40;

    private const int Sample = 24;

    /// <summary>Wherever a run of <see cref="ShortestRun"/> begins, it covers sixteen bytes at a multiple of this.</summary>
    private const int Stride = ShortestRun - 16;

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>The next run that decodes to something worth a scan.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to look from; moved behind the run.</param>
    /// <param name="largest">Bytes that may be decoded.</param>
    /// <param name="start">Offset of the run.</param>
    /// <param name="length">Bytes of the run.</param>
    /// <param name="decoded">What it says; only the first <paramref name="largest"/> bytes of it.</param>
    /// <param name="name">The encoding as a finding names it.</param>
    public static bool TryNext(ReadOnlySpan<byte> text, ref int from, int largest, out int start, out int length, out byte[] decoded, out string name)
    {
        start = length = 0;
        decoded = [];
        name = string.Empty;
        while (TryNextRun(text, from, out start, out var end))
        {
            from = end;
            length = end - start;
            var run = text.Slice(start, Math.Min(length, largest));
            if (length >= ShortestRun && TryDecode(run, out decoded, out name))
            {
                return true;
            }
        }

        from = text.Length;
        return false;
    }

    /// <summary>
    /// True when a run that is long enough to be looked into reaches into a part of a text. Where the text before and after the part is
    /// known to hold none, this asks for all that the part brings in.
    /// </summary>
    public static bool Touches(ReadOnlySpan<byte> text, int from, int to)
    {
        var around = text[Math.Max(0, from - ShortestRun)..Math.Min(text.Length, to + ShortestRun)];
        for (var at = 0; TryNextRun(around, at, out var start, out var end); at = end)
        {
            if (end - start >= ShortestRun)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryNextRun(ReadOnlySpan<byte> text, int from, out int start, out int end)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        for (var i = from; i + 16 <= text.Length; i += Stride)
        {
            if (!IsAllDigits(Vector128.LoadUnsafe(ref first, (nuint)i)))
            {
                continue;
            }

            start = i;
            while (start > from && IsDigit(text[start - 1]))
            {
                start--;
            }

            end = i + 16;
            while (end + 16 <= text.Length && IsAllDigits(Vector128.LoadUnsafe(ref first, (nuint)end)))
            {
                end += 16;
            }

            while (end < text.Length && IsDigit(text[end]))
            {
                end++;
            }

            return true;
        }

        start = end = text.Length;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAllDigits(Vector128<byte> block)
    {
        var letters = Vector128.LessThanOrEqual((block | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)25));
        var digits = Vector128.LessThanOrEqual(block - Vector128.Create((byte)'0'), Vector128.Create((byte)9));
        var signs = Vector128.Equals(block, Vector128.Create((byte)'+')) | Vector128.Equals(block, Vector128.Create((byte)'/'))
            | Vector128.Equals(block, Vector128.Create((byte)'-')) | Vector128.Equals(block, Vector128.Create((byte)'_'));
        return (letters | digits | signs) == Vector128<byte>.AllBitsSet;
    }

    private static bool IsDigit(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/' or (byte)'-' or (byte)'_';

    private static bool TryDecode(ReadOnlySpan<byte> run, out byte[] decoded, out string name)
    {
        // Four characters are three bytes wherever they stand, so a beginning tells what the rest will be.
        Span<byte> head = stackalloc byte[Sample];
        if (run[..Sample].IndexOfAnyExcept(Hexadecimal) < 0)
        {
            name = "hexadecimal";
            decoded = [];
            if (!FromHex(run[..Sample], head) || !IsText(head[..(Sample / 2)]))
            {
                return false;
            }

            var hexDigits = run.IndexOfAnyExcept(Hexadecimal) is >= 0 and var stop ? run[..(stop & ~1)] : run[..(run.Length & ~1)];
            decoded = new byte[hexDigits.Length / 2];
            return FromHex(hexDigits, decoded);
        }

        name = "base64";
        decoded = [];
        var plain = run;
        byte[]? rented = null;
        if (run.IndexOfAny((byte)'-', (byte)'_') >= 0)
        {
            rented = run.ToArray();
            rented.AsSpan().Replace((byte)'-', (byte)'+');
            rented.AsSpan().Replace((byte)'_', (byte)'/');
            plain = rented;
        }

        if (Base64.DecodeFromUtf8(plain[..Sample], head, out _, out var count, isFinalBlock: false) != OperationStatus.Done || !(IsText(head[..count]) || IsArchive(head) || WideText.Of(head[..count]) is not null))
        {
            return false;
        }

        // Without its padding a run may end between two bytes: what is whole is decoded.
        var whole = plain[..(plain.Length & ~3)];
        var output = new byte[Base64.GetMaxDecodedFromUtf8Length(plain.Length) + 3];
        Base64.DecodeFromUtf8(whole, output, out _, out var written, isFinalBlock: false);
        var rest = plain[whole.Length..];
        if (rest.Length > 1)
        {
            Span<byte> padded = [rest[0], rest[1], rest.Length > 2 ? rest[2] : (byte)'=', (byte)'='];
            Base64.DecodeFromUtf8(padded, output.AsSpan(written), out _, out var last);
            written += last;
        }

        decoded = output[..written];
        return true;
    }

    private static bool IsArchive(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, 0x08, ..] or [(byte)'P', (byte)'K', 3, 4, ..];

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var b in head)
        {
            if (b is < 0x20 or > 0x7E && b is not ((byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                return head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]);
            }
        }

        return true;
    }

    private static bool FromHex(ReadOnlySpan<byte> digits, Span<byte> output)
    {
        for (var i = 0; i + 1 < digits.Length; i += 2)
        {
            output[i / 2] = (byte)((HexValue(digits[i]) << 4) | HexValue(digits[i + 1]));
        }

        return true;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
