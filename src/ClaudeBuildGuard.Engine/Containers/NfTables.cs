using System.Text;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>The rules of nftables that a firewall loads, in the order in which it does so.</summary>
internal sealed partial class NfTables
{
    // A longer rule is not understood.
    private const int LongestRule = 4096;

    private readonly StringBuilder _text = new();

    /// <summary>True when the last output chain drops what no rule names.</summary>
    public bool IsClosed
    {
        get
        {
            var text = _text.ToString();
            var flushed = text.LastIndexOf("flush ruleset", StringComparison.Ordinal);
            var hook = Hook().Matches(text).LastOrDefault();
            if (hook is null || hook.Index < flushed)
            {
                return false;
            }

            var chain = BlockAround(text, hook.Index);
            string[] statements = [.. Statements(chain).Concat(Added().Matches(text[hook.Index..]).Select(m => m.Groups["rule"].Value.Trim('\'', '"', ' ')))];
            var policy = Policy().Matches(text[hook.Index..]).LastOrDefault()?.Groups["policy"].Value;
            foreach (var statement in statements)
            {
                if (statement is "drop" or "reject" || statement.StartsWith("reject with", StringComparison.Ordinal) || statement is "counter drop" or "counter reject")
                {
                    return true;
                }

                if (Accepts().IsMatch(statement) && (statement.Length > LongestRule || !Narrow().IsMatch(statement)))
                {
                    return false;
                }
            }

            return policy == "drop";
        }
    }

    /// <summary>Adds what a command says, and the file that it is given.</summary>
    public void Add(string command, string? file)
    {
        _text.Append(command).Append('\n');
        foreach (var line in (file ?? string.Empty).Split('\n').Where(l => !l.TrimStart().StartsWith('#')))
        {
            _text.Append(line).Append('\n');
        }
    }

    private static IEnumerable<string> Statements(string chain) =>
        chain.Split('\n', ';').Select(s => s.Trim()).Where(s => s.Length > 0 && !s.StartsWith("type ", StringComparison.Ordinal) && !s.StartsWith("policy ", StringComparison.Ordinal));

    // What stands in the braces that a place is in.
    private static string BlockAround(string text, int at)
    {
        var start = text.LastIndexOf('{', at);
        var depth = 1;
        for (var end = start + 1; start >= 0 && end < text.Length; end++)
        {
            depth += text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return text[(start + 1)..end];
            }
        }

        return text[(start + 1)..];
    }

    [GeneratedRegex(@"\bhook\s+output\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hook();

    [GeneratedRegex(@"\bpolicy\s+(?<policy>\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Policy();

    [GeneratedRegex(@"^(?:add|insert)\s+rule\s+(?:\w+\s+)?\S+\s+output\s+(?<rule>.+)$", RegexOptions.Multiline | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Added();

    [GeneratedRegex(@"\baccept\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Accepts();

    [GeneratedRegex(@"\bdaddr\s+(?!!=|0\.0\.0\.0/0|::/0)|\boif(?:name)?\s+""?lo\b|\bct\s+state\s+\{?(?:(?!new\b)[\w,\s])*\}?\s*(?:counter\s+)?accept|\bdport\s+\{?\s*(?:(?:22|53|67|123|853|ssh|domain|ntp)[\s,]*)+\}?\s|\bskuid\s+(?:0|""?root)|\bicmp", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Narrow();
}
