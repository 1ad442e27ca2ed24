using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>
/// Uses in source code: options of an agent SDK, and arguments with which a program starts the client. A comparison, a search, a type,
/// a comment and a text for people are no use.
/// </summary>
internal static partial class CodeUses
{
    // How much before a literal is looked at to see what it is for.
    private const int LookBehind = 240;

    /// <summary>The uses in a source text: offset and spelling.</summary>
    public static IEnumerable<(int Offset, string Spelling)> In(string text)
    {
        foreach (Match match in Option().Matches(text))
        {
            if (!IsComment(text, match.Index) && !IsTypeUnion(text, match.Index + match.Length))
            {
                yield return (match.Index, match.Value.Trim());
            }
        }

        foreach (Match match in Literal().Matches(text))
        {
            if (IsPassedOn(text, match))
            {
                var flag = match.Groups["flag"];
                yield return (flag.Index, flag.Value);
            }
        }

        foreach (Match match in ModeArgument().Matches(text))
        {
            if (!IsPassedOn(text, match))
            {
                continue;
            }

            var name = match.Groups["name"];
            if (!name.Success)
            {
                yield return (match.Groups["flag"].Index, $"{Spellings.ModeFlag} {Spellings.Mode}");
            }
            else if (Assignment(text, name.Value) is { } assigned)
            {
                yield return (assigned, $"{name.Value} = {Spellings.Mode}");
            }
        }
    }

    // Where a name is given the mode, as it is or as one branch of a choice; null when it is not.
    private static int? Assignment(string text, string name)
    {
        foreach (Match match in AssignedMode().Matches(text))
        {
            if (match.Groups["name"].Value == name && !IsComment(text, match.Index))
            {
                return match.Groups["mode"].Index;
            }
        }

        return null;
    }

    // True when the literal is an argument of something that is started, and not of something that compares, prints or forbids.
    private static bool IsPassedOn(string text, Match match)
    {
        if (IsComment(text, match.Index))
        {
            return false;
        }

        if (!text.Contains("claude", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var before = text[Math.Max(0, match.Index - LookBehind)..match.Index];
        var literal = match.Groups["text"].Value;
        var statement = before[(before.LastIndexOfAny([';', '}']) + 1)..];
        if (Refusal().IsMatch(statement) || Comparison().IsMatch(statement.Length == 0 ? before : statement) || ComparisonAfter().IsMatch(text[(match.Index + match.Length)..Math.Min(text.Length, match.Index + match.Length + 24)]))
        {
            return false;
        }

        if (literal.Contains(' ', StringComparison.Ordinal))
        {
            // A whole command line: it begins with the client and is handed to something that runs it.
            return CommandLine().IsMatch(literal) && Runner().IsMatch(statement);
        }

        return Collector().IsMatch(statement);
    }

    private static bool IsTypeUnion(string text, int end)
    {
        var at = end;
        while (at < text.Length && text[at] is ' ' or '"' or '\'' or '`')
        {
            at++;
        }

        return at < text.Length && text[at] == '|' && (at + 1 >= text.Length || text[at + 1] != '|');
    }

    private static bool IsComment(string text, int offset)
    {
        var lineStart = text.LastIndexOf('\n', Math.Max(0, offset - 1)) + 1;
        var before = text[lineStart..offset];
        var trimmed = before.TrimStart();
        if (trimmed.StartsWith("//", StringComparison.Ordinal) || trimmed.StartsWith('#') || trimmed.StartsWith('*') || trimmed.StartsWith("/*", StringComparison.Ordinal)
            || trimmed.StartsWith("<!--", StringComparison.Ordinal) || TrailingComment().IsMatch(before))
        {
            return true;
        }

        // A doc string: an odd number of triple quotes stands before it.
        if (text.AsSpan(0, offset).Count("\"\"\"") % 2 == 1)
        {
            return true;
        }

        var open = text.LastIndexOf("/*", offset, StringComparison.Ordinal);
        if (open < 0 || text.LastIndexOf("*/", offset, StringComparison.Ordinal) > open)
        {
            return false;
        }

        var openLine = text.LastIndexOf('\n', Math.Max(0, open - 1)) + 1;
        return text[openLine..open].Trim().Length == 0;
    }

    [GeneratedRegex(
        @"\b(?:permissionMode|permission_mode|PermissionMode|initialPermissionMode)[""']?\s*[:=]\s*(?:[""'`]bypass[P]ermissions\b|(?:\w+\.)*PermissionMode\.[Bb]ypass_?[P]ermissions\b|(?:\w+\.)*PermissionMode\.BYPASS_[P]ERMISSIONS\b)"
        + @"|\b(?:setPermissionMode|set_permission_mode|SetPermissionMode(?:Async)?)\(\s*(?:[""'`]bypass[P]ermissions\b|(?:\w+\.)*PermissionMode\.[Bb]ypass_?[P]ermissions\b)"
        + @"|\b(?:allowDangerouslySkip[P]ermissions|dangerouslySkip[P]ermissions|DangerouslySkip[P]ermissions|dangerously_skip_[p]ermissions|allow_dangerously_skip_[p]ermissions)[""']?\s*[:=]\s*[tT]rue\b",
        RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Option();

    [GeneratedRegex(@"(?:[$@]{1,2}|\b[fFrR])?(?<quote>[""'`])(?<text>[^""'`\r\n]{0,200}?(?<flag>--(?:allow-)?dangerously-skip-[p]ermissions|--permission-mode(?:=|\s+)[\\""']{0,2}bypass[P]ermissions)(?![\w-])(?:(?!\k<quote>)[^\r\n]){0,400})\k<quote>", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Literal();

    // The flag that takes a mode, and in the argument after it the mode itself or a name that stands for one.
    [GeneratedRegex(
        @"(?:[$@]{1,2}|\b[fFrR])?(?<quote>[""'`])(?<text>[^""'`\r\n]{0,200}?(?<flag>--permission-mode))(?:\k<quote>\s*(?:,|\)\s*[.;]?\s*(?:\w+\s*\.\s*)*\w+\s*\()\s*(?:(?<mode>[""'`])bypass[P]ermissions\k<mode>|(?<name>[A-Za-z_]\w*)\s*(?=[,)\]};]))|[=\s](?:\$?\{(?<name>[A-Za-z_]\w*)\}|\k<quote>\s*\+\s*(?<name>[A-Za-z_]\w*)))",
        RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex ModeArgument();

    [GeneratedRegex(
        @"(?<!\w)(?<name>[A-Za-z_]\w*)(?:\s*:\s*[\w.<>|""' ]{1,80})?\s*:?=\s*(?:[^;=\r\n]{0,200}(?:[?:]|\|\||\belse)\s*)?(?<quote>[""'`])(?<mode>bypass[P]ermissions)\k<quote>",
        RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex AssignedMode();

    // A list that is named after what it forbids, and still open.
    [GeneratedRegex(@"(?:forbid|deny|denied|banned|block(?:ed|list)|disallow|refuse|prohibit)\w*[^;=\r\n]{0,60}[=:](?!>)\s*[^;=\r\n""'`]{0,60}?[\[{(]+[^;=()\[\]{}]*$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refusal();

    [GeneratedRegex(
        @"(?:includes|indexOf|IndexOf|[cC]ontains|startsWith|StartsWith|endsWith|EndsWith|startswith|match|Match|test|search|find|replace|Replace|equals|Equals|count|Regex|RegExp|compile|expect|assert\w*|Assert\w*|That|option|Option|add_argument|flag|describe|it|log\w*|Log\w*|print\w*|Print\w*|warn\w*|Warn\w*|error|Error|throw|raise|WriteLine|write)\(\s*[^()]*$|(?:===?|!==?|\bin|\bis|\bcase|\bnot)\s*$|\b(?:message|description|help|pattern|title|hint|warning|summary)\w*[""']?\s*[:=]\s*$",
        RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^\s*(?:in\b|not\s+in\b|===?|!==?|is\b|=>|:\s*(?!\w))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ComparisonAfter();

    [GeneratedRegex(@"(?:push|unshift|Add|AddRange|append|extend|insert|Arguments|ArgumentList|args|Args|argv|cmd|command|spawn\w*|exec\w*|run|call|check_call|check_output|Popen|ProcessStartInfo|Start|arg|options|flags)\b[\w.]*\s*(?:\+?=|\(|:|\()?[^;]*[\[,({+?:=]\s*$|[\[,]\s*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Collector();

    [GeneratedRegex(@"^\s*(?:\S+/)?claude(?:\.exe|\.cmd)?\s|\bclaude\s+[^|]*--|^\s*-", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"(?:[eE]xec\w*|[sS]pawn\w*|run\w*|Run\w*|system|popen|Popen|call|check_\w+|[sS]hell\w*|sh|bash|Start(?:\w*Process)?|Arguments|ProcessStartInfo|command\w*|Command\w*|cmd|script|args\w*|sendText|\$)[""']?\s*(?:=|\(|:|`|\+=)[^;]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Runner();

    [GeneratedRegex(@"(?:^|\s)(?://|#)\s[^""'`]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TrailingComment();
}
