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

    private const int ShortestSharedName = 6;

    // The mode, the flag, and the flag whose value may be a name.
    private static readonly string[] SearchedWords = ["ypass" + "Permissions", "angerously" + "-skip-permissions", Spellings.ModeFlag];

    // How much around a spelling is searched: the literal it stands in, and what that is for.
    private const int Around = 700;

    // How many lists in each other a literal may stand in.
    private const int DeepestList = 3;

    // How far before a place in its line a comment may begin: a name may stand often in a line without end.
    private const int LongestComment = 2000;

    // How far back the list that a literal stands in may begin.
    private const int LongestList = 4000;

    /// <summary>The uses in a source text: offset and spelling.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Where it stands: its extension says which language it is.</param>
    public static IEnumerable<(int Offset, string Spelling)> In(string text, string path = "")
    {
        var joined = JoinedSpellings.Of(ComparingSigns.Mark(text, path));
        return !Spellings.Occurs(joined.Text) ? [] : InJoined(joined.Text).Select(u => (joined.Place(u.Offset), u.Spelling)).DistinctBy(u => u.Item1);
    }

    /// <summary>The constants that a source text gives a spelling and never reads itself, so that other files decide what they are.</summary>
    public static IEnumerable<(string Name, int Offset, string Spelling)> Constants(string text, string path)
    {
        var joined = JoinedSpellings.Of(ComparingSigns.Mark(text, path));
        foreach (var (name, offset, spelling) in Spellings.Occurs(joined.Text) ? Named(joined.Text) : [])
        {
            // A short name is one of many things in other files.
            if (name.Length >= ShortestSharedName && Readings(joined.Text, name).Count() == 1)
            {
                yield return (name, joined.Place(offset), spelling);
            }
        }
    }

    /// <summary>True when a source text hands what a name stands for to something that it starts.</summary>
    public static bool PassesOn(string text, string path, string name) => PassesOn(ComparingSigns.Mark(text, path), name);

    private static bool PassesOn(string text, string name) => Readings(text, name).Any(at => IsNamePassedOn(text, at, name));

    private static IEnumerable<(int Offset, string Spelling)> InJoined(string text)
    {
        foreach (Match match in Option().Matches(text).Concat(ExtraArgument().Matches(text)))
        {
            if (!IsComment(text, match.Index) && !IsTypeUnion(text, match.Index + match.Length) && !IsQuery(text, match))
            {
                yield return (match.Index, match.Groups["flag"] is { Success: true } flag ? flag.Value : Blanks().Replace(match.Value.Trim(), " "));
            }
        }

        foreach (Match match in OptionName().Matches(text))
        {
            var name = match.Groups["name"].Value;
            if (!IsComment(text, match.Index) && Assignment(text, name) is { } assigned)
            {
                yield return (assigned, $"{name} = {Spellings.Mode}");
            }
        }

        // Asked once: a text may hold many literals.
        var namesClient = new Lazy<bool>(() => text.Contains("claude", StringComparison.OrdinalIgnoreCase));
        foreach (var match in Near(text, Literal()))
        {
            if (IsPassedOn(text, match, namesClient))
            {
                var flag = match.Groups["flag"];
                yield return (flag.Index, flag.Value);
            }
        }

        foreach (var match in Near(text, ModeArgument()))
        {
            if (!IsPassedOn(text, match, namesClient))
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

        foreach (var (name, offset, spelling) in Named(text))
        {
            if (PassesOn(text, name))
            {
                yield return (offset, spelling);
            }
        }

        foreach (var (offset, spelling) in InBlocks(text))
        {
            yield return (offset, spelling);
        }
    }

    // The matches around the spellings: the rest of a long text is not searched for what cannot be there.
    private static IEnumerable<Match> Near(string text, Regex regex)
    {
        var from = 0;
        foreach (var at in SearchedWords.SelectMany(w => Places(text, w)).Order().ToList())
        {
            var start = Math.Max(from, at - Around);
            var end = Math.Min(text.Length, at + Around);
            while (start < end && regex.Match(text, start, end - start) is { Success: true } match)
            {
                yield return match;
                start = from = match.Index + Math.Max(1, match.Length);
            }
        }

        static IEnumerable<int> Places(string text, string word)
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
            {
                yield return at;
            }
        }
    }

    // Names that are given a literal with a spelling.
    private static IEnumerable<(string Name, int Offset, string Spelling)> Named(string text)
    {
        foreach (var match in Near(text, AssignedFlag()))
        {
            var literal = match.Groups["text"].Value;
            if (!IsComment(text, match.Index) && !CommandUses.IsText(match.Groups["name"].Value)
                && (!literal.Contains(' ', StringComparison.Ordinal) || (CommandLine().IsMatch(literal) && !Sentences.Tell(literal))))
            {
                yield return (match.Groups["name"].Value, match.Groups["flag"].Index, match.Groups["flag"].Value);
            }
        }
    }

    // Commands in a literal of several lines, which is handed on where it stands or by its name.
    private static IEnumerable<(int Offset, string Spelling)> InBlocks(string text)
    {
        foreach (Match match in Block().Matches(text))
        {
            var body = match.Groups["body"];
            if (!body.Value.Contains('\n', StringComparison.Ordinal) || !Spellings.Holds(body.Value)
                || CommandUses.In(Scripts.ShellScript.Parse(body.Value)).FirstOrDefault(u => !u.IsRootGuard) is not { } use)
            {
                continue;
            }

            // A text that nothing takes up is for people.
            var statement = Statement(text, match.Index);
            var isTaken = NameBefore().Match(statement) is { Success: true } named
                ? !CommandUses.IsText(named.Groups["name"].Value) && (PassesOn(text, named.Groups["name"].Value) || Runner().IsMatch(statement))
                : statement.TrimEnd() is [.., '(' or ',' or '[' or '='] && Runner().IsMatch(statement);
            if (isTaken && !IsMention(text, match.Index, match.Index + match.Length, statement, follow: true))
            {
                yield return (body.Index + Math.Max(0, body.Value.IndexOf(use.Spelling, StringComparison.Ordinal)), use.Spelling);
            }
        }
    }

    // Where a name stands as a word of its own, outside comments.
    private static IEnumerable<int> Readings(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at == 0 || !IsWord(text[at - 1])) && (end == text.Length || !IsWord(text[end])) && !IsComment(text, at))
            {
                yield return at;
            }
        }
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsNamePassedOn(string text, int at, string name)
    {
        // The name may be qualified, and it may stand in the braces of a literal.
        var start = at;
        while (start > 0 && (IsWord(text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        var end = at + name.Length;
        var inBraces = start > 0 && text[start - 1] == '{' && end < text.Length && text[end] is '}' or ':' or '!';
        if (inBraces)
        {
            var lineStart = text.LastIndexOf('\n', start - 1) + 1;
            var quote = text.AsSpan(lineStart, start - lineStart).LastIndexOfAny('"', '\'', '`');
            if (quote < 0)
            {
                return false;
            }

            start = lineStart + quote;
            while (start > lineStart && text[start - 1] is '$' or '@' or 'f' or 'F')
            {
                start--;
            }
        }

        // A list may be spread into another.
        var statement = Spread().Replace(Statement(text, start), string.Empty);
        var after = text[end..Math.Min(text.Length, end + 24)];
        var mayBeCompared = !inBraces && !statement.TrimEnd().EndsWith('?');
        if (IsMention(text, start, mayBeCompared ? end : text.Length, statement, follow: false) || After().IsMatch(after))
        {
            return false;
        }

        // Beside other arguments it counts where the client or something that starts programs is named.
        return inBraces ? Runner().IsMatch(statement) : NamedCollector().IsMatch(statement) || (Collector().IsMatch(statement) && Client().IsMatch(statement));
    }

    // True within a list that is named after what it forbids or looks for, or, where the name says only that it is dangerous, that nothing is started with.
    private static bool IsInRefusal(string text, int index, bool follow)
    {
        foreach (var at in OpenBrackets(text, index))
        {
            var before = text[Math.Max(0, at - LookBehind)..at].TrimEnd();
            if (before is [.., '=', '>'] || (before is [.., ')'] && !Construction().IsMatch(before)))
            {
                return false;
            }

            if (NamedList().Match(before) is { Success: true } list)
            {
                return list.Groups["refused"].Success || (follow && !PassesOn(text, list.Groups["name"].Value));
            }
        }

        return false;
    }

    // The brackets that are still open at a place, the innermost first.
    private static IEnumerable<int> OpenBrackets(string text, int index)
    {
        var depth = 0;
        for (var at = index - 1; at >= Math.Max(0, index - LongestList); at--)
        {
            if (text[at] is ')' or ']' or '}')
            {
                depth++;
            }
            else if (text[at] is '(' or '[' or '{' && depth-- == 0)
            {
                depth = 0;
                yield return at;
            }
        }
    }

    // The end of the bracket that a place stands in: the place behind it.
    private static int EndOfBracket(string text, int index)
    {
        var depth = 0;
        for (var at = index; at < Math.Min(text.Length, index + LongestList); at++)
        {
            if (text[at] is '(' or '[' or '{')
            {
                depth++;
            }
            else if (text[at] is ')' or ']' or '}' && depth-- == 0)
            {
                return at + 1;
            }
        }

        return text.Length;
    }

    // True when the code around a place compares what stands there, refuses it, takes it away, searches for it or tells of it.
    private static bool IsMention(string text, int start, int end, string statement, bool follow) =>
        IsInRefusal(text, start, follow) || Refusal().IsMatch(statement) || Comparison().IsMatch(statement) || Judgement().IsMatch(statement)
        || ComparisonAfter().IsMatch(text[end..Math.Min(text.Length, end + 24)]) || IsQuestion(statement) || IsSearch(Wrapped().Match(statement)) || IsInList(text, start, end);

    // True in a condition that starts nothing: what stands there is asked for.
    private static bool IsQuestion(string statement)
    {
        // What stands in other literals asks nothing.
        var code = OtherLiteral().Replace(statement, m => new string('"', m.Length));
        if (Question().Matches(code) is not [.., var last])
        {
            return false;
        }

        var condition = code[(last.Index + last.Length)..];
        var isOpen = false;
        var depth = 0;
        for (var i = 0; i < condition.Length; i++)
        {
            var c = condition[i];
            isOpen |= c is '(' && condition.AsSpan(0, i).IsWhiteSpace();

            // A brace that comes first opens a set of Python, any other a block.
            if (!isOpen && depth == 0 && (c is ':' or '\n' || Then().IsMatch(condition, i)) && !(c == '{' && condition.AsSpan(0, i).IsWhiteSpace()))
            {
                return false;
            }

            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;

            // Its parentheses end; and with a comma it is the function of Visual Basic that chooses a value.
            if (isOpen && ((depth == 0 && !Conjunction().IsMatch(condition[(i + 1)..])) || (depth == 1 && c == ',')))
            {
                return false;
            }

            isOpen &= depth > 0 || c != ')';
        }

        return !Client().IsMatch(statement[(last.Index + last.Length)..]);
    }

    private static bool IsSearch(Match program) => program.Success && CommandUses.IsSearch(program.Groups["program"].Value);

    // True in a list that something is looked up in, or one that begins with a program that searches.
    private static bool IsInList(string text, int start, int end)
    {
        foreach (var at in OpenBrackets(text, start).Take(DeepestList))
        {
            var before = text[Math.Max(0, at - LookBehind)..at].TrimEnd();
            if (before is [.., '=', '>'] || (text[at] == '{' && before is [.., ')'] && !Construction().IsMatch(before)))
            {
                return false;
            }

            // An object initializer belongs to what it is given.
            if (IsSearch(FirstLiteral().Match(text, at + 1, Math.Max(0, Math.Min(LookBehind, start - at - 1))))
                || (Construction().Match(before) is { Success: true } made && IsSearch(FirstLiteral().Match(made.Groups["given"].Value))))
            {
                // An alias of git runs what stands behind the mark.
                return text[Math.Min(start + 1, text.Length - 1)] != '!';
            }

            // What a call returns is another matter.
            if (text[at] != '(' || before.Length == 0 || !IsWord(before[^1]) || Collection().IsMatch(before))
            {
                end = EndOfBracket(text, end);
                if (Lookup().IsMatch(text[end..Math.Min(text.Length, end + 24)]) || Membership().IsMatch(before))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // What stands before a place in its statement.
    private static string Statement(string text, int index)
    {
        var before = text[Math.Max(0, index - LookBehind)..index];
        return before[(before.LastIndexOfAny([';', '}']) + 1)..];
    }

    // Where a name is given the mode, as it is or as one branch of a choice; null when it is not.
    private static int? Assignment(string text, string name)
    {
        foreach (var match in Near(text, AssignedMode()))
        {
            if (match.Groups["name"].Value == name && !IsComment(text, match.Index))
            {
                return match.Groups["mode"].Index;
            }
        }

        return null;
    }

    // True when the literal is an argument of something that is started, and not of something that compares, prints or forbids.
    private static bool IsPassedOn(string text, Match match, Lazy<bool> namesClient)
    {
        if (!namesClient.Value || IsComment(text, match.Index))
        {
            return false;
        }

        var before = text[Math.Max(0, match.Index - LookBehind)..match.Index];
        var literal = match.Groups["text"].Value;
        var statement = before[(before.LastIndexOfAny([';', '}']) + 1)..];
        if (IsMention(text, match.Index, match.Index + match.Length, statement.Length == 0 ? before : statement, follow: true))
        {
            return false;
        }

        var beforeFlag = before + text[match.Index..match.Groups["flag"].Index];
        if ((!literal.TrimStart().StartsWith('-') && Sentences.IsValueInCode(before)) || (!char.IsWhiteSpace(beforeFlag[^1]) && Sentences.IsValueInCode(beforeFlag)))
        {
            return false;
        }

        // A builder of the arguments of a client that the file names.
        if (literal.Trim() == match.Groups["flag"].Value && (Appended().IsMatch(statement) || statement.TrimEnd().EndsWith("yield return", StringComparison.Ordinal)) && ClientLiteral().IsMatch(text))
        {
            return true;
        }

        if (literal.Contains(' ', StringComparison.Ordinal))
        {
            // A whole command line: it begins with the client and is handed to something that runs it, or is the literal of a shell.
            return !IsTold(match) && !IsSearched(statement, match) && CommandLine().IsMatch(literal)
                && (Runner().IsMatch(statement) || (match.Groups["quote"].Value == "`" && (match.Value[0] == '$' || Tag().IsMatch(before))));
        }

        return NamedCollector().IsMatch(statement) || (Collector().IsMatch(statement) && Client().IsMatch(statement))
            || (statement.TrimEnd() is [.., '[' or ',' or '{'] && IsInPassedList(text, match.Index));
    }

    // True for a literal that is a sentence about the spelling in it.
    private static bool IsTold(Match match)
    {
        var flag = match.Groups["flag"];
        return Sentences.Tell(match.Value[..(flag.Index - match.Index)], match.Value[(flag.Index + flag.Length - match.Index)..]);
    }

    // True in a command line of a program that searches, whether the literal is all of it or a quoted part.
    private static bool IsSearched(string statement, Match match) =>
        IsSearch(SearchBefore().Match(statement + match.Value[..(match.Groups["flag"].Index - match.Index)]))
        || (!match.Groups["text"].Value.StartsWith('!') && IsSearch(SearchBefore().Match(statement)));

    // True in a list that is given to a name which is handed on.
    private static bool IsInPassedList(string text, int index)
    {
        var before = text[Math.Max(0, index - LongestList)..index];
        var open = before.LastIndexOfAny(['[', '{', '(']);
        return open > 0 && GivenList().Match(before[..open]) is { Success: true } list && PassesOn(text, list.Groups["name"].Value);
    }

    // where permission_mode = '…': a language of queries compares with the sign that others assign with.
    private static bool IsQuery(string text, Match match)
    {
        var name = match.Value.AsSpan().LastIndexOf("ermission", StringComparison.OrdinalIgnoreCase) is >= 0 and var at
            && match.Value.AsSpan(0, at).LastIndexOf("ermission", StringComparison.OrdinalIgnoreCase) is >= 0 and var before ? before : 0;
        var start = match.Index + name;
        return match.Value.Contains('\'', StringComparison.Ordinal) && Query().IsMatch(text[Math.Max(0, start - LookBehind)..start]);
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
        var before = text.AsSpan(lineStart, offset - lineStart);
        var trimmed = before.TrimStart();
        if (trimmed.StartsWith("//") || trimmed is ['#' or '*', ..] || trimmed.StartsWith("/*") || trimmed.StartsWith("<!--")
            || TrailingComment().IsMatch(before[^Math.Min(before.Length, LongestComment)..]))
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

    // What may stand between the name of the option and its value: parentheses, a choice, a fallback, a default.
    private const string Choice =
        @"(?:\(\s*|[^;,{}\[\]""'`\r\n]{0,160}?(?:\?\?|\|\|)\s*|[^;,{}\[\]]{0,160}?\?\s*|[^;,{}\[\]]{0,160}?\?[^;,{}\[\]]{0,160}?:\s*|[^;,{}\[\]\r\n]{0,120}?\bif\b[^;,{}\[\]\r\n]{0,120}?\belse\s+"
        + @"|(?:os\.)?(?:environ\.get|getenv)\(\s*[""']\w+[""']\s*,\s*|[\w.|<>\[\]""' ]{1,80}\s=\s*){0,2}";

    [GeneratedRegex(
        @"\b(?:permissionMode|permission_mode|PermissionMode|initialPermissionMode)[""']?(?:\s+As\s+[\w.]{1,60})?\s*(?:<-|[:=](?![=>]))\s*" + Choice + @"(?:[""'`]bypass[P]ermissions\b|(?:\w+\.)*PermissionMode\.[Bb]ypass_?[P]ermissions\b|(?:\w+\.)*PermissionMode\.BYPASS_[P]ERMISSIONS\b)"
        + @"|\b(?:setPermissionMode|set_permission_mode|SetPermissionMode(?:Async)?)\(\s*(?:[""'`]bypass[P]ermissions\b|(?:\w+\.)*PermissionMode\.[Bb]ypass_?[P]ermissions\b)"
        + @"|\b(?:allowDangerouslySkip[P]ermissions|dangerouslySkip[P]ermissions|DangerouslySkip[P]ermissions|dangerously_skip_[p]ermissions|allow_dangerously_skip_[p]ermissions)[""']?\s*[:=]\s*[tT]rue\b",
        RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Option();

    [GeneratedRegex(
        @"\b(?:permissionMode|permission_mode|PermissionMode|initialPermissionMode)[""']?\s*(?:<-|[:=](?![=>]))\s*(?:\w+\.)*(?<name>[A-Za-z_]\w*)\s*(?=[,)}\];\r\n])|\b(?:setPermissionMode|set_permission_mode|SetPermissionMode(?:Async)?)\(\s*(?:\w+\.)*(?<name>[A-Za-z_]\w*)\s*(?=[,)])",
        RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex OptionName();

    // Arguments of the command line that an SDK passes on under their name without hyphens.
    [GeneratedRegex(
        @"\b[eE]xtra_?[aA]rgs[""']?\s*[:=](?!=)\s*[^;{]{0,60}\{[^}]{0,400}?[""'](?<flag>(?:allow-)?dangerously-skip-[p]ermissions|permission-mode[""']\]?\s*[:=,]\s*[""']bypass[P]ermissions)[""']\]?\s*[:=,}](?!\s*(?:[fF]alse|undefined))"
        + @"|\b[eE]xtra_?[aA]rgs\[\s*[""'](?<flag>(?:allow-)?dangerously-skip-[p]ermissions)[""']\s*\]\s*=(?!=)",
        RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex ExtraArgument();

    // A name that is given a flag, or a command line with it: as it is, as a choice, in place of nothing, as a pattern; and a method or property that gives it.
    [GeneratedRegex(
        @"(?:(?<!\w)(?<name>[A-Za-z_]\w*)(?:\s*:\s*[\w.<>|""' ]{1,80}|\s+As\s+[\w.]{1,60}|\s*\{\s*get;[^{}=\r\n]{0,30}\})?\s*:?=\s*(?:[^;=\r\n""'`]{0,120}[?:]\s*|[^;=\r\n]{0,160}?(?:\?\?|\|\|)\s*|[sS]tring\s*\.\s*(?:Format|Concat)\(\s*)?"
        + @"|\bstring\??\s+(?<name>[A-Za-z_]\w*)\s*(?:\([^()=\r\n]{0,200}\)\s*)?(?:=>|\{\s*(?:get\s*\{\s*)?return\b)\s*)"
        + @"[$@fFrR]{0,2}(?<quote>[""'`])(?<text>(?:\\[""']|[^""'`\r\n]){0,200}?(?<flag>--(?:allow-)?dangerously-skip-[p]ermissions|--permission-mode(?:=|\s+)bypass[P]ermissions)(?![\w-])(?:\\[""']|[^""'`\r\n]){0,400})\k<quote>",
        RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex AssignedFlag();

    // A literal that may go over lines.
    [GeneratedRegex(@"(?<quote>""""""+|''')(?<body>.*?)\k<quote>|`(?<body>[^`]{0,20000})`", RegexOptions.Singleline, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<!\w)(?<name>[A-Za-z_]\w*)(?:\s*:\s*[\w.]{1,40})?\s*=\s*[$@rRfF]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameBefore();

    // A function of JavaScript that runs the literal behind it.
    [GeneratedRegex(@"(?:\$|\bexec\w*|\bsh|\bbash|\bzx|\bshell|\brun)(?:\([^()]*\))?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    // A name that is itself asked, compared or given a value.
    [GeneratedRegex(@"^[""'`]?\s*(?:\.\s*(?:[eE]quals|test|match|[iI]s|[lL]ength)|:?=(?!=|>)|\?\?=)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex After();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    // A literal with a flag; where it begins with the client, words in other quotes may stand between.
    [GeneratedRegex(@"(?:[$@]{1,2}|\b[fFrR])?(?<quote>[""'`])(?<text>(?:\s*(?:[\w./-]+/)?claude\s(?:[^""'`\r\n]{0,200}(?!\k<quote>)(?<inner>[""'`])[^""'`\r\n]{0,400}\k<inner>){1,8})?[^""'`\r\n]{0,200}?(?<flag>--(?:allow-)?dangerously-skip-[p]ermissions|--permission-mode(?:=|\s+)[\\""']{0,2}bypass[P]ermissions)(?![\w-])(?:(?!\k<quote>)[^\r\n]){0,400})\k<quote>", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Literal();

    // The flag that takes a mode, and in the argument after it the mode itself or a name that stands for one.
    [GeneratedRegex(
        @"(?:[$@]{1,2}|\b[fFrR])?(?<quote>[""'`])(?<text>[^""'`\r\n]{0,200}?(?<flag>--permission-mode))(?:\k<quote>\s*(?:,|\)\s*[.;]?\s*(?:\w+\s*\.\s*)*\w+\s*\()\s*(?:(?<mode>[""'`])bypass[P]ermissions\k<mode>|(?<name>[A-Za-z_]\w*)\s*(?=[,)\]};]))|[=\s](?:\$?\{(?<name>[A-Za-z_]\w*)\}|\k<quote>\s*\+\s*(?<name>[A-Za-z_]\w*)))",
        RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex ModeArgument();

    [GeneratedRegex(
        @"(?<!\w)(?<name>[A-Za-z_]\w*)(?:\s*:\s*[\w.<>|""' ]{1,80}|\s+As\s+[\w.]{1,60})?\s*:?=\s*(?:[^;=\r\n]{0,200}(?:[?:]|\|\||\belse)\s*)?(?<quote>[""'`])(?<mode>bypass[P]ermissions)\k<quote>",
        RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex AssignedMode();

    // The name of a list that forbids, looks for or takes away, or of dangerous things, before the bracket that opens it.
    [GeneratedRegex(
        @"(?<!\w)(?<name>\w*(?:(?<refused>" + Sentences.RefusingNames + @"|pattern|regex)|dangerous(?!ly)|unsafe|insecure|suspicious|risky|illegal)\w*)[""']?(?:\s*:\s*[^;=\r\n""'`]{1,60})?\s*[=:](?![>=])\s*[^;=\r\n""'`]{0,60}$",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedList();

    // The client by its name in a literal of its own, or a function that is named after it or after starting something.
    [GeneratedRegex(@"[""'`](?:[^""'`\s]*[/\\])?claude(?:\.exe|\.cmd)?[""'`]|\w*(?:[cC]laude|[rR]un|[iI]nvoke|[lL]aunch|[sS]pawn|[eE]xec|[sS]tart)\w*\s*\(", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Client();

    [GeneratedRegex(@"\.\s*Append\(\s*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Appended();

    [GeneratedRegex(@"[""'`](?:[^""'`\s]*[/\\])?claude(?:\.exe|\.cmd)?(?:[""'`]|\s+-)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClientLiteral();

    // A name that a list is given to, before the bracket that opens it.
    [GeneratedRegex(@"(?<!\w)(?<name>[A-Za-z_]\w*)(?:\s*:\s*[\w.<>\[\], ]{1,40})?\s*:?=\s*(?:new\b\s*)?[\w.<>\[\]*()]{0,40}\s*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GivenList();

    [GeneratedRegex(@"(?:\.\.\.?|\*)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spread();

    [GeneratedRegex(@"\b(?:where|and|or|on|having|when|check)\s*\(?\s*(?:not\s+)?(?:[\w\[\]`""]+\.)?[`""\[\\]{0,2}\w{0,8}$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Query();

    // A list that is named after what it forbids, and still open, or given more.
    [GeneratedRegex(@"(?:" + Sentences.RefusingNames + @")\w*\s*\.\s*(?:add\w*|append|push|insert|union|with\w*)\(\s*[^;()]*$|(?:" + Sentences.RefusingNames + @")\w*[^;=\r\n]{0,60}[=:](?!>)\s*[^;=\r\n""'`]{0,60}?[\[{(]+[^;=()\[\]{}]*$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refusal();

    [GeneratedRegex(
        @"(?:includes|indexOf|IndexOf|[cC]ontains|startsWith|StartsWith|endsWith|EndsWith|startswith|match|Match|test|search|find|replace|Replace|equals|Equals|[rR]emove\w*|[dD]elete|discard|Except\w*|without|omit|count|Regex|RegExp|compile|expect|[aA]ssert[\w.]*|nameof|That|option|Option(?:<[^()]{0,40}>)?|add_argument|flag|describe|it|log\w*|Log\w*|print\w*|Print\w*|warn\w*|Warn\w*|error|Error|throw|raise|WriteLine|write)\(\s*[^()]*$|(?:===?|!==?|<>|≟\)?|\bin|\bis|\b[cC]ase|\bnot)\s*$|\b(?:message|description|help|pattern|title|hint|warning|summary)\w*[""']?\s*[:=]\s*$|\b(?:flag|name|id|label|key)[""']?\s*:\s*$",
        RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comparison();

    // A call of something that asks, forbids, takes away or counts; in F# and Ruby its argument follows without parentheses.
    [GeneratedRegex(
        @"(?<!\w)(?!\w*(?:[rR]un|[eE]xec|[sS]pawn|[lL]aunch|[iI]nvoke|[sS]tart(?!s)|[cC]heck_?(?:[cC]all|[oO]utput)|[bB]locking))"
        + @"(?:(?:(?i:has|should|not(?:\b|_?(?:equal|contain|be|have|in))|does_?not|deny|denies|forbid|block|reject|refuse|disallow|ban|prohibit|exclude|filter|strip|drop|guard|validat|verif|ensure|detect|scan|search|check|equal|sanitiz|track|record)\w*|[iI]s[A-Z_]\w*|\w*[tT]ag|KeyValuePair)(?:<[^()]*>)?[?!]?\(\s*[^()]*"
        + @"|\bnew\s+\w*(?:Violat|Exception|Error|Failure|Finding|Diagnostic|Alert|Notification)\w*\s*[({][^;]*"
        + @"|\w*(?:[aA]udit|[mM]etric|[vV]iolation|[cC]ounter|[tT]elemetry|[aA]lert)\w*\s*\.\s*\w+\(\s*[^()]*|\b[aA]ddRow\w*\(\s*[^()]*|(?:[iI]ndexOf|[cC]ontains|[eE]quals)\((?:[^()]|\([^()]*\))*"
        + @"|(?:contains|exists|tryFind|include\?|delete|reject|fail\w*|raise|puts|warn|abort|e?printfn?|printfn|Error)\s+\(?[$@]*)$",
        RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Judgement();

    [GeneratedRegex(@"(?<quote>[""'`])(?:\\[^\r\n]|(?!\k<quote>)[^\\\r\n])*(?:\k<quote>|\\?$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherLiteral();

    [GeneratedRegex(@"\b(?:if|elif|elsif|elseif|unless|while|until|when)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Question();

    [GeneratedRegex(@"^\s*(?:and|or|&&|\|\||andalso|orelse|[=!<>]=?|is|in|not)(?!\w)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Conjunction();

    // Where a condition without parentheses ends.
    [GeneratedRegex(@"\G(?:\{|[=-]>|(?<=\W)(?:then|else|do)\b)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Then();

    // A collection that is made with its elements behind it.
    [GeneratedRegex(@"(?:[=:(,]|\breturn)\s*new\b[^(){};=]*\((?<given>[^(){};]*)\)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Construction();

    [GeneratedRegex(@"\b(?:Set|HashSet|List|Array|ImmutableArray|ImmutableHashSet|FrozenSet|of|asList|listOf|setOf|arrayOf|set|frozenset|list|tuple|Create|not|in|return|and|or)(?:<[^()]*>)?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Collection();

    // What is asked of a list behind its end.
    [GeneratedRegex(@"^\s*(?:\?\.|!?\.|\|>\s*\w+\.)\s*(?:includes|include\?|indexOf|IndexOf|has|contains\w*|Contains\w*|some|every|any\??|Any|exists|find)\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Lookup();

    // A loop over a list asks nothing.
    [GeneratedRegex(@"(?<!^[ \t]*for\s+\w+\s+)\bin\z", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Membership();

    // The first literal of a list or of a call, which is the program.
    [GeneratedRegex(@"\G\s*(?:FileName\s*=\s*)?[$@]*[""'`](?<program>[^""'`\s]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstLiteral();

    // The program that a command is made for, whose arguments calls behind it add.
    [GeneratedRegex(@"\bWrap\(\s*""(?<program>[\w./-]+)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Wrapped();

    // A command line that is still open, by its program.
    [GeneratedRegex(@"[""'`](?<program>[\w./-]+)\s[^""'`;|&\\\r\n]*\\?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SearchBefore();

    [GeneratedRegex(@"^\s*(?:in\b|not\s+in\b|===?|!==?|<>|≟|is\b|=>|:\s*(?!\w))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ComparisonAfter();

    [GeneratedRegex(@"(?:push|unshift|Add|AddRange|append|extend|[iI]nsert|Prepend|Arguments|ArgumentList|args|Args|argv|cmd|command|spawn\w*|exec\w*|run|call|check_call|check_output|Popen|ProcessStartInfo|Start|arg|options|flags)\b[\w.]*\s*(?:\+?=|\(|:|\()?[^;]*[\[,({+?:=]\s*$|[\[,]\s*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Collector();

    [GeneratedRegex(@"(?:push|unshift|Add|AddRange|append|extend|[iI]nsert|Prepend|Arguments|ArgumentList|args|Args|argv|cmd|command|spawn\w*|exec\w*|run|call|check_call|check_output|Popen|ProcessStartInfo|Start|arg|options|flags)\b[\w.]*\s*(?:\+?=|\(|:|\()?[^;]*[\[,({+?:=]\s*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedCollector();

    [GeneratedRegex(@"^\s*(?:\S+/)?claude(?:\.exe|\.cmd)?\s|(?:\b|\\[nrt])claude\s+[^|]*--|^\s*-", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"(?:[eE]xec\w*|[sS]pawn\w*|run\w*|Run\w*|system|popen|Popen|call|check_\w+|[sS]hell\w*|sh|bash|Start(?:\w*Process)?|Arguments|ProcessStartInfo|command\w*|Command\w*|cmd|script|args\w*|sendText|\$)[""']?\s*(?:=|\(|:|`|\+=)[^;]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Runner();

    [GeneratedRegex(@"(?:^|\s)(?://|#)\s[^""'`]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TrailingComment();
}
