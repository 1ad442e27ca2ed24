using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Tells texts for people, and values that the client is given as such, from commands that start it.</summary>
internal static partial class Sentences
{
    /// <summary>What the name of a list that forbids holds, as a part of a regular expression.</summary>
    public const string RefusingNames = "forbid|deny|denied|banned|block(?:ed|list)|disallow|refuse|prohibit|reject";

    // Options of the client whose value is a text or a rule that takes away: what it names is not done.
    private static readonly string[] TextOptions = ["--disallowedTools", "--disallowed-tools", "--append-system-prompt", "--system-prompt"];

    // Their value only counts as text where it is more than a word: a flag may follow them.
    private static readonly string[] PromptOptions = ["-p", "--print"];

    /// <summary>True when a text tells of a spelling in it: that it is refused, or that nobody may use it.</summary>
    /// <param name="before">What stands before the spelling.</param>
    /// <param name="after">What stands behind it.</param>
    public static bool Tell(string before, string after) => Statement().IsMatch(after) || Order().IsMatch(before);

    /// <summary>True when a whole text tells of the first spelling in it.</summary>
    public static bool Tell(string text)
    {
        var spelling = Spellings.In(text);
        return text.IndexOf(spelling, StringComparison.Ordinal) is >= 0 and var at && Tell(text[..at], text[(at + spelling.Length)..]);
    }

    /// <summary>True for the name of a list of what is forbidden.</summary>
    public static bool Refuses(string name) => Refusing().IsMatch(name);

    /// <summary>The words of a command without the values of options that take a text.</summary>
    public static IEnumerable<ShellWord> WithoutValues(IReadOnlyList<ShellWord> words)
    {
        var isRule = false;
        var isPrompt = false;
        var isRefused = false;
        foreach (var word in words)
        {
            // policy --forbid "--…"
            if (isRefused && Spellings.Holds(word.Text))
            {
                isRefused = false;
                continue;
            }

            isRefused = word.Text.StartsWith("--", StringComparison.Ordinal) && Refuses(word.Text) && !TextOptions.Contains(word.Text, StringComparer.OrdinalIgnoreCase);
            if (word.Text.StartsWith('-'))
            {
                isRule = TextOptions.Contains(word.Text, StringComparer.OrdinalIgnoreCase);
                isPrompt = PromptOptions.Contains(word.Text);
                if (!Array.Exists(TextOptions, o => word.Text.StartsWith($"{o}=", StringComparison.OrdinalIgnoreCase)))
                {
                    yield return word;
                }
            }
            else
            {
                if (!isRule && !(isPrompt && word.Text.Contains(' ', StringComparison.Ordinal)))
                {
                    yield return word;
                }

                isPrompt = false;
            }
        }
    }

    /// <summary>True when a place in source code is the value of such an option, which a literal before it, or the one that it stands in, ends with.</summary>
    public static bool IsValueInCode(string before) => OptionBefore().IsMatch(before);

    [GeneratedRegex(RefusingNames, RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refusing();

    [GeneratedRegex(
        @"^[*)\]""'`»”]{0,3}\s+(?:is|was|are|were|be|been|must|may|might|should|shall|cannot|can't|can\s+not|does|do|has|have|isn't|wasn't|not|refused|forbidden|denied|blocked|rejected|prohibited|disallowed)\b",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Statement();

    // An order that forbids, in the same sentence; what has become of the client; and a comparison in another language.
    [GeneratedRegex(
        @"\bclaude(?:\s+code)?\s+(?:was|is|were|has|had|must|may|cannot|should|started|runs)\s[^;&|\r\n]*$|(?:-[ci]?(?:not)?(?:like|match|eq|contains)|\blike|\bhas|\bcontains)\s+[@N]?['""]?[^'""\s]{0,20}$|(?<![\w-])(?:never|no|don't|do\s+not|must\s+not|may\s+not|avoid|without|refuse[ds]?|reject(?:s|ed)?|block(?:s|ed)?|forbid(?:s|den)?|deny|denie[ds]|prohibit(?:s|ed)?|disallow(?:s|ed)?|ban(?:s|ned)?)\s[^.;:&|""'`\r\n]*(?:[""'`]\s*claude\s[^.;:&|""'`\r\n]*)?$",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Order();

    // Rules may stand before it in the same list.
    [GeneratedRegex(
        @"--(?:disallowed-?tools|(?:append-)?system-prompt)(?:[""'`]\s*\)?\s*[.,;:]\s*(?:[\w.]+\s*\(\s*)?[\[{]?\s*(?:[""'`][A-Z]\w*(?:\([^""'`\r\n]*)?[""'`]\s*,\s*)*|=[^\s""'`]*|\s+\\?)$",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionBefore();
}
