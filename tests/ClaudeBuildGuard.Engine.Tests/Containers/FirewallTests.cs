using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Tests.Containers;

public sealed class FirewallTests
{
    /// <summary>The rules of the script that Anthropic publishes, in its order.</summary>
    internal const string Reference = """
        #!/bin/bash
        set -euo pipefail
        IFS=$'\n\t'
        DOCKER_DNS_RULES=$(iptables-save -t nat | grep "127\.0\.0\.11" || true)
        iptables -F
        iptables -X
        iptables -t nat -F
        iptables -t nat -X
        iptables -t mangle -F
        ipset destroy allowed-domains 2>/dev/null || true
        if [ -n "$DOCKER_DNS_RULES" ]; then
            iptables -t nat -N DOCKER_OUTPUT 2>/dev/null || true
            echo "$DOCKER_DNS_RULES" | xargs -L 1 iptables -t nat
        else
            echo "No Docker DNS rules to restore"
        fi
        iptables -A OUTPUT -p udp --dport 53 -j ACCEPT
        iptables -A INPUT -p udp --sport 53 -j ACCEPT
        iptables -A OUTPUT -p tcp --dport 22 -j ACCEPT
        iptables -A INPUT -p tcp --sport 22 -m state --state ESTABLISHED -j ACCEPT
        iptables -A INPUT -i lo -j ACCEPT
        iptables -A OUTPUT -o lo -j ACCEPT
        ipset create allowed-domains hash:net
        gh_ranges=$(curl -s https://api.github.com/meta)
        if [ -z "$gh_ranges" ]; then
            echo "ERROR: Failed to fetch GitHub IP ranges"
            exit 1
        fi
        while read -r cidr; do
            if [[ ! "$cidr" =~ ^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}/[0-9]{1,2}$ ]]; then
                exit 1
            fi
            ipset add allowed-domains "$cidr"
        done < <(echo "$gh_ranges" | jq -r '(.web + .api + .git)[]' | aggregate -q)
        for domain in "registry.npmjs.org" "api.anthropic.com"; do
            ips=$(dig +noall +answer A "$domain" | awk '$4 == "A" {print $5}')
            if [ -z "$ips" ]; then
                exit 1
            fi
            while read -r ip; do
                ipset add allowed-domains "$ip"
            done < <(echo "$ips")
        done
        HOST_IP=$(ip route | grep default | cut -d" " -f3)
        HOST_NETWORK=$(echo "$HOST_IP" | sed "s/\.[0-9]*$/.0\/24/")
        iptables -A INPUT -s "$HOST_NETWORK" -j ACCEPT
        iptables -A OUTPUT -d "$HOST_NETWORK" -j ACCEPT
        iptables -P INPUT DROP
        iptables -P FORWARD DROP
        iptables -P OUTPUT DROP
        iptables -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
        iptables -A OUTPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
        iptables -A OUTPUT -m set --match-set allowed-domains dst -j ACCEPT
        iptables -A OUTPUT -j REJECT --reject-with icmp-admin-prohibited
        if curl --connect-timeout 5 https://example.com >/dev/null 2>&1; then
            exit 1
        fi
        """;

    private const string NfTables = """
        table inet filter {
          set allowed { type ipv4_addr; elements = { 10.0.0.1, 10.0.0.2 } }
          chain output {
            type filter hook output priority 0; policy drop;
            oifname "lo" accept
            ct state established,related accept
            udp dport { 53, 123 } accept
            ip daddr @allowed tcp dport 443 accept
          }
        }
        """;

    private static IEnumerable<TestCaseData> Scripts()
    {
        TestCaseData Case(string name, bool closed, string script) => new TestCaseData(closed, script).SetArgDisplayNames(name);
        yield return Case("Anthropic's own", true, Reference);
        yield return Case("policy alone", true, "iptables -P OUTPUT DROP");
        yield return Case("loop over both tools", true, "for ipt in iptables ip6tables; do \"$ipt\" -P OUTPUT DROP; done");
        yield return Case("with sudo", true, "sudo iptables --policy OUTPUT DROP");
        yield return Case("a chain of its own", true, "iptables -N agent\niptables -A OUTPUT -j agent\niptables -A agent -d 10.0.0.1 -j ACCEPT\niptables -A agent -j REJECT");
        yield return Case("all but a list", true, "iptables -A OUTPUT -m set ! --match-set allowed dst -j DROP");
        yield return Case("all but the inner network", true, "iptables -A OUTPUT -o lo -j ACCEPT\niptables -A OUTPUT ! -d 10.0.0.0/8 -j REJECT");
        yield return Case("a function that is called", true, "flush() {\n  iptables -P OUTPUT ACCEPT\n  iptables -F\n}\nclose_all() { iptables -P OUTPUT DROP; }\nflush\nclose_all\n");
        yield return Case("flushed first", true, "iptables -A OUTPUT -j ACCEPT\niptables -F\niptables -P OUTPUT DROP");
        yield return Case("the proxy of the system may", true, "iptables -P OUTPUT DROP\niptables -A OUTPUT -m owner --uid-owner squid -j ACCEPT");
        yield return Case("closed before an accept behind it", true, "iptables -A OUTPUT -d 10.0.0.1 -j ACCEPT\niptables -A OUTPUT -j DROP\niptables -A OUTPUT -j ACCEPT");
        yield return Case("restored", true, "iptables-restore <<EOF\n*filter\n:OUTPUT DROP [0:0]\n-A OUTPUT -d 10.0.0.1/32 -j ACCEPT\nCOMMIT\nEOF\n");
        yield return Case("ufw", true, "ufw default deny outgoing\nufw allow out to 10.0.0.1 port 443\nufw allow out 53\nufw --force enable");
        yield return Case("nft", true, $"nft -f - <<EOF\n{NfTables}\nEOF\n");
        yield return Case("nft in commands", true, "nft add chain inet filter output '{ type filter hook output priority 0; policy drop; }'\nnft add rule inet filter output ip daddr 10.0.0.1 accept");

        const string Server = "table inet f {\n chain CHAIN1\n chain CHAIN2\n}";
        const string Out = "o { type filter hook output priority 0; policy POLICY; }";
        const string In = "i { type filter hook input priority 0; policy drop; }";
        string Two(string first, string second, string policy) =>
            $"nft -f - <<EOF\n{Server.Replace("CHAIN1", first, StringComparison.Ordinal).Replace("CHAIN2", second, StringComparison.Ordinal).Replace("POLICY", policy, StringComparison.Ordinal)}\nEOF\n";
        yield return Case("nft of a server", false, Two(Out, In, "accept"));
        yield return Case("nft of a server in another order", false, Two(In, Out, "accept"));
        yield return Case("nft of a closed server", true, Two(Out, In, "drop"));
        const string NftChain = "nft add table inet f\nnft add chain inet f o '{ type filter hook output priority 0 ; policy drop ; }'\n";
        yield return Case("nft opened by a rule", false, NftChain + "nft add rule inet f o tcp dport 443 accept");
        yield return Case("nft opened as a whole", false, NftChain + "nft add rule inet f o accept");
        yield return Case("nft with rules for named ends", true, NftChain + "nft add rule inet f o ip daddr 10.0.0.1 tcp dport 443 accept\nnft add rule inet f o ct state vmap { established : accept, related : accept, invalid : drop }");
        yield return Case("nft opened in another chain", true, NftChain + "nft add chain inet f i\nnft add rule inet f i accept");
        yield return Case("nft with braces that the shell escapes", true, "nft add table inet f\nnft add chain inet f o \\{ type filter hook output priority 0 \\; policy drop \\; \\}");
        yield return Case("nft that jumps to what accepts", false, Two("a { accept; }", "o { type filter hook output priority 0; policy drop; jump a; }", "drop"));
        yield return Case("nft of the other protocol", false, Two(Out, In, "drop").Replace("table inet", "table ip6", StringComparison.Ordinal));
        yield return Case("every address in a variable", false, "ANY=0.0.0.0/0\niptables -P OUTPUT DROP\niptables -A OUTPUT -d \"$ANY\" -j ACCEPT");
        yield return Case("every address by default", false, "iptables -P OUTPUT DROP\niptables -A OUTPUT -d \"${NET:-0.0.0.0/0}\" -j ACCEPT");
        yield return Case("every address in a loop", false, "iptables -P OUTPUT DROP\nfor n in 0.0.0.0/0; do iptables -A OUTPUT -d $n -j ACCEPT; done");
        yield return Case("every address in a set", false, "ipset create a hash:net\nipset add a 0.0.0.0/1\nipset add a 128.0.0.0/1\niptables -P OUTPUT DROP\niptables -A OUTPUT -m set --match-set a dst -j ACCEPT");
        yield return Case("one network in a variable", true, "NET=10.0.0.0/16\niptables -P OUTPUT DROP\niptables -A OUTPUT -d \"$NET\" -j ACCEPT\nfor n in 10.1.0.1 10.1.0.2; do iptables -A OUTPUT -d $n -j ACCEPT; done");
        yield return Case("only when it is switched on", false, "if [ \"${ENABLE_FIREWALL:-0}\" = \"1\" ]; then iptables -P OUTPUT DROP; fi");
        yield return Case("only when it is switched on by a variable of its own", false, "ON=${ENABLE_FIREWALL:-false}\nif [[ \"$ON\" == \"true\" ]]; then\n  iptables -P OUTPUT DROP\nfi");
        yield return Case("never", false, "if false; then iptables -P OUTPUT DROP; fi");
        yield return Case("ended unless it is switched on", false, "[ -n \"$ENABLE_FIREWALL\" ] || exit 0\niptables -P OUTPUT DROP");
        yield return Case("behind a switch", false, "[ \"$ENABLE_FIREWALL\" = 1 ] && iptables -P OUTPUT DROP");
        yield return Case("with a key that has to be given", true, "[ -n \"$ANTHROPIC_API_KEY\" ] || exit 1\niptables -P OUTPUT DROP");
        yield return Case("with a key that has to be given, in a block", true, "if [ -n \"$ANTHROPIC_API_KEY\" ]; then\n  iptables -P OUTPUT DROP\nelse\n  echo no key\n  exit 1\nfi");
        yield return Case("unless it is switched off", true, "if [ \"${DISABLE_FIREWALL:-0}\" != \"1\" ]; then iptables -P OUTPUT DROP; fi");
        yield return Case("in the other branch of a switch", true, "if [ \"$OPEN\" = 1 ]; then iptables -P OUTPUT ACCEPT; else iptables -P OUTPUT DROP; fi");
        yield return Case("as root", true, "if [ \"$(id -u)\" = \"0\" ]; then iptables -P OUTPUT DROP; fi\nif [ \"$EUID\" -eq 0 ]; then iptables -P OUTPUT DROP; fi");
        yield return Case("after a check of what was found", true, "ips=$(dig a)\nif [ -z \"$ips\" ]; then\n  exit 1\nfi\n[ -x /sbin/iptables ] || exit 1\niptables -P OUTPUT DROP");
        yield return Case("ufw that nothing starts", false, "ufw default deny outgoing");
        yield return Case("ufw that is answered", true, "ufw default deny outgoing\necho y | ufw enable");
        yield return Case("only printed", false, "echo \"iptables -P OUTPUT DROP\"");
        yield return Case("a comment", false, "# iptables -P OUTPUT DROP");
        yield return Case("opened again", false, "iptables -P OUTPUT DROP\niptables -P OUTPUT ACCEPT");
        yield return Case("accepts everything", false, "iptables -P OUTPUT DROP\niptables -A OUTPUT -j ACCEPT");
        yield return Case("accepts every address", false, "iptables -P OUTPUT DROP\niptables -A OUTPUT -d 0.0.0.0/0 -j ACCEPT");
        yield return Case("accepts every web server", false, "iptables -P OUTPUT DROP\niptables -A OUTPUT -p tcp --dport 443 -j ACCEPT\niptables -A OUTPUT -j REJECT");
        yield return Case("accepts several ports", false, "iptables -P OUTPUT DROP\niptables -A OUTPUT -p tcp -m multiport --dports 53,443 -j ACCEPT");
        yield return Case("accepts all but one address", false, "iptables -P OUTPUT DROP\niptables -A OUTPUT ! -d 10.0.0.1 -j ACCEPT");
        yield return Case("accepts what is new", false, "iptables -P OUTPUT DROP\niptables -A OUTPUT -m state --state NEW,ESTABLISHED -j ACCEPT");
        yield return Case("accepts the agent's user", false, "iptables -P OUTPUT DROP\niptables -A OUTPUT -m owner --uid-owner node -j ACCEPT");
        yield return Case("accepts in a chain", false, "iptables -N a\niptables -A a -j ACCEPT\niptables -A OUTPUT -j a\niptables -P OUTPUT DROP");
        yield return Case("accept put before", false, "iptables -A OUTPUT -j DROP\niptables -I OUTPUT -p tcp -j ACCEPT");
        yield return Case("drops one address", false, "iptables -A OUTPUT -d 169.254.169.254 -j DROP");
        yield return Case("ends before", false, "set -e\nexit 0\niptables -P OUTPUT DROP");
        yield return Case("a function that nothing calls", false, "close_all() {\n  iptables -P OUTPUT DROP\n}\necho done");
        yield return Case("another table", false, "iptables -t nat -P OUTPUT DROP");
        yield return Case("ufw open", false, "ufw default deny outgoing\nufw allow out 443/tcp");
        yield return Case("ufw off", false, "ufw default deny outgoing\nufw disable");
        yield return Case("nft open", false, $"nft -f - <<EOF\n{NfTables.Replace("ip daddr @allowed tcp dport 443 accept", "tcp dport { 80, 443 } accept")}\nEOF\n");
        yield return Case("nft flushed", false, $"nft -f - <<EOF\n{NfTables}\nEOF\nnft flush ruleset\n");
    }

    [TestCaseSource(nameof(Scripts))]
    public void The_rules_decide_in_their_order(bool closed, string script)
    {
        var firewall = new Firewall();
        foreach (var command in ShellDefaults.Of(ShellFlow.Of(ShellScript.Parse(script)), _ => false))
        {
            firewall.Run(command);
        }

        Assert.That(firewall.IsClosed, Is.EqualTo(closed));
    }

    [Test]
    public void A_file_of_nftables_is_read_as_a_whole()
    {
        var firewall = new Firewall();
        firewall.Load(NfTables);
        Assert.That(firewall.IsClosed, Is.True);
    }
}
