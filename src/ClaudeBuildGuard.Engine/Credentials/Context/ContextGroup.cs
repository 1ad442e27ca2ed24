using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>The words of the context that begin with the same letters: one anchor of the prefilter for all of them.</summary>
internal sealed class ContextGroup
{
    private const int CommonLetters = 4;

    // The longest first.
    private byte[][] _words;

    private ContextGroup(string word, ContextAnchor anchor)
    {
        Start = word;
        Anchor = anchor;
        _words = [Encoding.ASCII.GetBytes(word)];
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
        ContextWords.ForEach((word, anchor) =>
        {
            // Names of secrets are many that begin alike; other words are few, and their beginnings are common words.
            if (anchor == ContextAnchor.Name && groups.Find(g => g.Anchor == anchor && string.CompareOrdinal(g.Start, 0, word, 0, CommonLetters) == 0) is { } group)
            {
                group.Add(word);
            }
            else
            {
                groups.Add(new ContextGroup(word, anchor));
            }
        });

        return ImmutableCollectionsMarshal.AsImmutableArray(groups.ToArray());
    }

    /// <summary>The length of the longest word that the text begins with; 0 when none does.</summary>
    public int WordAt(ReadOnlySpan<byte> text)
    {
        foreach (var word in _words)
        {
            if (text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word))
            {
                return word.Length;
            }
        }

        return 0;
    }

    private void Add(string word)
    {
        Start = Start[..CommonLetters];
        _words = [.. _words, Encoding.ASCII.GetBytes(word)];
        Array.Sort(_words, (a, b) => b.Length - a.Length);
    }
}
