using System.Collections.Immutable;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// Chooses the part of a shape that the prefilter looks for: the longest literal at a fixed distance from the start, made at least four
/// bytes long by the alphabets and literals beside it.
/// </summary>
internal static class ShapeAnchor
{
    /// <summary>The prefilter samples every second byte with three-byte windows, so an anchor needs four.</summary>
    public const int ShortestLength = 4;

    /// <summary>A short marker may be spelt out with the alphabet that follows it into at most so many anchors.</summary>
    private const int MostSpellings = 1100;

    public static (ImmutableArray<string> Anchors, int Offset) Of(ImmutableArray<TokenShape.Segment> segments)
    {
        ImmutableArray<string> best = [];
        var bestOffset = 0;
        var bestScore = 0;
        var offset = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i].Class is null)
            {
                var shortest = segments[i].Literals.Min(l => l.Length);
                var spelt = Spell(segments, i);
                var score = spelt.IsEmpty ? 0 : shortest;
                if (score > bestScore)
                {
                    (best, bestOffset, bestScore) = (spelt, offset, score);
                }
            }

            if (!segments[i].HasFixedLength)
            {
                break;
            }

            offset += segments[i].ShortestLength;
        }

        return (best, bestOffset);
    }

    private static ImmutableArray<string> Spell(ImmutableArray<TokenShape.Segment> segments, int index)
    {
        List<string> spellings = [.. segments[index].Literals.Select(Encoding.Latin1.GetString)];
        if (spellings.Min(s => s.Length) < 2)
        {
            return [];
        }

        for (var next = index + 1; spellings.Min(s => s.Length) < ShortestLength; next++)
        {
            if (next >= segments.Length)
            {
                return [];
            }

            var segment = segments[next];
            if (segment.Class is null)
            {
                spellings = [.. spellings.SelectMany(s => segment.Literals.Select(l => s + Encoding.Latin1.GetString(l)))];
                continue;
            }

            var missing = ShortestLength - spellings.Min(s => s.Length);
            if (segment.Minimum < Math.Min(missing, segment.Maximum))
            {
                return [];
            }

            for (var n = 0; n < Math.Min(missing, segment.Minimum); n++)
            {
                if (spellings.Count * segment.Class.Members.Length > MostSpellings)
                {
                    return [];
                }

                spellings = [.. spellings.SelectMany(s => segment.Class.Members.Select(m => s + (char)m))];
            }
        }

        return [.. spellings];
    }
}
