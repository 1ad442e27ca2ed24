using System.Buffers;
using System.Buffers.Text;
using System.Numerics;
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

    private const uint AllDigits = 0xFFFF;

    private static readonly ByteClass Hexadecimal = ByteClass.OfRanges("0123456789abcdefABCDEF");

    /// <summary>The next run that decodes to something worth a scan.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to look from; moved behind the run.</param>
    /// <param name="start">Offset of the run.</param>
    /// <param name="length">Bytes of the run.</param>
    /// <param name="decoded">What it says: never more than three quarters of the run.</param>
    /// <param name="name">The encoding as a finding names it.</param>
    public static bool TryNext(ReadOnlySpan<byte> text, ref int from, out int start, out int length, out byte[] decoded, out string name)
    {
        start = length = 0;
        decoded = [];
        name = string.Empty;
        while (TryNextRun(text, from, out start, out var end))
        {
            from = end;
            length = end - start;
            if (length >= ShortestRun && TryDecode(text.Slice(start, length), out decoded, out name))
            {
                return true;
            }
        }

        from = text.Length;
        return false;
    }

    /// <summary>A part of a text with the whole of the runs that it brings in, lengthens or cuts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where the part begins.</param>
    /// <param name="to">Where it ends.</param>
    public static (int From, int To) Around(ReadOnlySpan<byte> text, int from, int to) => (StartOf(text, from, 0), EndOf(text, to));

    private static bool TryNextRun(ReadOnlySpan<byte> text, int from, out int start, out int end)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        for (var i = from; i + 16 <= text.Length; i += Stride)
        {
            if (Digits(Vector128.LoadUnsafe(ref first, (nuint)i)) == AllDigits)
            {
                start = StartOf(text, i, from);
                end = EndOf(text, i + 16);
                return true;
            }
        }

        start = end = text.Length;
        return false;
    }

    // Where the digits before a place begin.
    private static int StartOf(ReadOnlySpan<byte> text, int at, int floor)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        while (at - 16 >= floor)
        {
            var others = Digits(Vector128.LoadUnsafe(ref first, (nuint)(at - 16))) ^ AllDigits;
            if (others != 0)
            {
                return at - (BitOperations.LeadingZeroCount(others) - 16);
            }

            at -= 16;
        }

        while (at > floor && IsDigit(text[at - 1]))
        {
            at--;
        }

        return at;
    }

    // Where the digits from a place on end.
    private static int EndOf(ReadOnlySpan<byte> text, int at)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        while (at + 16 <= text.Length)
        {
            var others = Digits(Vector128.LoadUnsafe(ref first, (nuint)at)) ^ AllDigits;
            if (others != 0)
            {
                return at + BitOperations.TrailingZeroCount(others);
            }

            at += 16;
        }

        while (at < text.Length && IsDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    // One bit for each of sixteen bytes that is a digit of an encoding.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Digits(Vector128<byte> block)
    {
        var letters = Vector128.LessThanOrEqual((block | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)25));
        var digits = Vector128.LessThanOrEqual(block - Vector128.Create((byte)'0'), Vector128.Create((byte)9));
        var signs = Vector128.Equals(block, Vector128.Create((byte)'+')) | Vector128.Equals(block, Vector128.Create((byte)'/'))
            | Vector128.Equals(block, Vector128.Create((byte)'-')) | Vector128.Equals(block, Vector128.Create((byte)'_'));
        return (letters | digits | signs).ExtractMostSignificantBits();
    }

    private static bool IsDigit(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/' or (byte)'-' or (byte)'_';

    private static bool TryDecode(ReadOnlySpan<byte> run, out byte[] decoded, out string name)
    {
        decoded = [];

        // 0x7B22…, as SQL writes bytes.
        run = run.Length > ShortestRun && run is [(byte)'0', (byte)'x' or (byte)'X', ..] ? run[2..] : run;
        if (IsHexadecimal(run[..Sample]))
        {
            name = "hexadecimal";
            Span<byte> bytes = stackalloc byte[Sample / 2];
            FromHex(run[..Sample], bytes);
            if (!IsText(bytes))
            {
                return false;
            }

            var digits = run.IndexOfAnyExcept(Hexadecimal) is >= 0 and var stop ? run[..(stop & ~1)] : run[..(run.Length & ~1)];
            decoded = new byte[digits.Length / 2];
            FromHex(digits, decoded);
            return true;
        }

        name = "base64";
        if (!MayBegin(run))
        {
            return false;
        }

        // Four characters are three bytes wherever they stand, so a beginning tells what the rest will be.
        Span<byte> digitsOfHead = stackalloc byte[Sample];
        Span<byte> head = stackalloc byte[Sample / 4 * 3];
        ToPlain(run[..Sample], digitsOfHead);
        if (Base64.DecodeFromUtf8(digitsOfHead, head, out _, out _, isFinalBlock: false) != OperationStatus.Done || !(IsText(head) || IsArchive(head) || WideText.Of(head) is not null))
        {
            return false;
        }

        // Without its padding a run may end between two bytes: what is whole is decoded.
        var plain = run;
        if (run.IndexOfAny((byte)'-', (byte)'_') >= 0)
        {
            var copy = new byte[run.Length];
            ToPlain(run, copy);
            plain = copy;
        }

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

    // base64url as base64.
    private static void ToPlain(ReadOnlySpan<byte> digits, Span<byte> plain)
    {
        digits.CopyTo(plain);
        plain.Replace((byte)'-', (byte)'+');
        plain.Replace((byte)'_', (byte)'/');
    }

    // Most long runs are names, paths and rulers. The first two bytes of what they would decode to tell nearly all of them: these begin
    // neither a text nor, with 0x1F, an archive, nor, with 0, 0xEF, 0xFE or 0xFF, a text that is marked or of two bytes a character.
    private static bool MayBegin(ReadOnlySpan<byte> run)
    {
        var first = (byte)((Value(run[0]) << 2) | (Value(run[1]) >> 4));
        var second = (byte)((Value(run[1]) << 4) | (Value(run[2]) >> 2));
        return first is (>= 0x20 and <= 0x7E) or (byte)'\n' or (byte)'\r' or (byte)'\t' or 0x1F or 0 or 0xEF or 0xFE or 0xFF || second == 0;
    }

    private static int Value(byte digit) => digit switch
    {
        >= (byte)'a' => digit - 'a' + 26,
        (byte)'_' => 63,
        >= (byte)'A' => digit - 'A',
        >= (byte)'0' => digit - '0' + 52,
        (byte)'/' => 63,
        _ => 62,
    };

    private static bool IsHexadecimal(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }
        }

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

    private static void FromHex(ReadOnlySpan<byte> digits, Span<byte> output)
    {
        for (var i = 0; i + 1 < digits.Length; i += 2)
        {
            output[i / 2] = (byte)((HexValue(digits[i]) << 4) | HexValue(digits[i + 1]));
        }
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
