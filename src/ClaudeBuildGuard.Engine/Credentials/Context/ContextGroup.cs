using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>The words of the context that begin with the same letters: one anchor of the prefilter for all of them.</summary>
internal sealed class ContextGroup
{
    private const int SharedLetters = 4;

    // A longer word whose beginning is that of common words is looked for by its rare part.
    private const int ShortestAlone = 7;
    private const int CommonBeginning = 500;

    // The longest first.
    private byte[][] _words;

    private ContextGroup(string word, string start, ContextAnchor anchor)
    {
        Start = start;
        Anchor = anchor;
        _words = [Encoding.UTF8.GetBytes(word)];
    }

    /// <summary>The letters that the prefilter looks for: the whole word where it stands alone, else the first four.</summary>
    public string Start { get; private set; }

    /// <summary>Bytes of the longest of them.</summary>
    public int LongestWord => _words[0].Length;

    /// <summary>What the words mean.</summary>
    public ContextAnchor Anchor { get; }

    /// <summary>Every group.</summary>
    public static ImmutableArray<ContextGroup> OfAll()
    {
        var groups = new List<ContextGroup>();
        var shared = new Dictionary<string, ContextGroup>(StringComparer.Ordinal);
        ContextWords.ForEach((word, anchor) =>
        {
            // Names of secrets are many that begin alike; other words are few, and their beginnings are common words, as are those of some names.
            var start = AsAnchor(word);
            if (anchor != ContextAnchor.Name || BeginsCommonly(word))
            {
                groups.Add(new ContextGroup(word, start, anchor));
            }
            else if (shared.TryGetValue(start[..SharedLetters], out var group))
            {
                group.Add(word);
            }
            else
            {
                groups.Add(shared[start[..SharedLetters]] = new ContextGroup(word, start, anchor));
            }
        });

        return ImmutableCollectionsMarshal.AsImmutableArray(groups.ToArray());
    }

    /// <summary>The length of the longest word that the text begins with; 0 when none does.</summary>
    public int WordAt(ReadOnlySpan<byte> text)
    {
        foreach (var word in _words)
        {
            if (text.Length >= word.Length && (Ascii.EqualsIgnoreCase(text[..word.Length], word) || text.StartsWith(word)))
            {
                return word.Length;
            }
        }

        return 0;
    }

    private static bool BeginsCommonly(string word) =>
        word.Length >= ShortestAlone && CommonLetters.Weight(Letters(word, 0)) + CommonLetters.Weight(Letters(word, 1)) > CommonBeginning;

    private static uint Letters(string word, int at) => word[at] | ((uint)word[at + 1] << 8) | ((uint)word[at + 2] << 16);

    // The prefilter's anchors are bytes.
    private static string AsAnchor(string word) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(word));

    private void Add(string word)
    {
        Start = Start[..SharedLetters];
        _words = [.. _words, Encoding.UTF8.GetBytes(word)];
        Array.Sort(_words, (a, b) => b.Length - a.Length);
    }
}
