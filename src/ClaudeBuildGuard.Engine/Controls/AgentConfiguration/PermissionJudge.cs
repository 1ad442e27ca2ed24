using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Judges what allow rules approve in advance, and what stands in rules that should not.</summary>
internal sealed partial class PermissionJudge(Reporter reporter)
{
    // Programs that run whatever they are given.
    private static readonly HashSet<string> OpenEnded = new(StringComparer.OrdinalIgnoreCase)
    {
        "bash", "sh", "zsh", "fish", "pwsh", "powershell", "cmd", "python", "python3", "node", "deno", "bun", "npx", "bunx", "uvx", "perl", "ruby", "php", "sudo", "env", "xargs",
        "eval", "ssh", "curl", "wget", "nc", "docker", "podman", "iex",
    };

    /// <summary>Judges a <c>permissions</c> section.</summary>
    public void Judge(JsonElement? permissions, Func<JsonElement, Location> at)
    {
        var broad = new List<(string Text, Location Location)>();
        foreach (var list in (string[])["allow", "ask", "deny"])
        {
            foreach (var item in permissions?[list]?.Items ?? [])
            {
                if (item.AsString is not { } text)
                {
                    continue;
                }

                if (SecretIn(text))
                {
                    reporter.Report(
                        AgentConfigurationDiagnostics.SecretInRule,
                        at(item),
                        $"A rule under 'permissions.{list}' holds a credential, saved with a command that was once approved.",
                        "Rotate the credential and remove the rule; approve the command without its arguments.",
                        list);
                }

                if (list == "allow" && IsBroad(PermissionRule.Parse(text)))
                {
                    broad.Add((text, at(item)));
                }
            }
        }

        Directories(permissions?["additionalDirectories"], at);
        if (broad.Count > 0)
        {
            var names = string.Join(", ", broad.Take(4).Select(b => $"'{b.Text}'"));
            reporter.Report(
                AgentConfigurationDiagnostics.BroadAllow,
                broad[0].Location,
                $"{names}{(broad.Count > 4 ? $" and {broad.Count - 4} more" : string.Empty)} under 'permissions.allow' let the agent run or read nearly anything without being asked.",
                "Name the commands that the work needs, such as 'Bash(dotnet test *)', and leave the rest to be asked.",
                "allow");
        }
    }

    /// <summary>Directories that the file tools may read and, once asked, write, as if they were the project.</summary>
    private void Directories(JsonElement? directories, Func<JsonElement, Location> at)
    {
        foreach (var directory in directories?.Items ?? [])
        {
            if (directory.AsString is { } text && WideDirectory().IsMatch(text.Trim().Replace('\\', '/').TrimEnd('/') + "/"))
            {
                reporter.Report(
                    AgentConfigurationDiagnostics.BroadAllow,
                    at(directory),
                    $"'permissions.additionalDirectories' opens '{text}' to the agent's file tools: a whole home directory or machine, or a place where credentials are kept.",
                    "Name the one directory that the work needs, such as '../shared-library'.",
                    text);
            }
        }
    }

    /// <summary>True when a rule approves nearly everything.</summary>
    public static bool IsBroad(PermissionRule rule)
    {
        if (rule.Form == RuleForm.WholeTool)
        {
            return rule.Tool is "Bash" or "PowerShell" or "WebFetch";
        }

        if (rule.Form == RuleForm.Malformed)
        {
            return false;
        }

        var text = rule.Specifier.Trim();
        switch (rule.Tool)
        {
            case "Bash" or "PowerShell":
                if (text is ":*" or "**" or "* *")
                {
                    return true;
                }

                var command = text.EndsWith(":*", StringComparison.Ordinal) ? text[..^2] : text.EndsWith(" *", StringComparison.Ordinal) ? text[..^2] : null;
                return command is not null && OpenEnded.Contains(command.Trim());
            case "Read" or "Edit":
                return text is "//**" or "//" or "~/**" or "~" or "~/" or "//*" or "~/*" || (rule.Tool == "Edit" && text.TrimStart('.', '/').StartsWith("claude/**", StringComparison.Ordinal));
            case "WebFetch":
                return text == "domain:*";
            default:
                return false;
        }
    }

    [GeneratedRegex(
        @"^(?:|~|[a-z]:|\$HOME|\$\{HOME\}|/home|/root|/Users|/etc|/mnt|/var|(?:[a-z]:)?/(?:home|Users)/[^/]+|\.\.(?:/\.\.)*|(?:[^/]*/)*\.(?:ssh|aws|azure|kube|gnupg|docker|config/gcloud))/$",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WideDirectory();

    private static bool SecretIn(string rule)
    {
        foreach (Match match in Credential().Matches(rule))
        {
            if (LiteralSecrets.What("token", match.Groups["value"].Value.Trim('"', '\'', '\\')) is not null)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(
        @"(?:(?:Bearer|Basic|token)\s+|\b\w*(?:TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|ACCESS_KEY|(?<![A-Z])PAT(?=[=:]))[A-Z_]*[=:]\s*|--(?:token|password|api-key|secret)[= ]|sonar\.(?:login|token)=|\s-u\s+[^\s:]+:)\\?[""']?(?<value>[^\s""'\\)]{8,})|://[^/\s:@]+:(?<value>[^@/\s]{8,})@",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Credential();
}
