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

    // 33 bytes: a zip says so much before the name of its first member, and gzip less.
    private const int HeaderDigits = 44;

    // Nobody wraps lines that are longer.
    private const int LongestLine = 1024;

    /// <summary>Wherever a run of <see cref="ShortestRun"/> begins, it covers sixteen bytes at a multiple of this.</summary>
    private const int Stride = ShortestRun - 16;

    private const uint AllDigits = 0xFFFF;

    private static readonly ByteClass Hexadecimal = ByteClass.OfRanges("0123456789abcdefABCDEF");

    /// <summary>The next run that decodes to something worth a scan.</summary>
    /// <param name="text">The text.</param>
    /// <param name="to">Where to look to; lines that a run goes on with may stand behind.</param>
    /// <param name="from">Where to look from; moved behind the run, and not behind the lines that it goes on with: each may say something of its own.</param>
    /// <param name="start">Offset of the run.</param>
    /// <param name="length">Bytes of the run, with the lines that it goes on with.</param>
    /// <param name="decoded">What it says: never more than three quarters of the run.</param>
    /// <param name="name">The encoding as a finding names it.</param>
    /// <param name="archiveTo">Where the last archive over several lines ended; 0 where a run only began like one, -1 where none did. Kept by the caller.</param>
    public static bool TryNext(ReadOnlySpan<byte> text, int to, ref int from, out int start, out int length, out byte[] decoded, out string name, ref int archiveTo)
    {
        start = length = 0;
        decoded = [];
        name = string.Empty;
        while (TryNextRun(text[..to], from, out start, out from))
        {
            var run = text[start..from];
            length = run.Length;
            if (length < ShortestRun)
            {
                continue;
            }

            if (BeginsLikeArchive(run))
            {
                if (start < archiveTo)
                {
                    // An archive within the one that was read.
                    continue;
                }

                archiveTo = Math.Max(archiveTo, 0);
                if (HasHeader(Joined(text, start, from, HeaderDigits, out _)))
                {
                    run = Joined(text, start, from, int.MaxValue, out archiveTo);
                    length = archiveTo - start;
                }
            }

            if (TryDecode(run, out decoded, out name))
            {
                return true;
            }
        }

        from = to;
        return false;
    }

    // PK and 1F 8B 08: of text every line says something, but an archive is read as a whole or not at all.
    private static bool BeginsLikeArchive(ReadOnlySpan<byte> run) => run.StartsWith("UEsDB"u8) || run.StartsWith("H4sI"u8);

    private static bool HasHeader(ReadOnlySpan<byte> digits) =>
        digits.Length >= HeaderDigits && TryDecode(digits[..HeaderDigits], out var header, out _) && Archive.HasWholeHeader(header);

    // The run with the lines below that it goes on with, until there are enough digits: each as long as it is, and the last of them as long or shorter.
    private static ReadOnlySpan<byte> Joined(ReadOnlySpan<byte> text, int start, int end, int enough, out int joinedTo)
    {
        joinedTo = end;
        var line = end - start;
        if (line > LongestLine || line >= enough || NextLine(text, end) < 0)
        {
            return text[start..end];
        }

        var joined = new ArrayBufferWriter<byte>();
        joined.Write(text[start..end]);
        while (joined.WrittenCount < enough && NextLine(text, joinedTo) is > 0 and var next)
        {
            var stop = EndOf(text, next);
            if (stop == next || stop - next > line)
            {
                break;
            }

            joined.Write(text[next..stop]);
            joinedTo = stop;
            if (stop - next < line)
            {
                break;
            }
        }

        return joined.WrittenSpan;
    }

    // Where the next line begins, behind the break as the text writes it: with an indent, as &#xA; of an attribute, as \r\n of a literal, between
    // two literals that are added. -1 where no break is.
    private static int NextLine(ReadOnlySpan<byte> text, int at)
    {
        var isBroken = false;
        for (var last = (byte)0; at < text.Length; last = text[at - 1])
        {
            var rest = text[at..];
            var escape = rest switch
            {
                [(byte)'&', (byte)'#', (byte)'x' or (byte)'X', (byte)'A' or (byte)'a' or (byte)'D' or (byte)'d', (byte)';', ..] or [(byte)'&', (byte)'#', (byte)'1', (byte)'0' or (byte)'3', (byte)';', ..] => 5,
                [(byte)'\\', (byte)'n' or (byte)'r', ..] => 2,
                [(byte)'\r' or (byte)'\n', ..] => 1,
                _ => 0,
            };
            isBroken |= escape > 0;

            // A plus sign that adds has a blank before it, since it is a digit too.
            if (escape == 0 && !(rest[0] is (byte)' ' or (byte)'\t' or (byte)'"' or (byte)'\'' || (rest[0] == '+' && last is (byte)' ' or (byte)'\t' && rest is [_, (byte)' ' or (byte)'\r' or (byte)'\n', ..])))
            {
                break;
            }

            at += Math.Max(1, escape);
        }

        return isBroken && at < text.Length && IsDigit(text[at]) ? at : -1;
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
