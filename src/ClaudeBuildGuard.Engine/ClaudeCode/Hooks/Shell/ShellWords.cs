namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>What a word of a command may name beside itself.</summary>
internal static class ShellWords
{
    private const int MostExpansions = 64;
    private const int LongestPath = 4096;

    /// <summary>
    /// A word and what stands in it behind <c>=</c>, <c>:</c>, <c>@</c> and <c>,</c>: options, revisions, curl's files. Of a word with text
    /// that nobody knows, the word as it is when that text is empty too.
    /// </summary>
    public static IEnumerable<string> Candidates(string word)
    {
        yield return word;
        if (word.Contains(ShellCommand.Unknown))
        {
            yield return word.Replace(ShellCommand.Unknown.ToString(), string.Empty, StringComparison.Ordinal);
        }

        for (var i = 0; i + 1 < word.Length && word.Length <= LongestPath; i++)
        {
            if (word[i] is '=' or ':' or '@' or ',')
            {
                yield return word[(i + 1)..];
            }
        }

        if (word.Length > 2 && word[0] == '-' && word[1] != '-')
        {
            yield return word[2..];
        }
    }

    /// <summary>The words that Bash makes of one with braces, at most 64; the word itself where it has none.</summary>
    public static IEnumerable<string> Braces(string word)
    {
        if (!word.Contains('{'))
        {
            return [word];
        }

        var done = new List<string>();
        var open = new Queue<string>([word]);
        while (open.TryDequeue(out var next) && done.Count + open.Count < MostExpansions)
        {
            if (Innermost(next) is not { } found)
            {
                done.Add(WithoutRange(next));
                continue;
            }

            foreach (var part in next[(found.Open + 1)..found.Close].Split(',').Take(MostExpansions))
            {
                open.Enqueue(string.Concat(next.AsSpan(0, found.Open), part, next.AsSpan(found.Close + 1)));
            }
        }

        return done.Count > 0 ? done : [word];
    }

    /// <summary><c>{a..z}</c> is some letter, so anything.</summary>
    private static string WithoutRange(string word)
    {
        var dots = word.IndexOf("..", StringComparison.Ordinal);
        var open = dots < 0 ? -1 : word.LastIndexOf('{', dots);
        var close = open < 0 ? -1 : word.IndexOf('}', dots);
        return close < 0 ? word : string.Concat(word.AsSpan(0, open), "*", word.AsSpan(close + 1));
    }

    /// <summary>The first pair of braces that holds a comma and no further brace.</summary>
    private static (int Open, int Close)? Innermost(string word)
    {
        var open = -1;
        var comma = false;
        for (var i = 0; i < word.Length; i++)
        {
            switch (word[i])
            {
                case '{':
                    (open, comma) = (i, false);
                    break;
                case ',':
                    comma = true;
                    break;
                case '}' when open >= 0 && comma:
                    return (open, i);
                case '}':
                    open = -1;
                    break;
                default:
                    break;
            }
        }

        return null;
    }
}
