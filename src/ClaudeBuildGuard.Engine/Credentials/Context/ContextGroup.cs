using System.Collections.Immutable;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>The words of the context that begin with the same letters: one anchor of the prefilter for all of them.</summary>
internal sealed class ContextGroup
{
    private readonly byte[][] _words;

    private ContextGroup(string start, ContextAnchor anchor, IEnumerable<string> words)
    {
        Start = start;
        Anchor = anchor;
        _words = [.. words.OrderByDescending(w => w.Length).Select(Encoding.ASCII.GetBytes)];
    }

    /// <summary>The letters that the prefilter looks for: the whole word where it stands alone, else the first four.</summary>
    public string Start { get; }

    /// <summary>What the words mean.</summary>
    public ContextAnchor Anchor { get; }

    /// <summary>Every group.</summary>
    public static ImmutableArray<ContextGroup> OfAll() =>
        [.. ContextWords.All.GroupBy(w => (Start: w.Word[..4], w.Anchor)).Select(g => new ContextGroup(g.Count() == 1 ? g.First().Word : g.Key.Start, g.Key.Anchor, g.Select(w => w.Word)))];

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
}
