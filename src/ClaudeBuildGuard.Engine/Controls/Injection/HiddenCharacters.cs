using System.Buffers;
using System.Text;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>
/// Finds characters that nobody sees. Emoji, flags, right-to-left scripts, the scripts of India and East Asian text use such characters
/// honestly and stay silent. Source: claude-code-facts, 10.2.
/// </summary>
internal static class HiddenCharacters
{
    // Shorter runs are what copying from a web page leaves behind; eight zero-width characters make a byte.
    private const int ShortestCarrier = 8;

    // Interspersed between visible letters of one line, this many carry four bytes.
    private const int MostInLine = 32;
    private const int LongestDecoded = 200;

    private static readonly SearchValues<char> Interesting = SearchValues.Create(
        "\u0008\u001B\u009B\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064"
        + "\u2066\u2067\u2068\u2069\u206A\u206B\u206C\u206D\u206E\u206F\u3164\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F"
        + "\u2065\uFEFF\uFFA0\uFFF0\uFFF1\uFFF2\uFFF3\uFFF4\uFFF5\uFFF6\uFFF7\uFFF8\uFFF9\uFFFA\uFFFB\uD804\uD82F\uD834" + HighSurrogatesOfPlane14());

    private static string HighSurrogatesOfPlane14() => new([.. Enumerable.Range(0xDB40, 0x40).Select(c => (char)c)]);

    /// <summary>Every run of hidden characters of a text, in order.</summary>
    public static List<HiddenRun> Find(string text)
    {
        var runs = new List<HiddenRun>();
        var line = default(BidirectionalLine);
        var at = 0;
        while (at < text.Length)
        {
            var next = text.AsSpan(at).IndexOfAny(Interesting);
            if (next < 0)
            {
                break;
            }

            at += next;
            at = Read(text, at, runs, ref line);
        }

        return JoinSpread(text, runs);
    }

    // Reads what starts at an interesting character and returns where to go on.
    private static int Read(string text, int at, List<HiddenRun> runs, ref BidirectionalLine line)
    {
        var kind = KindOf(CodePoint(text, at, out var width));
        if (kind is not { } found)
        {
            return at + width;
        }

        var end = at;
        var points = new List<int>();
        while (end < text.Length && KindOf(CodePoint(text, end, out width)) == found)
        {
            points.Add(CodePoint(text, end, out width));
            end += width;
        }

        if (Judge(text, at, end, found, points, ref line) is { } run)
        {
            runs.Add(run);
        }

        return end;
    }

    private static HiddenRun? Judge(string text, int start, int end, HiddenKind kind, List<int> points, ref BidirectionalLine line)
    {
        var before = Before(text, start);
        var after = end < text.Length ? CodePoint(text, end, out _) : 0;
        var decoded = string.Empty;
        switch (kind)
        {
            case HiddenKind.Tags:
                if (before == 0x1F3F4 && IsSubdivision(points))
                {
                    return null;
                }

                decoded = Printable(points.Select(p => p - 0xE0000));
                break;
            case HiddenKind.VariationSelectors:
                if (points.Count == 1 && (points[0] is 0xFE0F or 0xFE0E ? before is > 0x7F or (>= '0' and <= '9') or '#' or '*' : points[0] < 0xFE10 ? before > 0x7F : ScriptFacts.IsIdeograph(before)))
                {
                    return null;
                }

                kind = points.Count == 1 && points[0] < 0xFE10 ? HiddenKind.Stray : kind;
                decoded = Printable(points.Select(p => p < 0xFE10 ? p - 0xFE00 : p - 0xE0100 + 16));
                break;
            case HiddenKind.Bidirectional:
                line = line.Holds(start) ? line : BidirectionalLine.Around(text, start);
                if (line.IsHonest && !points.Exists(p => p is 0x202D or 0x202E))
                {
                    return null;
                }

                break;
            case HiddenKind.ZeroWidthRun:
                if (points.Count < ShortestCarrier)
                {
                    if (points.TrueForAll(p => IsHonest(p, before, after, start)))
                    {
                        return null;
                    }

                    kind = HiddenKind.Stray;
                }

                decoded = Bits(points);
                break;
        }

        return new HiddenRun(kind, start, end - start, points.Count, points[0], decoded);
    }

    private static HiddenKind? KindOf(int point) => point switch
    {
        >= 0xE0000 and <= 0xE007F => HiddenKind.Tags,
        (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) => HiddenKind.VariationSelectors,
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => HiddenKind.Bidirectional,
        0x08 or 0x1B or 0x9B => HiddenKind.TerminalControls,
        0x2065 or (>= 0xFFF0 and <= 0xFFFB) or 0x110BD or 0x110CD or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A)
            or (>= 0xE0080 and <= 0xE00FF) or (>= 0xE01F0 and <= 0xEFFFD) => HiddenKind.ZeroWidthRun,
        0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or (>= 0x200B and <= 0x200F) or (>= 0x2060 and <= 0x2064)
            or (>= 0x206A and <= 0x206F) or 0x3164 or 0xFEFF or 0xFFA0 => HiddenKind.ZeroWidthRun,
        _ => null,
    };

    private static bool IsHonest(int point, int before, int after, int start) => point switch
    {
        0xFEFF => start == 0,
        0x200D => (ScriptFacts.IsEmoji(before) && ScriptFacts.IsEmoji(after)) || ScriptFacts.UsesJoiners(before) || ScriptFacts.UsesJoiners(after),
        0x200C => ScriptFacts.UsesJoiners(before) || ScriptFacts.UsesJoiners(after) || (before > 0x7F && after > 0x7F),
        0x200E or 0x200F or 0x61C => ScriptFacts.IsRightToLeft(before) || ScriptFacts.IsRightToLeft(after) || before > 0x7F || after > 0x7F,
        0x200B or 0x2060 => ScriptFacts.BreaksWithoutSpaces(before) || ScriptFacts.BreaksWithoutSpaces(after) || ScriptFacts.UsesJoiners(before),
        0x115F or 0x1160 or 0x3164 or 0xFFA0 => ScriptFacts.IsHangul(before) || ScriptFacts.IsHangul(after),
        0xAD => before > 0x20 && after > 0x20,
        0x34F => before > 0x7F,
        0x17B4 or 0x17B5 => before is >= 0x1780 and <= 0x17FF,
        0x180E => before is >= 0x1800 and <= 0x18AF,
        _ => false,
    };

    // Zero-width characters spread between the letters of a line carry as much as a run of them.
    private static List<HiddenRun> JoinSpread(string text, List<HiddenRun> runs)
    {
        if (runs.Count(r => r.Kind == HiddenKind.Stray) < MostInLine)
        {
            return runs;
        }

        var joined = new List<HiddenRun>(runs.Where(r => r.Kind != HiddenKind.Stray));
        var lines = new Documents.TextLines(text);
        foreach (var line in runs.Where(r => r.Kind == HiddenKind.Stray).GroupBy(r => lines.Position(r.Start).Line))
        {
            var strays = line.ToList();
            if (strays.Count < MostInLine)
            {
                joined.AddRange(strays);
                continue;
            }

            var points = strays.SelectMany(s => text.AsSpan(s.Start, s.Length).ToArray()).Select(c => (int)c).ToList();
            var last = strays[^1];
            joined.Add(new HiddenRun(
                HiddenKind.ZeroWidthRun, strays[0].Start, last.Start + last.Length - strays[0].Start, points.Count, strays[0].FirstCodePoint, Bits(points)));
        }

        return [.. joined.OrderBy(r => r.Start)];
    }

    // A flag of a part of a country: a region of letters and digits, closed by the cancel tag. Its longest code has six.
    private static bool IsSubdivision(List<int> points) =>
        points.Count is >= 4 and <= 7 && points[^1] == 0xE007F
        && points.Take(points.Count - 1).All(p => p is (>= 0xE0061 and <= 0xE007A) or (>= 0xE0030 and <= 0xE0039));

    // Two symbols are bits; which of them is one is tried both ways.
    private static string Bits(List<int> points)
    {
        var symbols = points.Distinct().ToList();
        if (symbols.Count != 2 || points.Count < ShortestCarrier)
        {
            return string.Empty;
        }

        foreach (var one in symbols)
        {
            var bytes = points.Chunk(8).Where(c => c.Length == 8).Select(c => c.Aggregate(0, (value, p) => (value << 1) | (p == one ? 1 : 0))).ToList();
            if (bytes.TrueForAll(b => b is >= 0x20 and < 0x7F))
            {
                return Printable(bytes);
            }
        }

        return string.Empty;
    }

    private static string Printable(IEnumerable<int> codes)
    {
        var text = new string([.. codes.Where(c => c is >= 0x20 and < 0x7F).Take(LongestDecoded).Select(c => (char)c)]);
        return text.Trim();
    }

    private static int CodePoint(string text, int at, out int width)
    {
        var status = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out width);
        return status == OperationStatus.Done ? rune.Value : text[at];
    }

    private static int Before(string text, int at) =>
        at == 0 ? 0 : at > 1 && char.IsLowSurrogate(text[at - 1]) && char.IsHighSurrogate(text[at - 2]) ? char.ConvertToUtf32(text[at - 2], text[at - 1]) : text[at - 1];
}
