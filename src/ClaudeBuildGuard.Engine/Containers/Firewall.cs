using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>Whether a script shuts the way out of a container.</summary>
internal static partial class Firewall
{
    /// <summary>True when the text sets the outgoing default to drop or reject with iptables, nftables or ufw.</summary>
    public static bool LimitsEgress(string script) =>
        script.Split('\n').Any(line => !line.TrimStart().StartsWith('#') && IpTables().IsMatch(line))
        || NfTables().IsMatch(script);

    [GeneratedRegex(
        @"iptables(?:-\w+)?\s.*(?:-P\s+OUTPUT|--policy\s+OUTPUT)\s+DROP|iptables(?:-\w+)?\s.*-A\s+OUTPUT\b.*-j\s+(?:DROP|REJECT)|ufw\s+default\s+(?:deny|reject)\s+outgoing",
        RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IpTables();

    [GeneratedRegex(@"hook\s+output\b[^}]{0,200}policy\s+drop", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NfTables();
}
