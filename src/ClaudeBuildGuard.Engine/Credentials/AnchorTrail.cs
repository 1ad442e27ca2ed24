using System.Runtime.InteropServices;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// Where the anchors of a content stand. A content that was made out of it has the same ones wherever it was copied, so that only what
/// is new is prefiltered; every anchor, carried over or new, is then judged in its new surroundings as if all had been found anew. One
/// that came to nothing is not, where all that was read around it was copied with it.
/// </summary>
/// <remarks>Real histories repeat nine tenths of their bytes from version to version: docs/design/history.md has the figures.</remarks>
internal sealed class AnchorTrail
{
    /// <summary>A trail with more anchors is not kept: the content is no text, or made to cost. It is then read anew in each version.</summary>
    public const int MostAnchors = 1 << 16;

    /// <summary>How far an anchor may stand from its place for the order to be made by moving.</summary>
    private const int MostMoves = 64;

    // In order of position.
    private readonly AnchorHit[] _anchors;

    // Bytes of the byte order mark that stand before the text, and that the places of a copy count.
    private readonly int _mark;

    private readonly ContextSetting _setting;

    private readonly bool _isEncodedQuiet;

    private AnchorTrail(AnchorHit[] anchors, int mark, ContextSetting setting, bool isEncodedQuiet, bool holdsPercent)
    {
        _anchors = anchors;
        _mark = mark;
        _setting = setting;
        _isEncodedQuiet = isEncodedQuiet;
        HoldsPercent = holdsPercent;
    }

    /// <summary>True when percent encoding in it hides something.</summary>
    public bool HoldsPercent { get; }

    /// <summary>True when nothing encoded in a content that was made out of this one's can come to anything but in what is new.</summary>
    /// <param name="setting">How the content is read.</param>
    public bool IsEncodedQuiet(ContextSetting setting) => _isEncodedQuiet && setting == _setting;

    /// <summary>Keeps what a content was found to hold.</summary>
    /// <param name="anchors">Its anchors.</param>
    /// <param name="mark">Bytes of a byte order mark before it.</param>
    /// <param name="setting">How it was read.</param>
    /// <param name="isEncodedQuiet">Whether all that is encoded in it came to nothing.</param>
    /// <param name="holdsPercent">Whether percent encoding in it hides something.</param>
    /// <returns>Null when that is too much to keep.</returns>
    public static AnchorTrail? Of(List<AnchorHit> anchors, int mark, ContextSetting setting, bool isEncodedQuiet, bool holdsPercent)
    {
        if (anchors.Count > MostAnchors)
        {
            return null;
        }

        var ordered = anchors.ToArray();
        Order(ordered);
        return new AnchorTrail(ordered, mark, setting, isEncodedQuiet, holdsPercent);
    }

    // They come about in order: an anchor is found where its rare part stands, and what is new in a text between what was carried over.
    private static void Order(Span<AnchorHit> anchors)
    {
        for (var i = 1; i < anchors.Length; i++)
        {
            var next = anchors[i];
            var at = i;
            for (; at > 0 && i - at < MostMoves && anchors[at - 1].Position > next.Position; at--)
            {
                anchors[at] = anchors[at - 1];
            }

            anchors[at] = next;
            if (i - at == MostMoves)
            {
                anchors.Sort((a, b) => a.Position.CompareTo(b.Position));
                return;
            }
        }
    }

    /// <summary>Finds all anchors of a content that was made out of this one's.</summary>
    /// <param name="prefilter">The prefilter that found this one's.</param>
    /// <param name="text">The content.</param>
    /// <param name="mark">Bytes of a byte order mark before it.</param>
    /// <param name="copies">What it has of this one, in its own order.</param>
    /// <param name="setting">How the content is read.</param>
    /// <param name="anchors">Receives its anchors, about in order.</param>
    /// <param name="parts">Receives the parts of the content that are new, in order.</param>
    public void Carry(Prefilter prefilter, ReadOnlySpan<byte> text, int mark, List<CopiedStretch> copies, ContextSetting setting, List<AnchorHit> anchors, List<(int From, int To)> parts)
    {
        var isReadAlike = setting == _setting;
        var newFrom = 0;
        foreach (var stored in CollectionsMarshal.AsSpan(copies))
        {
            var copy = WithoutMarks(stored, mark);

            // Nothing can be carried that is not longer than what decides about one anchor.
            if (copy.Length < ObjectLineage.ShortestStretch)
            {
                continue;
            }

            // An anchor is carried over when everything that was compared lies inside the stretch; what ends in the next is new.

            // Where both begin alike, nothing is new before the stretch.
            if (copy.To > 0 || copy.From > 0)
            {
                parts.Add((newFrom, copy.To));
                Find(prefilter, text, newFrom, copy.To, anchors);
            }

            newFrom = copy.To + copy.Length - prefilter.Span + 1;
            for (var i = FirstAt(copy.From); i < _anchors.Length && _anchors[i].Position <= copy.From + copy.Length - prefilter.Span; i++)
            {
                ref readonly var anchor = ref _anchors[i];
                anchors.Add(new AnchorHit(anchor.Position - copy.From + copy.To, anchor.Payload) { Quiet = isReadAlike && IsWithin(anchor, copy) ? anchor.Quiet : default });
            }
        }

        parts.Add((newFrom, text.Length));
        Find(prefilter, text, newFrom, text.Length, anchors);
    }

    // What of the stretch lies behind the byte order marks of both, counted from there.
    private CopiedStretch WithoutMarks(CopiedStretch copy, int mark)
    {
        var cut = Math.Max(0, Math.Max(_mark - copy.From, mark - copy.To));
        return new CopiedStretch(copy.From + cut - _mark, copy.To + cut - mark, copy.Length - cut);
    }

    private static bool IsWithin(in AnchorHit anchor, CopiedStretch copy) =>
        anchor.Position - anchor.Quiet.Before >= copy.From && anchor.Position + anchor.Quiet.After <= copy.From + copy.Length;

    // The anchors that begin in a part of the text.
    private static void Find(Prefilter prefilter, ReadOnlySpan<byte> text, int from, int to, List<AnchorHit> anchors)
    {
        var before = anchors.Count;
        if (from < to)
        {
            prefilter.Scan(text, from & ~1, Math.Min(text.Length, to + prefilter.Span), anchors);
        }

        var kept = before;
        var found = CollectionsMarshal.AsSpan(anchors);
        for (var i = before; i < found.Length; i++)
        {
            if (found[i].Position >= from && found[i].Position < to)
            {
                found[kept++] = found[i];
            }
        }

        CollectionsMarshal.SetCount(anchors, kept);
    }

    private int FirstAt(int position)
    {
        int low = 0, high = _anchors.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _anchors[middle].Position < position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
