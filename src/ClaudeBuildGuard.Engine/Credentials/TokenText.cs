using System.Buffers.Text;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// The tests that every token passes whatever its provider: is it a documentation sample, a mask, or typed on a keyboard?
/// </summary>
internal static class TokenText
{
    private static readonly byte[][] SampleWords =
    [
        .. new[]
        {
            "example", "placeholder", "redacted", "xxxxx", "your_", "your-", "yourkey", "yourtoken", "yourapi", "changeme", "dummy", "notareal", "not_a_real",
            "*****", "00000000", ".....",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>True for a GUID in its usual form, with hyphens and nothing around it.</summary>
    public static bool IsGuid(ReadOnlySpan<byte> text) => text.Length == 36 && Utf8Parser.TryParse(text, out Guid _, out var used) && used == 36;

    /// <summary>Bits of Shannon entropy for each byte.</summary>
    public static double Entropy(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        Span<int> counts = stackalloc int[256];
        foreach (var b in text)
        {
            counts[b]++;
        }

        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / text.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }

    /// <summary>True for what was written to show a shape: a sample word, one character repeated, the alphabet or the digits in order.</summary>
    public static bool IsSample(ReadOnlySpan<byte> token)
    {
        if (token.Length == 0)
        {
            return true;
        }

        var looked = token[..Math.Min(token.Length, 512)];
        foreach (var word in SampleWords)
        {
            for (var at = 0; at + word.Length <= looked.Length; at++)
            {
                if (Ascii.EqualsIgnoreCase(looked.Slice(at, word.Length), word))
                {
                    return true;
                }
            }
        }

        return IsTyped(looked);
    }

    /// <summary>True when most of the text continues the character before it: repeated, ascending or descending.</summary>
    public static bool IsTyped(ReadOnlySpan<byte> text)
    {
        int run = 1, longest = 1, covered = 0, step = 2;
        for (var i = 1; i < text.Length; i++)
        {
            var difference = text[i] - text[i - 1];
            if (difference is >= -1 and <= 1 && (difference == step || run == 1))
            {
                step = difference;
                run++;
            }
            else
            {
                covered += run >= 4 ? run : 0;
                run = difference is >= -1 and <= 1 ? 2 : 1;
                step = run == 2 ? difference : 2;
            }

            longest = Math.Max(longest, run);
        }

        covered += run >= 4 ? run : 0;
        return longest >= 9 || (text.Length >= 8 && covered * 2 > text.Length) || IsPeriodic(text);
    }

    private static bool IsPeriodic(ReadOnlySpan<byte> text)
    {
        for (var period = 1; period <= Math.Min(10, text.Length / 3); period++)
        {
            if (text[period..].SequenceEqual(text[..^period]))
            {
                return true;
            }
        }

        return false;
    }
}
