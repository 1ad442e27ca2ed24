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

    /// <summary>The literals of which every match has one; empty when the shape has none.</summary>
    /// <param name="segments">The shape's parts.</param>
    /// <param name="bestOffset">How many bytes before the literal a match begins.</param>
    public static ImmutableArray<string> Of(TokenShape.Segment[] segments, out int bestOffset)
    {
        ImmutableArray<string> best = [];
        bestOffset = 0;
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

        return best;
    }

    private static ImmutableArray<string> Spell(TokenShape.Segment[] segments, int index)
    {
        if (segments[index].ShortestLength < 2)
        {
            return [];
        }

        var spellings = Texts(segments[index].Literals);
        for (var next = index + 1; Shortest(spellings) is < ShortestLength and var length; next++)
        {
            if (next >= segments.Length)
            {
                return [];
            }

            var segment = segments[next];
            if (segment.Class is null)
            {
                spellings = Append(spellings, Texts(segment.Literals));
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

    // A character for each byte.
    private static string[] Texts(byte[][] literals)
    {
        var texts = new string[literals.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Encoding.Latin1.GetString(literals[i]);
        }

        return texts;
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
