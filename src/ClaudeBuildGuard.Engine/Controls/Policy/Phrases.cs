using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>
/// Alternatives of words, looked for in lower-case text. <c>sql+concat</c> asks for both, anywhere. A word begins where it begins in
/// the text and may go on (<c>deseriali</c> finds every form), unless it ends in <c>$</c>; a leading <c>*</c> lets it stand within a word.
/// Scripts without spaces are found anywhere.
/// </summary>
internal sealed class Phrases
{
    private readonly ImmutableArray<ImmutableArray<Word>> _alternatives;

    public Phrases(params string[] alternatives)
    {
        _alternatives = [.. alternatives.Select(a => a.Split('+').Select(Word.Read).ToImmutableArray())];
    }

    /// <summary>True when the words of one alternative all stand in the text.</summary>
    /// <param name="text">Lower case.</param>
    public bool In(string text)
    {
        foreach (var alternative in _alternatives)
        {
            var all = true;
            foreach (var word in alternative)
            {
                all = all && word.In(text);
            }

            if (all)
            {
                return true;
            }
        }

        return false;
    }

    private readonly record struct Word(string Text, bool Begins, bool Ends)
    {
        public static Word Read(string written)
        {
            var text = written.Trim('*', '$');
            return new Word(text, !written.StartsWith('*') && IsSpaced(text[0]), written.EndsWith('$'));
        }

        public bool In(string text)
        {
            for (var at = text.IndexOf(Text, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Text, at + 1, StringComparison.Ordinal))
            {
                var end = at + Text.Length;
                if (!(Begins && at > 0 && IsSpaced(text[at - 1])) && !(Ends && end < text.Length && IsSpaced(text[end])))
                {
                    return true;
                }
            }

            return false;
        }

        // Below the first East Asian block: Latin, Greek, Cyrillic and other scripts that put spaces between words.
        private static bool IsSpaced(char character) => char.IsLetterOrDigit(character) && character < '\u2E80';
    }
}
