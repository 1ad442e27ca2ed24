using System.Text;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>The rules of nftables that a firewall loads, in the order in which it does so.</summary>
internal sealed partial class NfTables
{
    // A longer rule is not understood.
    private const int LongestRule = 4096;

    private const int DeepestChain = 8;

    private readonly StringBuilder _text = new();

    /// <summary>True when one of the chains that every packet on its way out passes drops what no rule names: another chain cannot take that back.</summary>
    public bool IsClosed
    {
        get
        {
            var text = _text.ToString();
            text = text[Math.Max(0, text.LastIndexOf("flush ruleset", StringComparison.Ordinal))..];
            var chains = ChainsOf(text);
            return chains.Values.Any(c => c.IsWayOut && Drops(c, chains));
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

    private static Dictionary<string, Chain> ChainsOf(string text)
    {
        var chains = new Dictionary<string, Chain>(StringComparer.OrdinalIgnoreCase);
        foreach (Match head in Head().Matches(text))
        {
            var family = head.Groups["family"] is { Success: true } own ? own.Value : Table().Matches(text[..head.Index]).LastOrDefault()?.Groups["family"].Value ?? "ip";
            var block = Block(text, head.Index + head.Length);
            var chain = chains.TryGetValue(head.Groups["name"].Value, out var known) ? known : chains[head.Groups["name"].Value] = new Chain();
            chain.IsWayOut |= Hook().IsMatch(block) && family is "inet" or "ip" or "";
            chain.Policy = Policy().Match(block) is { Success: true } policy ? policy.Groups["policy"].Value : chain.Policy;
            chain.Statements.AddRange(Statements(block));
        }

        foreach (Match rule in Added().Matches(text))
        {
            if (chains.TryGetValue(rule.Groups["chain"].Value, out var chain))
            {
                chain.Statements.Insert(rule.Groups["verb"].Value == "insert" ? 0 : chain.Statements.Count, rule.Groups["rule"].Value.Trim('\'', '"', ' '));
            }
        }

        return chains;
    }

    private static bool Drops(Chain chain, Dictionary<string, Chain> chains)
    {
        foreach (var statement in chain.Statements)
        {
            if (statement is "drop" or "reject" || statement.StartsWith("reject with", StringComparison.Ordinal) || statement is "counter drop" or "counter reject")
            {
                return true;
            }

            if (Opens(statement, chains, DeepestChain))
            {
                return false;
            }
        }

        return chain.Policy == "drop";
    }

    private static bool Opens(string statement, Dictionary<string, Chain> chains, int depth) =>
        (Accepts().IsMatch(statement) || (Jump().Match(statement) is { Success: true } jump && depth > 0
            && chains.TryGetValue(jump.Groups["chain"].Value, out var chain) && chain.Statements.Any(s => Opens(s, chains, depth - 1))))
        && (statement.Length > LongestRule || !Narrow().IsMatch(statement));

    private static IEnumerable<string> Statements(string chain) =>
        chain.Split('\n', ';').Select(s => s.Trim().TrimEnd('\\').TrimEnd()).Where(s => s.Length > 0 && !s.StartsWith("type ", StringComparison.Ordinal) && !s.StartsWith("policy ", StringComparison.Ordinal));

    // What stands between a brace and the one that closes it.
    private static string Block(string text, int start)
    {
        var depth = 1;
        for (var end = start; end < text.Length; end++)
        {
            depth += text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return text[start..end];
            }
        }

        return text[start..];
    }

    // chain NAME {, or add chain FAMILY TABLE NAME '{.
    [GeneratedRegex(@"\bchain\s+(?:(?:(?<family>inet|ip|ip6|arp|bridge|netdev)\s+)?[\w-]+\s+)?(?<name>[\w-]+)\s+['""\\]*\{", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Head();

    [GeneratedRegex(@"\btable\s+(?:(?<family>inet|ip|ip6|arp|bridge|netdev)\s+)?[\w-]+\s*\{", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Table();

    [GeneratedRegex(@"\btype\s+filter\s+hook\s+output\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hook();

    [GeneratedRegex(@"\bpolicy\s+(?<policy>\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Policy();

    [GeneratedRegex(@"^(?<verb>add|insert)\s+rule\s+(?:(?:inet|ip|ip6)\s+)?\S+\s+(?<chain>\S+)\s+(?<rule>.+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Added();

    [GeneratedRegex(@"\baccept\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Accepts();

    [GeneratedRegex(@"\b(?:jump|goto)\s+(?<chain>[\w-]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Jump();

    [GeneratedRegex(@"\bdaddr\s+(?!!=|0\.0\.0\.0/0|::/0)|\boif(?:name)?\s+""?lo\b|\bct\s+state\s+\{?(?:(?!new\b)[\w,\s])*\}?\s*(?:counter\s+)?accept|\bct\s+state\s+vmap\s+\{(?![^}]*\bnew\b)|\bdport\s+\{?\s*(?:(?:22|53|67|123|853|ssh|domain|ntp)[\s,]*)+\}?\s|\bskuid\s+(?:0|""?root)|\bicmp", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Narrow();

    private sealed class Chain
    {
        public List<string> Statements { get; } = [];

        public bool IsWayOut { get; set; }

        public string Policy { get; set; } = "accept";
    }
}
