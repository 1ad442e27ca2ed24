using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
                // Only a longer literal is spelt out; the first of equally long ones stays.
                var score = segments[i].ShortestLength;
                if (score > bestScore && Spell(segments, i) is { IsEmpty: false } spelt)
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
        if (segments[index].ShortestLength < 2)
        {
            return [];
        }

        var spellings = Array.ConvertAll(segments[index].Literals, l => Encoding.Latin1.GetString(l));
        for (var next = index + 1; Shortest(spellings) is < ShortestLength and var length; next++)
        {
            if (next >= segments.Length)
            {
                return [];
            }

            var segment = segments[next];
            if (segment.Class is null)
            {
                spellings = Append(spellings, Array.ConvertAll(segment.Literals, l => Encoding.Latin1.GetString(l)));
                continue;
            }

            var missing = ShortestLength - length;
            if (segment.Minimum < Math.Min(missing, segment.Maximum))
            {
                return [];
            }

            var letters = new string[segment.Class.Members.Length];
            for (var i = 0; i < letters.Length; i++)
            {
                letters[i] = ((char)segment.Class.Members[i]).ToString();
            }

            for (var n = 0; n < Math.Min(missing, segment.Minimum); n++)
            {
                if (spellings.Length * letters.Length > MostSpellings)
                {
                    return [];
                }

                spellings = Append(spellings, letters);
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(spellings);
    }

    private static string[] Append(string[] beginnings, string[] endings)
    {
        var all = new string[beginnings.Length * endings.Length];
        var count = 0;
        foreach (var beginning in beginnings)
        {
            foreach (var ending in endings)
            {
                all[count++] = beginning + ending;
            }
        }

        return all;
    }

    private static int Shortest(string[] texts)
    {
        var shortest = int.MaxValue;
        foreach (var text in texts)
        {
            shortest = Math.Min(shortest, text.Length);
        }

        return shortest;
    }
}
