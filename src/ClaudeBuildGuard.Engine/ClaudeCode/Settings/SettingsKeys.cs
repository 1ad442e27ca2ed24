using System.Collections.Immutable;
using static ClaudeBuildGuard.Engine.ClaudeCode.Settings.SettingsShape;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Settings;

/// <summary>
/// The keys whose wrong value makes the client drop the whole file, and the keys that work only in some files.
/// </summary>
/// <remarks>
/// Each shape was measured with the client (2.1.197 and 2.1.330): a file that denies one read and holds one wrong value, and then
/// whether the read is still denied. Keys that were seen to be skipped instead are not listed, nor are unknown ones: neither is ever
/// an error. A value that only the older of the two rejects is not listed either. See docs/design/settings-measured.md.
/// </remarks>
internal static class SettingsKeys
{
    private static readonly SettingsShape Handler = new Keys(
        new Dictionary<string, SettingsShape>
        {
            ["type"] = OneOf("command", "http", "mcp_tool", "prompt", "agent"),
            ["command"] = Text,
            ["timeout"] = Number,
        },
        "type");

    private static readonly SettingsShape HookEvent = new ListOf(
        new Keys(new Dictionary<string, SettingsShape> { ["matcher"] = Text, ["hooks"] = new ListOf(Handler) }, "hooks"));

    /// <summary>The events of hooks that are checked; an event that is not listed is skipped by the client without harm.</summary>
    public static IReadOnlyList<string> HookEvents { get; } =
    [
        "PreToolUse", "PostToolUse", "UserPromptSubmit", "SessionStart", "SessionEnd", "Stop", "SubagentStop", "PreCompact", "Notification",
    ];

    private static readonly string[] Flags =
    [
        "agentPushNotifEnabled", "allowAllClaudeAiMcps", "allowManagedHooksOnly", "allowManagedMcpServersOnly",
        "allowManagedPermissionRulesOnly", "alwaysThinkingEnabled", "autoCompactEnabled", "autoMemoryEnabled", "autoScrollEnabled",
        "awaySummaryEnabled", "channelsEnabled", "disableAgentView", "disableAllHooks", "disableArtifact", "disableBundledSkills",
        "disableClaudeAiConnectors", "disableCommandPluginSources", "disableDeepLinkRegistration", "disableRemoteControl",
        "disableSideloadFlags", "disableSkillShellExecution", "disableWorkflows", "emojiCompletionEnabled", "enableAllProjectMcpServers",
        "enableArtifact", "enableWorkflows", "fastMode", "fileCheckpointingEnabled", "includeCoAuthoredBy", "includeGitInstructions",
        "inputNeededNotifEnabled", "isolatePeerMachines", "prefersReducedMotion", "promptSuggestionEnabled", "respectGitignore",
        "showThinkingSummaries", "showTurnDuration", "skipAutoPermissionPrompt", "skipDangerousModePermissionPrompt",
        "skipWebFetchPreflight", "spinnerTipsEnabled", "switchModelsOnFlag", "syntaxHighlightingDisabled", "terminalProgressBarEnabled",
        "useAutoModeDuringPlan", "verbose", "voiceEnabled", "workflowKeywordTriggerEnabled",
    ];

    /// <summary>The shape of a settings file.</summary>
    public static SettingsShape File { get; } = new Keys(new Dictionary<string, SettingsShape>(Flags.ToDictionary(f => f, _ => Flag))
    {
        ["$schema"] = Text,
        ["permissions"] = new Keys(new Dictionary<string, SettingsShape>
        {
            ["allow"] = SettingsShape.List,
            ["ask"] = SettingsShape.List,
            ["deny"] = SettingsShape.List,
            ["additionalDirectories"] = Texts,
            ["defaultMode"] = OneOf("default", "manual", "acceptEdits", "plan", "auto", "dontAsk", "bypassPermissions"),
            ["disableBypassPermissionsMode"] = OneOf("disable"),
            ["disableAutoMode"] = OneOf("disable"),
            ["blockReadsOutsideWorkingDirectories"] = Flag,
        }),
        ["hooks"] = new WhenObject(new Keys(HookEvents.ToDictionary(e => e, _ => HookEvent))),
        ["sandbox"] = new Keys(new Dictionary<string, SettingsShape>
        {
            ["enabled"] = Flag,
            ["failIfUnavailable"] = Flag,
            ["autoAllowBashIfSandboxed"] = Flag,
            ["allowUnsandboxedCommands"] = Flag,
            ["excludedCommands"] = Texts,
            ["filesystem"] = new Keys(new Dictionary<string, SettingsShape>
            {
                ["denyRead"] = Texts,
                ["allowRead"] = Texts,
                ["denyWrite"] = Texts,
                ["allowWrite"] = Texts,
            }),
            ["network"] = new Keys(new Dictionary<string, SettingsShape>
            {
                ["allowedDomains"] = Texts,
                ["httpProxyPort"] = Number,
                ["socksProxyPort"] = Number,
            }),
            ["credentials"] = new Keys(new Dictionary<string, SettingsShape>
            {
                ["envVars"] = new ListOf(Credential("name")),
                ["files"] = new ListOf(Credential("path")),
            }),
        }),
        ["env"] = SettingsShape.Object,
        ["model"] = Text,
        ["apiKeyHelper"] = Text,
        ["awsAuthRefresh"] = Text,
        ["otelHeadersHelper"] = Text,
        ["outputStyle"] = Text,
        ["language"] = Text,
        ["agent"] = Text,
        ["plansDirectory"] = Text,
        ["minimumVersion"] = Text,
        ["cleanupPeriodDays"] = Count,
        ["defaultShell"] = OneOf("bash", "powershell"),
        ["claudeMdExcludes"] = Texts,
        ["availableModels"] = Texts,
        ["companyAnnouncements"] = Texts,
        ["allowedHttpHookUrls"] = Texts,
        ["enabledPlugins"] = SettingsShape.Object,
        ["statusLine"] = new Keys(new Dictionary<string, SettingsShape> { ["type"] = OneOf("command"), ["command"] = Text }, "type", "command"),
        ["attribution"] = new Keys(new Dictionary<string, SettingsShape> { ["commit"] = Text, ["pr"] = Text }),
        ["worktree"] = SettingsShape.Object,
        ["fileSuggestion"] = SettingsShape.Object,
    });

    /// <summary>Keys, with dots, that only a managed file may set.</summary>
    public static ImmutableArray<string> ManagedOnly { get; } =
    [
        "allowAllClaudeAiMcps", "allowManagedHooksOnly", "allowManagedMcpServersOnly", "allowManagedPermissionRulesOnly",
        "allowedChannelPlugins", "blockedMarketplaces", "browserExternalPageTools", "channelsEnabled", "claudeMd",
        "disableBrowserExternalNavigation", "disableCommandPluginSources", "disableMobileSimulatorTools", "disableSideloadFlags",
        "forceLoginGatewayUrl", "forceRemoteSettingsRefresh", "parentSettingsBehavior", "pluginSuggestionMarketplaces",
        "pluginTrustMessage", "policyHelper", "requiredMaximumVersion", "requiredMinimumVersion", "sandbox.bwrapPath", "sandbox.socatPath",
        "sandbox.filesystem.allowManagedReadPathsOnly", "sandbox.network.allowManagedDomainsOnly", "sshHostAllowlist",
        "strictKnownMarketplaces", "strictPluginOnlyCustomization", "wslInheritsWindowsSettings",
    ];

    /// <summary>Keys, with dots, that only a user's own or a managed file may set.</summary>
    public static ImmutableArray<string> UserOrManagedOnly { get; } =
    [
        "askUserQuestionTimeout", "autoMode", "dialogExpiry", "enableArtifact", "footerLinksRegexes", "pluginConfigs", "processWrapper",
        "sandbox.allowAppleEvents", "sandbox.credentials.allowPlaintextInject", "sandbox.credentials.awsPairs", "sandbox.credentials.sigv4",
        "sandbox.filesystem.disabled", "sandbox.network.strictAllowlist", "sandbox.network.tlsTerminate", "sandbox.ripgrep",
        "skipAutoPermissionPrompt", "spellcheck", "sshConfigs", "vimInsertModeRemaps",
    ];

    /// <summary>Keys, with dots, that a user's, local or managed file may set, but not the project's shared file.</summary>
    public static ImmutableArray<string> NotInProject { get; } =
    [
        "skipDangerousModePermissionPrompt", "syncClaudeAiSkills", "useAutoModeDuringPlan",
    ];

    /// <summary>Keys that people write in a place where the client never looks, with the place where it does.</summary>
    public static IReadOnlyDictionary<string, string> Misplaced { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["allow"] = "permissions.allow",
        ["ask"] = "permissions.ask",
        ["deny"] = "permissions.deny",
        ["allowedTools"] = "permissions.allow",
        ["disallowedTools"] = "permissions.deny",
        ["ignorePatterns"] = "permissions.deny",
        ["excludePatterns"] = "permissions.deny",
        ["defaultMode"] = "permissions.defaultMode",
        ["permission-mode"] = "permissions.defaultMode",
        ["disableBypassPermissionsMode"] = "permissions.disableBypassPermissionsMode",
        ["additionalDirectories"] = "permissions.additionalDirectories",
        ["mcpServers"] = ".mcp.json",
        ["permissions.read"] = "permissions.deny",
    };

    private static Keys Credential(string subject) =>
        new(new Dictionary<string, SettingsShape> { [subject] = Text, ["mode"] = OneOf("deny", "mask") }, subject, "mode");
}
