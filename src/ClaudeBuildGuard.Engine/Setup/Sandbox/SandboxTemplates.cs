using System.Text.Json;
using ClaudeBuildGuard.Engine.Containers;

namespace ClaudeBuildGuard.Engine.Setup.Sandbox;

/// <summary>The three files of a hardened dev container.</summary>
internal static class SandboxTemplates
{
    /// <summary><c>devcontainer.json</c>.</summary>
    /// <param name="name">The name of the project.</param>
    /// <param name="directory">The directory of the file, relative to the root.</param>
    /// <param name="references">Mounts of existing definitions that are kept for reading.</param>
    public static string DevContainer(string name, string directory, IEnumerable<Mount> references)
    {
        var own = directory.Split('/')[0];
        string[] mounts =
        [
            "source=claude-config-${devcontainerId},target=/home/agent/.claude,type=volume",
            "source=nuget-packages-${devcontainerId},target=/home/agent/.nuget/packages,type=volume",
            $"source=${{localWorkspaceFolder}}/{own},target=/workspace/{own},type=bind,readonly",
            .. references.Select(m => $"source={m.Source},target={m.Target},type=bind,readonly"),
        ];
        var lines = string.Join(",\n    ", mounts.Select(m => Quoted(m)));
        return $$"""
            // A sandbox for Claude Code: not root, only this project mounted, the network shut but for the hosts in init-firewall.sh.
            {
              "name": {{Quoted(name + " (agent sandbox)")}},
              "build": { "dockerfile": "Dockerfile" },
              "remoteUser": "agent",
              // The firewall script needs this one capability; the agent cannot run anything else as root.
              "runArgs": ["--cap-add=NET_ADMIN"],
              "workspaceMount": "source=${localWorkspaceFolder},target=/workspace,type=bind",
              "workspaceFolder": "/workspace",
              // Volumes for the client's own state and for packages; the definition of the sandbox itself is read-only inside it.
              "mounts": [
                {{lines}}
              ],
              "containerEnv": {
                "CLAUDE_CONFIG_DIR": "/home/agent/.claude",
                "CLAUDE_CODE_SUBPROCESS_ENV_SCRUB": "1",
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
                "DISABLE_AUTOUPDATER": "1",
                "DOTNET_CLI_TELEMETRY_OPTOUT": "1"
              },
              "postStartCommand": "sudo /usr/local/bin/init-firewall.sh",
              "waitFor": "postStartCommand"
            }

            """.ReplaceLineEndings("\n");
    }

    /// <summary>The Dockerfile.</summary>
    /// <param name="sdkMajor">The major version of the .NET SDK.</param>
    /// <param name="sources">Where packages come from.</param>
    public static string Dockerfile(int sdkMajor, PackageSources sources)
    {
        var npm = sources.UsesNpm
            ? "RUN npm config get registry | sed -n 's#^https\\{0,1\\}://\\([^/:]*\\).*#\\1#p' > /usr/local/share/agent-egress-npm\n"
            : string.Empty;
        var hosts = new List<string>();
        if (sources.NuGetDefaults)
        {
            hosts.Add("dotnet nuget list source --format short | sed -n 's#.*https\\{0,1\\}://\\([^/:]*\\).*#\\1#p' >> /etc/agent-egress/hosts");
        }

        if (sources.UsesNpm)
        {
            hosts.Add("cat /usr/local/share/agent-egress-npm >> /etc/agent-egress/hosts");
        }

        var egress = string.Concat(hosts.Select(h => $" \\\n    && {h}"));
        return $$"""
            # syntax=docker/dockerfile:1
            # The client is installed in a stage of its own, at a fixed version.
            FROM node:22-bookworm-slim AS client
            ARG CLAUDE_CODE_VERSION={{ReviewedClient.Version}}
            RUN npm install --global @anthropic-ai/claude-code@${CLAUDE_CODE_VERSION}
            {{npm}}
            FROM mcr.microsoft.com/dotnet/sdk:{{sdkMajor}}.0
            RUN apt-get update \
                && apt-get install --yes --no-install-recommends ca-certificates git ipset iptables sudo \
                && rm -rf /var/lib/apt/lists/*
            COPY --from=client /usr/local/ /usr/local/

            # The user of the agent, and the directories that volumes are mounted on.
            RUN useradd --create-home --shell /bin/bash agent \
                && install -d -o agent -g agent /home/agent/.claude /home/agent/.nuget /home/agent/.nuget/packages

            # The one thing that the agent may run as root shuts its own way out.
            COPY --chmod=0755 init-firewall.sh /usr/local/bin/init-firewall.sh
            RUN echo 'agent ALL=(root) NOPASSWD: /usr/local/bin/init-firewall.sh ""' > /etc/sudoers.d/init-firewall \
                && chmod 0440 /etc/sudoers.d/init-firewall

            # Hosts of the package sources that the tools come with; those of this project stand in the script.
            RUN mkdir -p /etc/agent-egress && touch /etc/agent-egress/hosts{{egress}}

            WORKDIR /workspace
            USER agent

            """.ReplaceLineEndings("\n").Replace("\n\n\n", "\n\n", StringComparison.Ordinal);
    }

    /// <summary>The firewall script.</summary>
    public static string Firewall(PackageSources sources)
    {
        var hosts = string.Concat(sources.Hosts.Select(h => $"  {h}\n"));
        return $$"""
            #!/usr/bin/env bash
            # Shuts the way out of this container, but for the hosts below. 'postStartCommand' runs it as root at each start.
            set -euo pipefail

            allowed_hosts=(
              # The model.
              api.anthropic.com
              # Package sources of this repository. A feed that redirects downloads needs the host that it redirects to as well.
            {{hosts}})
            mapfile -t -O "${#allowed_hosts[@]}" allowed_hosts < /etc/agent-egress/hosts

            # Addresses are looked up while the way out is still open.
            ipset create agent-egress hash:ip -exist
            ipset flush agent-egress
            for host in "${allowed_hosts[@]}"; do
              addresses=$(getent ahostsv4 "$host" | awk '{ print $1 }' | sort -u || true)
              if [ -z "$addresses" ]; then
                echo "init-firewall: no address found for $host; it stays unreachable" >&2
              fi
              for address in $addresses; do
                ipset add agent-egress "$address" -exist
              done
            done

            # Only the filter table: the engine's own name resolution lives in the others.
            iptables -P INPUT DROP
            iptables -P FORWARD DROP
            iptables -P OUTPUT DROP
            iptables -F INPUT
            iptables -F FORWARD
            iptables -F OUTPUT
            iptables -A INPUT -i lo -j ACCEPT
            iptables -A OUTPUT -o lo -j ACCEPT
            iptables -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
            iptables -A OUTPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
            # Names are asked of the configured resolvers only.
            for resolver in $(awk '$1 == "nameserver" && $2 !~ /:/ { print $2 }' /etc/resolv.conf); do
              iptables -A OUTPUT -d "$resolver" -p udp --dport 53 -j ACCEPT
              iptables -A OUTPUT -d "$resolver" -p tcp --dport 53 -j ACCEPT
            done
            iptables -A OUTPUT -p tcp --dport 443 -m set --match-set agent-egress dst -j ACCEPT
            iptables -A OUTPUT -j REJECT --reject-with icmp-admin-prohibited

            # Nothing leaves by the newer protocol.
            if ip6tables -L > /dev/null 2>&1; then
              ip6tables -P INPUT DROP
              ip6tables -P FORWARD DROP
              ip6tables -P OUTPUT DROP
              ip6tables -A INPUT -i lo -j ACCEPT
              ip6tables -A OUTPUT -o lo -j ACCEPT
            fi

            # A firewall that does not hold is worse than none: the container must not be used then.
            if timeout 5 bash -c 'exec 3<> /dev/tcp/example.com/443' 2> /dev/null; then
              echo "init-firewall: example.com is still reachable" >&2
              exit 1
            fi
            echo "init-firewall: the network is limited to ${#allowed_hosts[@]} hosts"

            """.ReplaceLineEndings("\n");
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, RelaxedJson);

    private static JsonSerializerOptions RelaxedJson { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
