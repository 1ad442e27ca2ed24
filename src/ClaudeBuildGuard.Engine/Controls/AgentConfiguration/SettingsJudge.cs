using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Judges a settings file of the client, or the settings that stand in another file.</summary>
internal sealed class SettingsJudge(RepositoryView repository, Reporter reporter)
{
    private static readonly string[] CredentialHelpers = ["apiKeyHelper", "awsAuthRefresh", "awsCredentialExport", "gcpAuthRefresh", "otelHeadersHelper"];

    /// <summary>Judges settings.</summary>
    /// <param name="settings">What they say.</param>
    /// <param name="at">Gives the place of a value.</param>
    /// <param name="isShared">True for a file that everybody gets with the repository.</param>
    public void Judge(JsonElement settings, Func<JsonElement, Location> at, bool isShared)
    {
        new HookJudge(repository, reporter).Judge(settings["hooks"], at);
        foreach (var name in CredentialHelpers)
        {
            if (settings[name] is not { AsString: { Length: > 0 } command } helper || RemoteCode($"'{name}'", command, at(helper)))
            {
                continue;
            }

            SecretLeaves($"'{name}'", command, at(helper), isShown: false, reporter);
            if (isShared)
            {
                reporter.Report(
                    AgentConfigurationDiagnostics.CredentialHelper,
                    at(helper),
                    $"'{name}' in a shared settings file runs a program that hands out credentials on the machine of everybody who opens the repository.",
                    "Move it into the settings of the user ('~/.claude/settings.json') or of the organisation.",
                    name);
            }
        }

        foreach (var name in (string[])["statusLine", "subagentStatusLine", "fileSuggestion"])
        {
            if (settings[name]?["command"] is { AsString: { } command } value)
            {
                if (!RemoteCode($"'{name}'", command, at(value)))
                {
                    SecretLeaves($"'{name}'", command, at(value), isShown: false, reporter);
                }
            }
        }

        foreach (var variable in settings["env"]?.Members ?? [])
        {
            if (variable.Value.AsString is { } text)
            {
                VariableJudge.Judge(variable.Name, text, at(variable.Value), repository.Configuration.AllowedHosts, reporter);
                Secret(variable.Name, text, at(variable.Value));
            }
        }

        new PermissionJudge(reporter).Judge(settings["permissions"], at);
        if (settings["enableAllProjectMcpServers"] is { AsBoolean: true } all && isShared)
        {
            reporter.Report(
                AgentConfigurationDiagnostics.AllServersApproved,
                at(all),
                "'enableAllProjectMcpServers' approves every server of '.mcp.json', those that somebody adds later included.",
                "Remove it and name the servers in 'enabledMcpjsonServers'.",
                "enableAllProjectMcpServers");
        }

        if (settings["disableAllHooks"] is { AsBoolean: true } off && isShared)
        {
            reporter.Report(
                AgentConfigurationDiagnostics.HooksOff,
                at(off),
                "'disableAllHooks' in a shared settings file switches every hook off, guards included, also those that a user set up.",
                "Remove it.",
                "disableAllHooks");
        }

        Marketplaces(settings["extraKnownMarketplaces"] ?? settings["additionalMarketplaces"], at);
    }

    /// <summary>Reports a command that runs remote code.</summary>
    public bool RemoteCode(string subject, string command, Location location) => RemoteCode(subject, command, location, reporter);

    /// <summary>Reports a command that runs remote code.</summary>
    public static bool RemoteCode(string subject, string command, Location location, Reporter reporter)
    {
        if (CommandRisk.RemoteCode(command) is not { } part)
        {
            return false;
        }

        reporter.Report(
            AgentConfigurationDiagnostics.RemoteCode,
            location,
            $"{subject} runs code that it fetches at that moment ('{part}'): whoever controls the other end controls the machine of everybody who opens the repository.",
            "Commit the script, or install a pinned version of it, and run that.",
            part);
        return true;
    }

    /// <summary>Reports a command that the client runs by itself and that sends a secret away, or shows it to the model.</summary>
    /// <param name="subject">Who runs it, as the beginning of a sentence.</param>
    /// <param name="command">The command, or the script that it runs.</param>
    /// <param name="location">Where it stands.</param>
    /// <param name="isShown">True where the client puts into the session what the command prints.</param>
    /// <param name="reporter">Where it is reported.</param>
    /// <param name="isScript">True for a script.</param>
    public static void SecretLeaves(string subject, string command, Location location, bool isShown, Reporter reporter, bool isScript = false)
    {
        if (CommandRisk.SendsSecret(command, isScript) is { } sent)
        {
            Report(sent, "sends a file of secrets to another host", "no question is asked, and no deny rule counts");
        }
        else if (isShown && CommandRisk.PrintsSecret(command, isScript) is { } printed)
        {
            Report(printed, "prints a file of secrets, and the client puts it into the session", "no deny rule counts");
        }

        void Report(string part, string what, string why) => reporter.Report(
            AgentConfigurationDiagnostics.WideSkill,
            location,
            $"{subject} {what} ('{part}'): {why}.",
            "Remove it, and rotate what the file holds: it has left the machine of everybody who opened the repository.",
            part,
            Severity.Error);
    }

    private void Secret(string name, string text, Location location)
    {
        if (LiteralSecrets.What(name, text) is { } what)
        {
            reporter.Report(
                AgentConfigurationDiagnostics.LiteralSecret,
                location,
                $"The settings hold {what} in clear, for everybody who has the repository and for every program that the agent starts.",
                "Rotate it, and set it in the environment of the machine or in a vault; the shared file names it at most.",
                name);
        }
    }

    private void Marketplaces(JsonElement? marketplaces, Func<JsonElement, Location> at)
    {
        var first = true;
        foreach (var member in marketplaces?.Members ?? [])
        {
            var source = member.Value["source"];
            var url = source?["url"]?.AsString ?? string.Empty;
            if (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !VariableJudge.IsLocal(url))
            {
                reporter.Report(
                    AgentConfigurationDiagnostics.PlainText,
                    at(source!["url"]!),
                    $"The plugin source '{member.Name}' is fetched without encryption, and plugins bring hooks and servers that run at once.",
                    "Use 'https://'.",
                    member.Name);
            }

            foreach (var header in source?["headers"]?.Members ?? [])
            {
                if (header.Value.AsString is { } value)
                {
                    Secret(header.Name, value, at(header.Value));
                }
            }

            var kind = source?["source"]?.AsString;
            var pinned = source?["ref"] is not null || source?["sha"] is not null || source?["commit"] is not null || source?["version"] is not null;
            var updates = member.Value["autoUpdate"] is { AsBoolean: true };
            if (first && (updates || (kind is "github" or "git" or "npm" or "url" && !pinned)))
            {
                first = false;
                reporter.Report(
                    AgentConfigurationDiagnostics.PluginSource,
                    at(member.Value),
                    $"The plugin source '{member.Name}' is taken at whatever state it has{(updates ? " and updates itself" : string.Empty)}: its plugins bring hooks and servers that run on every machine.",
                    "Name a 'ref' with a tag or commit that somebody has reviewed.",
                    member.Name);
            }
        }
    }
}
