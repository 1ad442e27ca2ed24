using System.Globalization;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>
/// The way out of a container as the commands of a firewall leave it, one after the other. What a rule lets through is narrow when it names
/// where it goes; a rule that is not understood is taken for one that lets everything through.
/// </summary>
internal sealed class Firewall
{
    private const int DeepestChain = 8;

    // Ports that no ordinary service sends data through: names, time, addresses, and ssh, which Anthropic's own script lets out.
    private static readonly HashSet<string> HarmlessPorts = new(StringComparer.OrdinalIgnoreCase)
        { "22", "53", "67", "68", "123", "853", "ssh", "domain", "ntp", "bootps" };

    // Users that programs of the system run as: what they may send says nothing of the agent.
    private static readonly HashSet<string> SystemUsers = new(StringComparer.OrdinalIgnoreCase)
        { "0", "root", "_apt", "squid", "proxy", "tinyproxy", "unbound", "dnsmasq", "systemd-resolve", "nobody", "envoy", "privoxy" };

    private readonly Dictionary<string, List<Rule>> _chains = new(StringComparer.Ordinal);
    private readonly NfTables _nfTables = new();
    private bool _drops;
    private readonly HashSet<string> _everywhere = new(StringComparer.Ordinal);
    private bool _ufwDenies;
    private bool _ufwRuns;
    private bool _ufwOpens;

    private enum Outcome
    {
        Continues,
        Open,
        Closed,
    }

    /// <summary>True when only what was named gets out.</summary>
    public bool IsClosed => (_drops || _chains.ContainsKey("OUTPUT")) && Follow("OUTPUT", DeepestChain) switch
    {
        Outcome.Closed => true,
        Outcome.Open => false,
        _ => _drops,
    }
    || (_ufwRuns && _ufwDenies && !_ufwOpens)
    || _nfTables.IsClosed;

    /// <summary>The rule that opens what another one shuts, as written; empty when there is none.</summary>
    public string Opening { get; private set; } = string.Empty;

    /// <summary>Takes what a command says of names that rules refer to: variables and sets that hold every address, <c>for n in 0.0.0.0/0</c> among them.</summary>
    public void Note(ShellCommand command)
    {
        var words = command.Words;
        if (words.Count > 3 && words[0].Text == "for" && words[2].Text == "in")
        {
            Note($"${words[1].Text}", words.Skip(3).Any(w => IsEverywhere(w.Text)));
            return;
        }

        foreach (var word in words)
        {
            if (ShellCommand.AssignedName(word.Text) is { } name)
            {
                Note($"${name}", IsEverywhere(word.Text[(word.Text.IndexOf('=', StringComparison.Ordinal) + 1)..]));
            }
        }

        if (command.Program == "ipset")
        {
            string[] arguments = [.. command.Arguments.Select(a => a.Text)];
            foreach (var line in (command.HereDocument?.Text.Split('\n') ?? []).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Prepend(arguments))
            {
                if (line is ["add" or "-A", var set, var address, ..] && IsEverywhere(address))
                {
                    _everywhere.Add(set);
                }
            }
        }
    }

    /// <summary>Runs a command against it; what is no command of a firewall changes nothing.</summary>
    public void Run(ShellCommand command)
    {
        Note(command);
        string[] words = [.. command.Arguments.Select(a => a.Text)];
        switch (command.Program)
        {
            case "iptables" or "iptables-legacy" or "iptables-nft":
                IpTables(words);
                break;
            case "iptables-restore" or "iptables-legacy-restore" or "iptables-nft-restore" when command.HereDocument is { } rules:
                Restore(rules.Text);
                break;
            case "nft":
                _nfTables.Add(string.Join(' ', words), command.HereDocument?.Text);
                break;
            case "ufw":
                Ufw(words);
                break;
            case ['$', ..] when words.Any(w => w is "-P" or "-A" or "-I" or "-F" or "--policy" or "--append"):
                // A loop over iptables and ip6tables.
                IpTables(words);
                break;
        }
    }

    /// <summary>Takes a whole file of nftables.</summary>
    public void Load(string nft) => _nfTables.Add(string.Empty, nft);

    private static bool IsAnywhere(string address)
    {
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        return address is "0" or "any" or "anywhere" or "0.0.0.0" or "::"
            || (slash >= 0 && int.TryParse(address.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits < 8);
    }

    private void Note(string name, bool isEverywhere)
    {
        _everywhere.Remove(name);
        if (isEverywhere)
        {
            _everywhere.Add(name);
        }
    }

    // An address, or a variable that holds one: $NAME, ${NAME}, ${NAME:-0.0.0.0/0}.
    private bool IsEverywhere(string address)
    {
        var inner = address.StartsWith("${", StringComparison.Ordinal) && address.EndsWith('}') ? address[2..^1] : null;
        var fallback = inner?.IndexOf(":-", StringComparison.Ordinal) ?? -1;
        return inner is null ? IsAnywhere(address) || _everywhere.Contains(address)
            : _everywhere.Contains($"${(fallback < 0 ? inner : inner[..fallback])}") || (fallback >= 0 && IsEverywhere(inner[(fallback + 2)..]));
    }

    private static bool AreHarmless(string ports) => ports.Split(',', '/').All(p => HarmlessPorts.Contains(p) || p is "tcp" or "udp");

    private void Restore(string rules)
    {
        var isFilter = true;
        foreach (var line in rules.Split('\n').Select(l => l.Trim()))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith('*'))
            {
                isFilter = line == "*filter";
                if (isFilter)
                {
                    _chains.Clear();
                }
            }
            else if (isFilter && line.StartsWith(":OUTPUT", StringComparison.Ordinal))
            {
                _drops = words.Length > 1 && words[1] == "DROP";
            }
            else if (isFilter && line.StartsWith('-'))
            {
                IpTables(words);
            }
        }
    }

    private void IpTables(string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            string After(int by) => i + by < words.Length ? words[i + by] : string.Empty;
            switch (words[i])
            {
                case "-t" or "--table" when After(1) != "filter":
                    return;
                case "-P" or "--policy":
                    if (After(1) == "OUTPUT")
                    {
                        _drops = After(2) == "DROP";
                    }

                    return;
                case "-F" or "--flush":
                    if (After(1).Length == 0)
                    {
                        _chains.Clear();
                    }
                    else
                    {
                        _chains.Remove(After(1));
                    }

                    return;
                case "-A" or "--append":
                    Chain(After(1)).Add(RuleOf(words[Math.Min(i + 2, words.Length)..]));
                    return;
                case "-I" or "--insert":
                    var hasNumber = int.TryParse(After(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                    var chain = Chain(After(1));
                    chain.Insert(Math.Clamp(hasNumber ? number - 1 : 0, 0, chain.Count), RuleOf(words[Math.Min(i + (hasNumber ? 3 : 2), words.Length)..]));
                    return;
                case "-D" or "--delete":
                    var rule = RuleOf(words[Math.Min(i + 2, words.Length)..]);
                    Chain(After(1)).Remove(rule);
                    return;
            }
        }
    }

    private Rule RuleOf(string[] words) => Rule.Of(words, IsEverywhere);

    private List<Rule> Chain(string name)
    {
        if (!_chains.TryGetValue(name, out var chain))
        {
            _chains[name] = chain = [];
        }

        return chain;
    }

    private Outcome Follow(string name, int depth)
    {
        foreach (var rule in _chains.GetValueOrDefault(name) ?? [])
        {
            switch (rule.Target)
            {
                case "ACCEPT" when !rule.IsNarrow:
                    Opening = _drops || _chains.Values.Any(c => c.Any(r => r is { IsForAll: true, Target: "DROP" or "REJECT" })) ? rule.Text : string.Empty;
                    return Outcome.Open;
                case "DROP" or "REJECT" when rule.IsForAll:
                    return Outcome.Closed;
                case "RETURN" when rule.IsForAll:
                    return Outcome.Continues;
                case not ("ACCEPT" or "DROP" or "REJECT" or "RETURN") when depth > 0 && _chains.ContainsKey(rule.Target):
                    if (Follow(rule.Target, depth - 1) is var inner && ((inner == Outcome.Open && !rule.IsNarrow) || (inner == Outcome.Closed && rule.IsForAll)))
                    {
                        return inner;
                    }

                    break;
            }
        }

        return Outcome.Continues;
    }

    private void Ufw(string[] words)
    {
        switch (words)
        {
            case ["--force", .. var forced]:
                Ufw(forced);
                break;
            case ["enable"]:
                _ufwRuns = true;
                break;
            case ["default", var policy, "outgoing"]:
                _ufwDenies = policy is "deny" or "reject";
                break;
            case ["disable", ..] or [.., "reset"]:
                _ufwDenies = _ufwOpens = _ufwRuns = false;
                break;
            case ["allow", "out", .. var rest]:
                var to = Array.IndexOf(rest, "to");
                var port = Array.IndexOf(rest, "port");
                var isNarrow = rest is ["on", "lo", ..]
                    || (to >= 0 && to + 1 < rest.Length && !IsEverywhere(rest[to + 1]))
                    || (port >= 0 && port + 1 < rest.Length && AreHarmless(rest[port + 1]))
                    || (rest.Length > 0 && AreHarmless(rest[0]));
                _ufwOpens |= !isNarrow;
                break;
        }
    }

    /// <summary>A rule of iptables.</summary>
    /// <param name="Target">What happens, or the chain that goes on.</param>
    /// <param name="IsNarrow">True when it holds for named ends only.</param>
    /// <param name="IsForAll">True when it holds for all that is not let through by name.</param>
    /// <param name="Text">Its words.</param>
    private sealed record Rule(string Target, bool IsNarrow, bool IsForAll, string Text)
    {
        public static Rule Of(string[] words, Func<string, bool> isEverywhere)
        {
            var target = string.Empty;
            var (isNarrow, isForAll) = (false, true);
            var negated = false;
            for (var i = 0; i < words.Length; i++)
            {
                var value = i + 1 < words.Length ? words[i + 1] : string.Empty;
                var isNegated = negated || value == "!";
                negated = words[i] == "!";
                if (value == "!")
                {
                    value = i + 2 < words.Length ? words[i + 2] : string.Empty;
                }

                bool? narrow = words[i] switch
                {
                    "-d" or "--destination" or "--dst" => !isEverywhere(value),
                    "-o" or "--out-interface" => value == "lo" || value.StartsWith("tun", StringComparison.Ordinal) || value.StartsWith("wg", StringComparison.Ordinal),
                    "--match-set" => !isEverywhere(value),
                    "--dst-type" => true,
                    "--state" or "--ctstate" => !value.Contains("NEW", StringComparison.Ordinal),
                    "--dport" or "--destination-port" or "--dports" or "--destination-ports" => AreHarmless(value),
                    "--uid-owner" or "--gid-owner" => SystemUsers.Contains(value),
                    "-p" or "--protocol" => value is "icmp" or "icmpv6" or "ipv6-icmp",
                    "-m" or "--match" => value is "string" or "limit" or "statistic" or "time" ? false : null,
                    _ => null,
                };
                switch (words[i])
                {
                    case "-j" or "--jump" or "-g" or "--goto":
                        target = value;
                        break;
                    case "-d" or "--destination" or "--dst" or "-o" or "--out-interface" or "--match-set" or "--dst-type" or "--state" or "--ctstate" or "--uid-owner" or "--gid-owner":
                        // What is not lo, or not in the list, is everything else.
                        isNarrow |= narrow == true && !isNegated;
                        isForAll &= narrow == false || isNegated;
                        break;
                    case "--dport" or "--destination-port" or "--dports" or "--destination-ports" or "-p" or "--protocol" or "-m" or "--match":
                        isNarrow |= narrow == true && !isNegated;
                        isForAll &= narrow is null || (words[i] is "-p" or "--protocol" && value == "all");
                        break;
                }
            }

            return new Rule(target, isNarrow, isForAll, string.Join(' ', words));
        }
    }
}
