using System.Text;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.ClaudeCode.Memory;

namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>
/// Splits a memory file into statements. Comments and metadata do not count; a code block counts only as a list of file names below a
/// sentence that forbids or excludes them. <c>Never:</c> before a list, a heading <c>Prohibited</c> and a table column <c>Don't</c> give
/// their stance to what stands below.
/// </summary>
internal sealed partial class StatementReader
{
    private static readonly Phrases Excluding = new(
        "exclu", "off-limits", "off limits", ".claudeignore", "ignored by", "denied", "deny", "out of context", "out of reach", "protected", "ausgeschlossen",
        "ausgenommen", "esclus", "除外", "排除", "제외", "исключ", "wyklucz");

    private readonly List<Statement> _statements = [];
    private readonly List<(int Level, Lead Lead)> _headings = [];
    private readonly List<(int Indent, Lead Lead)> _items = [];
    private readonly StringBuilder _paragraph = new();
    private Lead _paragraphLead = Lead.None;
    private int _itemIndent = -1;
    private Lead[] _columns = [];

    private StatementReader()
    {
    }

    /// <summary>The statements of a text, in order.</summary>
    public static List<Statement> Read(MarkdownText markdown)
    {
        var reader = new StatementReader();
        var text = markdown.Without(
            MarkdownRegionKind.RemovedComment, MarkdownRegionKind.KeptComment, MarkdownRegionKind.CodeBlock, MarkdownRegionKind.FrontMatter);
        text = StruckElement().Replace(text, m => NotBreak().Replace(m.Value, " "));
        var blocks = markdown.Regions.Where(r => r.Kind == MarkdownRegionKind.CodeBlock).ToList();
        var at = 0;
        var next = 0;
        foreach (var line in text.Split('\n'))
        {
            while (next < blocks.Count && blocks[next].Start < at + line.Length + 1)
            {
                reader.Flush();
                reader.CodeBlock(markdown.Text[blocks[next].Start..blocks[next].End]);
                next++;
            }

            reader.Line(line.TrimEnd('\r'));
            at += line.Length + 1;
        }

        reader.Flush();
        return reader._statements;
    }

    private void Line(string line)
    {
        var content = line.TrimStart(' ', '\t', '>');
        var indent = line.Length - content.Length;
        if (content.Length == 0)
        {
            Flush();
        }
        else if (HeadingMark().Match(content) is { Success: true } heading)
        {
            Flush();
            Heading(heading.Groups[1].Length, content[heading.Length..]);
        }
        else if (Underline().IsMatch(content) && _paragraph.Length > 0 && _itemIndent < 0)
        {
            var title = _paragraph.ToString();
            _paragraph.Clear();
            Heading(content[0] == '=' ? 1 : 2, title);
        }
        else if (content[0] == '|')
        {
            Flush();
            Row(content);
        }
        else if (ItemMark().Match(content) is { Success: true } mark)
        {
            Flush();
            _items.RemoveAll(i => i.Indent >= indent);
            _itemIndent = indent;
            _paragraph.Append(content, mark.Length, content.Length - mark.Length);
        }
        else
        {
            if (_paragraph.Length == 0 && indent == 0)
            {
                _items.Clear();
                _paragraphLead = Lead.None;
                _itemIndent = -1;
            }

            _paragraph.Append(' ').Append(content);
        }

        if (content.Length == 0 || content[0] != '|')
        {
            _columns = [];
        }
    }

    private void Heading(int level, string title)
    {
        _headings.RemoveAll(h => h.Level >= level);
        _headings.Add((level, Lead.Of(Clean(title))));
        _items.Clear();
        _paragraphLead = Lead.None;
        _itemIndent = -1;
        Add(title, Lead.None);
    }

    private void Row(string row)
    {
        var cells = row.Trim().Trim('|').Split('|');
        if (_columns.Length == 0)
        {
            _columns = [.. cells.Select(c => Lead.Of(Clean(c)))];
            return;
        }

        for (var i = 0; i < cells.Length; i++)
        {
            var column = i < _columns.Length ? _columns[i] : Lead.None;
            Add(cells[i], column.Stance == Stance.Neutral ? Inherited() : column with { Text = string.Empty });
        }
    }

    private void CodeBlock(string code)
    {
        var lead = Inherited();
        if (lead.Stance == Stance.Prohibits || lead.Excludes)
        {
            _statements.Add(new Statement(code, string.Empty, lead.Stance, lead.Excludes));
        }
    }

    private void Flush()
    {
        if (_paragraph.Length == 0)
        {
            return;
        }

        var text = _paragraph.ToString().Trim();
        _paragraph.Clear();
        var inherited = Inherited();
        Add(text, inherited);
        var lead = text.TrimEnd('*', '_', ' ') is [.., ':' or '：'] ? Lead.Of(Clean(LastSentence(text))) : Lead.None;
        if (_itemIndent >= 0)
        {
            _items.Add((_itemIndent, lead));
        }
        else
        {
            _paragraphLead = lead;
        }
    }

    // The nearest of: item above with deeper indentation here, sentence before the list, heading.
    private Lead Inherited()
    {
        for (var i = _items.Count - 1; i >= 0; i--)
        {
            if (_items[i].Lead.Speaks)
            {
                return _items[i].Lead;
            }
        }

        if (_paragraphLead.Speaks)
        {
            return _paragraphLead;
        }

        for (var i = _headings.Count - 1; i >= 0; i--)
        {
            if (_headings[i].Lead.Speaks)
            {
                return _headings[i].Lead with { Text = string.Empty };
            }
        }

        return Lead.None;
    }

    private void Add(string text, Lead lead)
    {
        var before = _headings.Count == 0 ? string.Empty : _headings[^1].Lead.Text;
        foreach (var sentence in Sentences().Split(Blanks().Replace(text, " ")))
        {
            foreach (var written in Turns().Split(sentence))
            {
                var clause = Clean(written);
                if (clause.Length == 0 || Unfinished().IsMatch(clause))
                {
                    continue;
                }

                var own = StanceWords.Of(clause);
                var whole = lead.Text.Length > 0 ? $"{lead.Text} {clause}" : RefersBack().IsMatch(clause) ? $"{before} {clause}".TrimStart() : clause;
                _statements.Add(new Statement(
                    written, whole, own == Stance.Neutral ? lead.Stance : own, lead.Excludes || Excluding.In(clause)));
                before = clause;
            }
        }
    }

    private static string LastSentence(string text) => Sentences().Split(text.TrimEnd(':', '：', '*', '_', ' '))[^1];

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var character in Underlined().Replace(Struck().Replace(text, " "), "${words}"))
        {
            switch (character)
            {
                case '*' or '`' or '"' or '“' or '”':
                    break;
                case '’':
                    clean.Append('\'');
                    break;
                case '\u2010' or '\u2011' or '\u2012' or '\u2013':
                    clean.Append('-');
                    break;
                case var space when char.IsWhiteSpace(space):
                    if (clean.Length > 0 && clean[^1] != ' ')
                    {
                        clean.Append(' ');
                    }

                    break;
                default:
                    clean.Append(char.ToLowerInvariant(character));
                    break;
            }
        }

        return clean.ToString().Trim();
    }

    /// <summary>What a heading, a sentence before a list or a table column gives to what stands below.</summary>
    private readonly record struct Lead(string Text, Stance Stance, bool Excludes)
    {
        public static Lead None => new(string.Empty, Stance.Neutral, false);

        public bool Speaks => Stance != Stance.Neutral || Excludes;

        public static Lead Of(string text) => new(text, StanceOf(text), Excluding.In(text));

        private static Stance StanceOf(string text) =>
            text is "don't" or "don'ts" or "no" or "bad" or "insecure" or "unsafe" or "forbidden" ? Stance.Prohibits : StanceWords.Of(text);
    }

    // __never__ is never; snake_case stays as it is.
    [GeneratedRegex(@"(?<!\w)(__?)(?<words>[A-Za-z][^_\n]{0,80})\1(?!\w)")]
    private static partial Regex Underlined();

    // Runs of blanks would make the splitting below quadratic.
    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(#{1,6})\s+")]
    private static partial Regex HeadingMark();

    [GeneratedRegex(@"^(?:=+|-{3,})\s*$")]
    private static partial Regex Underline();

    [GeneratedRegex(@"^(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")]
    private static partial Regex ItemMark();

    [GeneratedRegex(@"(?<=[.!?;])\s+|(?<=[。！？；])")]
    private static partial Regex Sentences();

    // Where a sentence turns from what is forbidden to what is not, or back.
    [GeneratedRegex(
        @"[,;]?\s+(?:but|however|although|aber|sondern|pero|sino|mais|ma|mas|но)\s+|,\s+(?=(?:use|prefer|instead|except)\b)|\s+[—–-]\s+(?=(?:use|prefer|instead)\b)|(?<=^\s*(?:use|prefer)\b[^,]{1,60}),?\s+(?:and\s+)?(?=(?:never|not)\b)|(?<=\b(?:is|are)\s[^,;]{1,80})(?:,\s+(?:and\s+)?|\s+and\s+)(?=(?:we|you)\s+(?:do\s+not|don['’]t|never)\s+use\s+\w)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Turns();

    [GeneratedRegex(@"\b(?:them|they|it|these|those)\b")]
    private static partial Regex RefersBack();

    [GeneratedRegex(@"^(?:todo|tbd|fixme|wip)\b|\b(?:todo|tbd)\s*:")]
    private static partial Regex Unfinished();

    // Struck as an element it may go over many lines, whose number must stay.
    [GeneratedRegex(@"<(?<name>del|s|strike)>.*?</\k<name>>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex StruckElement();

    [GeneratedRegex("[^\n]")]
    private static partial Regex NotBreak();

    [GeneratedRegex("~~.+?~~")]
    private static partial Regex Struck();
}
