using ClaudeBuildGuard.Engine.ClaudeCode.Settings;

namespace ClaudeBuildGuard.Engine.Tests.ClaudeCode.Settings;

/// <summary>
/// What was measured with the client, one value a line, beside rules that deny a read: lines that begin with <c>P:</c> stand within
/// <c>permissions</c>. Tried with 2.1.197 and 2.1.332: is the read still denied?
/// </summary>
public sealed class MeasuredSettingsTests
{
    private const string DropTheFile = """
        "hooks":{"PreToolUse":"x"}
        "hooks":{"PreToolUse":{}}
        "hooks":{"PermissionRequest":"x"}
        "hooks":{"PreToolUse":["x"]}
        "hooks":{"PreToolUse":[{"matcher":"Bash"}]}
        "hooks":{"PreToolUse":[{"matcher":1,"hooks":[]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"command":"true"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"bogus","command":"true"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"command"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":1}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"true","timeout":"5"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"true","timeout":0}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"true","async":"x"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"true","args":"x"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"true","shell":"fish"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"true","if":1}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"true","onFailure":"x"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"prompt"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"http","url":"nope"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"http"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"mcp_tool","server":"a"}]}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"agent"}]}]}
        "hooks":{"PreToolUse":[{"hooks":{}}]}
        "hooks":{"PreToolUse":[{"hooks":["x"]}]}
        "hooks":{"PreToolUse":[{"matcher":null,"hooks":[]}]}
        "hooks":{"PreSkillShellCommand":"x"}
        "hooks":[{"matcher":"Bash","hooks":[{"type":"command","command":"true"}]}]
        "hooks":{"matcher":"Bash","hooks":[{"type":"command","command":"true"}]}
        "PreToolUse":[{"hooks":[{"type":"command","command":"true"}]}]
        "hooks":{"PreToolUse":[{"PostToolUse":[]}]}
        "model":null
        "env":null
        "sandbox":null
        "sandbox":{"enabled":null}
        "attribution":null
        "attribution":"x"
        "attribution":{"commit":1}
        "attribution":{"sessionUrl":"x"}
        "statusLine":null
        P:"allow":null
        P:"defaultMode":null
        P:"defaultMode":"delegate"
        P:"disableBypassPermissionsMode":null
        P:"blockReadsOutsideWorkingDirectories":1
        P:"blockFileToolReadsOutsideWorkingDirectories":1
        P:"blockWritesOutsideWorkingDirectories":1
        P:"disableAutoMode":true
        P:"additionalDirectories":[1]
        P:"additionalDirectories":null
        P:"allow":"x"
        "permissions":null
        "verbose":null
        "disableAllHooks":null
        "autoMode":{"allow":"x"}
        "autoMode":{"classifyAllShell":"x"}
        "axScreenReader":"x"
        "defaultView":"x"
        "disableDeepLinkRegistration":true
        "voiceEnabled":"x"
        "sandbox":{"windows":"x"}
        "sandbox":{"windows":{"backend":"x"}}
        "sandbox":{"credentials":{"sigv4":"x"}}
        "sandbox":{"credentials":{"envVars":[{"name":"MY-TOKEN","mode":"deny"}]}}
        "sandbox":{"credentials":{"files":[{"path":"","mode":"deny"}]}}
        "sandbox":{"network":{"tlsTerminate":{"caCertPath":""}}}
        "sandbox":{"ignoreViolations":{"a":"b"}}
        "enabledPlugins":{"x@y":"1.2.0"}
        "enabledPlugins":{"x@y":null}
        "extraKnownMarketplaces":{"a":{"source":{"source":"gitlab"}}}
        "additionalMarketplaces":{"a":{"source":{"source":"gitlab"}}}
        "strictKnownMarketplaces":[{"source":"gitlab"}]
        "allowedMarketplaces":[{"source":"gitlab"}]
        "remoteTools":"x"
        "timeFormat":1
        "timeZone":1
        "pluginConfigs":{"a@b":null}
        "pluginConfigs":{"a@b":{"options":{"x":{}}}}
        "forceLoginOrgUUID":1
        "quietHours":{"start":"25:00"}
        "cleanupPeriodDays":0
        "desktopSessionCleanupPeriodDays":-1
        "skillListingBudgetFraction":0
        "feedbackSurveyRate":2
        "enabledMcpjsonServers":"x y"
        "disableDirectMcpSkills":"x"
        "sshConfigs":[{}]
        "sshConfigs":[{"id":"a","name":"b","sshHost":"c","sshPort":1.5}]
        "statusLine":{"type":"command","command":"x","padding":"0"}
        "fileSuggestion":{"type":"command"}
        "attribution":{"commit":null}
        "voice":true
        "worktree":{"baseRef":"x"}
        "tui":"x"
        "language":null
        "skillOverrides":{"a":"x"}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"http","url":"${URL}/x"}]}]}
        P:"denyInsteadOfPrompting":"x"
        "companyAnnouncements":"x"
        "attributionProject":1
        "modelCatalogUrl":1
        "downloadsMirrorUrl":1
        "processWrapper":1
        "managedSourcesBehavior":"x"
        "feedbackDrafts":"x"
        "workflowSizeGuideline":"x"
        "allowClaudeInChromeWithManagedMcp":"x"
        "autoContinueAtUsageLimit":"x"
        "bashEditDiffEnabled":"x"
        "clawdFileProgressEnabled":"x"
        "disableCommandPluginSources":"x"
        "disableReplyCheck":"x"
        "disableWindowsBashCommandSplit":"x"
        "emojiCompletionEnabled":"x"
        "idleCompaction":"x"
        "responseComparisonEnabled":"x"
        "syncClaudeAiPlugins":"x"
        "totalTokensReminderAfterUserTurn":"x"
        "allowNestedModelAccessUnderForceLogin":"x"
        "modelCatalogPublicKey":1
        "hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"true","holdsTools":"x"}]}]}
        "sandbox":{"allowNestedUserNamespaces":"x"}
        "sandbox":{"network":{"strictAllowlist":"x"}}
        "sandbox":{"filesystem":{"disabled":"x"}}
        "sandbox":{"credentials":{"awsPairs":"x"}}
        "sandbox":{"credentials":{"allowPlaintextInject":"x"}}
        "disableDirectMcpSkills":"x"
        "totalTokensReminder":"x"
        "daemonColdStart":"x"
        "breakReminder":{"intervalMinutes":0}
        "autoDreamEnabled":"x"
        "respondToBashCommands":"x"
        "parentSettingsBehavior":"x"
        "remote":"x"
        "prUrlTemplate":1
        "doneMeansMerged":"x"
        """;

    private const string DropTheFileInOldVersions = """
        "hooks":{"SessionStart":["x"]}
        "hooks":{"SessionStart":[{"matcher":"Bash"}]}
        "hooks":{"Stop":[{"matcher":1,"hooks":[]}]}
        "hooks":{"Stop":[{"hooks":[{"command":"true"}]}]}
        "hooks":{"Stop":[{"hooks":[{"type":"bogus","command":"true"}]}]}
        "hooks":{"Stop":[{"hooks":[{"type":"command"}]}]}
        "hooks":{"Stop":[{"hooks":[{"type":"command","command":1}]}]}
        "hooks":{"Stop":[{"hooks":[{"type":"command","command":"true","timeout":0}]}]}
        "hooks":{"Stop":[{"hooks":{}}]}
        "attribution":false
        P:"defaultMode":"manual"
        "disableWorkflows":null
        "sandbox":{"credentials":{"envVars":[{"name":"A","mode":"mask"}]}}
        "extraKnownMarketplaces":{"a":{"source":{"source":"github"}}}
        "extraKnownMarketplaces":{"a":{"source":{"source":"github","repo":"a/b"},"autoUpdate":"x"}}
        "blockedMarketplaces":[{"source":"pluginDirectory"}]
        "strictKnownMarketplaces":null
        "subagentStatusLine":"x"
        "policyHelper":"x"
        "policyHelper":{"path":"x","timeoutMs":"x"}
        "spinnerTipsOverride":{"excludeDefault":true}
        "spinnerTipsOverride":"x"
        "enabledMcpjsonServers":"x"
        "hooks":{"SessionStart":[{"hooks":[{"type":"http","url":"nope"}]}]}
        """;

    private const string LoseNothing = """
        "hooks":[]
        "hooks":"x"
        "hooks":null
        "hooks":{"PreToolUse":null}
        "hooks":{"SessionStart":null}
        "hooks":{"SessionStart":"x"}
        "hooks":{"SessionStart":{}}
        "hooks":{"Bogus":[{"matcher":"Bash"}]}
        "hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"true","cloud":"x"}]}]}
        "env":{"A":null}
        "env":{"A":{}}
        P:"blockReadsExemptPaths":1
        P:"allow":[1]
        P:"allow":[null]
        "PreToolUse":[]
        "sandbox":{"bwrapPath":1}
        "modelPicker":"x"
        "modelPricing":"x"
        "managedMcpServers":"x"
        "managedMcpServers":{"a":1}
        "remoteControl":"x"
        "allowedMcpServers":"x"
        "deniedMcpServers":[1]
        "attributionProjectPolicy":"x"
        "sshHostCommands":"x"
        "statusLine":{"type":"command","command":"x","refreshInterval":0}
        "worktree":{"bgIsolation":"x"}
        "env":{"A":[1]}
        "hooks":{"SessionStart":[{"hooks":[{"type":"http","url":"a:b"}]}]}
        "managedMcpServers":{"a":{"type":"http","url":"https://x.example"}}
        "denyInsteadOfPrompting":"x"
        "tui":"fullscreen"
        "ultracode":"x"
        "theme":1
        "footerLinksRegexes":"x"
        "deniedModels":"x"
        "availableModelsMatch":"x"
        """;

    [TestCaseSource(nameof(Lines), new object[] { DropTheFile })]
    public void The_client_drops_the_file(string line) => Assert.That(Parse(line).Loads, Is.False);

    [TestCaseSource(nameof(Lines), new object[] { DropTheFileInOldVersions })]
    public void Only_older_versions_drop_the_file(string line)
    {
        var file = Parse(line);
        Assert.That((file.Loads, file.LossInOldVersions is null), Is.EqualTo((true, false)), file.Loss?.Message);
    }

    [TestCaseSource(nameof(Lines), new object[] { LoseNothing })]
    public void The_client_keeps_the_file(string line)
    {
        var file = Parse(line);
        Assert.That((file.Loss?.Message, file.LossInOldVersions?.Message), Is.EqualTo(((string?)null, (string?)null)));
    }

    /// <summary>Values as teams write them.</summary>
    [TestCase("""{"permissions":{"deny":["Read(.env)"],"allow":["Bash(dotnet test *)"],"defaultMode":"acceptEdits","additionalDirectories":["../lib"],"disableBypassPermissionsMode":"disable"},"env":{"A":"b"},"model":"opus","cleanupPeriodDays":30,"includeCoAuthoredBy":false}""")]
    [TestCase("""{"hooks":{"PreToolUse":[{"matcher":"Bash|Edit","hooks":[{"type":"command","command":"a","timeout":30,"onFailure":"block"},{"type":"http","url":"https://example.com/x","headers":{"A":"$B"},"allowedEnvVars":["B"]},{"type":"prompt","prompt":"x","model":"haiku"}]}],"Stop":[{"hooks":[{"type":"agent","prompt":"x"},{"type":"mcp_tool","server":"a","tool":"b","input":{}}]}]}}""")]
    [TestCase("""{"extraKnownMarketplaces":{"a":{"source":{"source":"github","repo":"a/b","ref":"v1","sparsePaths":["x"]},"autoUpdate":false},"b":{"source":{"source":"git","url":"git@example.com:a/b.git"}},"c":{"source":{"source":"directory","path":"./plugins"}},"d":{"source":{"source":"url","url":"https://example.com/m.json"}},"e":{"source":{"source":"npm","package":"@a/b"}}},"enabledPlugins":{"x@a":true,"y@a":["1"]}}""")]
    [TestCase("""{"statusLine":{"type":"command","command":"x","padding":0},"spinnerVerbs":{"mode":"append","verbs":["x"]},"attribution":{"commit":"","pr":""},"worktree":{"symlinkDirectories":["node_modules"],"sparsePaths":["src"],"baseRef":"head"},"voice":{"enabled":true,"mode":"hold"},"fileSuggestion":{"type":"command","command":"x"},"autoUpdatesChannel":"stable","disableAutoMode":"disable","forceLoginOrgUUID":["a"],"tui":"fullscreen"}""")]
    [TestCase("""{"sandbox":{"enabled":true,"failIfUnavailable":true,"excludedCommands":["docker"],"network":{"allowedDomains":["*.example.com"],"allowUnixSockets":["/x"],"allowLocalBinding":true,"httpProxyPort":8080,"allowMachLookup":["com.example.*"]},"filesystem":{"denyRead":["./.env"],"allowWrite":["/tmp"]},"credentials":{"files":[{"path":"~/.aws","mode":"deny"}],"envVars":[{"name":"NUGET_API_KEY","mode":"deny"}]},"ripgrep":{"command":"rg","args":[]},"ignoreViolations":{"*":["/x"]}}}""")]
    public void Ordinary_settings_are_loaded_by_all_versions(string text)
    {
        var file = SettingsFile.Parse(ClientSettings.ProjectPath, SettingsScope.Project, text);
        Assert.That((file.Loss?.Message, file.LossInOldVersions?.Message), Is.EqualTo(((string?)null, (string?)null)));
    }

    private static IEnumerable<TestCaseData> Lines(string text) => text.Split('\n').Select(l => new TestCaseData(l.Trim()).SetArgDisplayNames(l.Trim().Replace('.', ' ')));

    private static SettingsFile Parse(string line)
    {
        var (inner, outer) = line.StartsWith("P:", StringComparison.Ordinal) ? ("," + line[2..], string.Empty) : (string.Empty, "," + line);
        var text = line.StartsWith("\"permissions\"", StringComparison.Ordinal) ? $"{{{line}}}" : $"{{\"permissions\":{{\"deny\":[\"Read(.env)\"]{inner}}}{outer}}}";
        return SettingsFile.Parse(ClientSettings.ProjectPath, SettingsScope.Project, text);
    }
}
