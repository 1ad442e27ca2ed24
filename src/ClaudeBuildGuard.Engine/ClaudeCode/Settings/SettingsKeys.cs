using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Documents;
using static ClaudeBuildGuard.Engine.ClaudeCode.Settings.SettingsShape;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Settings;

/// <summary>
/// The keys whose wrong value makes the client drop the whole file, and the keys that work only in some files.
/// </summary>
/// <remarks>
/// The table covers every key that the client (2.1.197 and 2.1.332) knows and judges; a good part was measured with both: a file that denies
/// one read and holds one wrong value, and then whether the read is still denied. A key whose wrong value is skipped is not listed, nor is
/// an unknown one: neither is ever an error. A value that only the older of the two rejects is a warning. See docs/design/settings-measured.md.
/// </remarks>
internal static class SettingsKeys
{
    /// <summary>The oldest version that the values were measured with.</summary>
    public const string OldVersion = "2.1.197";

    /// <summary>Keys of <c>true</c> or <c>false</c>.</summary>
    private static readonly string[] Flags =
    [
        "agentPushNotifEnabled", "allowAllClaudeAiMcps", "allowClaudeInChromeWithManagedMcp", "allowNestedModelAccessUnderForceLogin",
        "alwaysThinkingEnabled", "autoCompactEnabled", "autoDreamEnabled", "autoMemoryEnabled", "autoScrollEnabled", "awaySummaryEnabled",
        "axScreenReader", "bashEditDiffEnabled", "clawdFileProgressEnabled", "disableAllHooks", "disableReplyCheck", "doneMeansMerged",
        "emojiCompletionEnabled", "fastMode", "forceRemoteSettingsRefresh", "idleCompaction", "includeCoAuthoredBy", "includeGitInstructions",
        "inputNeededNotifEnabled", "precomputeCompactionEnabled", "prefersReducedMotion", "promptSuggestionEnabled", "respectGitignore",
        "respondToBashCommands", "showClearContextOnPlanAccept", "showMessageTimestamps", "showThinkingSummaries", "showTurnDuration",
        "spinnerTipsEnabled", "switchModelsOnFlag", "syntaxHighlightingDisabled", "terminalProgressBarEnabled", "terminalTitleFromRename",
        "todoFeatureEnabled", "totalTokensReminderAfterUserTurn", "verbose", "voiceEnabled", "wheelScrollAccelerationEnabled",
        "workflowKeywordTriggerEnabled", "wslInheritsWindowsSettings",
    ];

    /// <summary>Keys of <c>true</c> or <c>false</c> whose <c>null</c> means to the present version that the key is not there.</summary>
    private static readonly string[] NullableFlags =
    [
        "allowManagedHooksOnly", "allowManagedMcpServersOnly", "allowManagedPermissionRulesOnly", "autoUploadSessions", "channelsEnabled",
        "disableAgentView", "disableArtifact", "disableBundledSkills", "disableClaudeAiConnectors", "disableRemoteControl",
        "disableSideloadFlags", "disableSkillShellExecution", "disableWorkflows", "enableAllProjectMcpServers", "enableArtifact",
        "enableWorkflows", "enforceAvailableModels", "fastModePerSessionOptIn", "fileCheckpointingEnabled", "isolatePeerMachines",
        "remoteControlAtStartup", "skipAutoPermissionPrompt", "skipDangerousModePermissionPrompt", "skipWebFetchPreflight",
        "skipWorkflowUsageWarning", "useAutoModeDuringPlan",
    ];

    /// <summary>The same, of keys that versions before know nothing of.</summary>
    private static readonly string[] NewNullableFlags =
    [
        "autoContinueAtUsageLimit", "disableCommandPluginSources", "disableDirectMcpSkills", "disableWindowsBashCommandSplit",
        "responseComparisonEnabled", "syncClaudeAiPlugins", "syncClaudeAiSkills",
    ];

    private static readonly string[] TextKeys =
    [
        "$schema", "advisorModel", "agent", "apiKeyHelper", "attributionProject", "autoMemoryDirectory", "awsAuthRefresh", "awsCredentialExport",
        "claudeMd", "downloadsMirrorUrl", "gcpAuthRefresh", "language", "minimumVersion", "model", "modelCatalogPublicKey", "modelCatalogUrl",
        "otelHeadersHelper", "outputStyle", "plansDirectory", "pluginTrustMessage", "processWrapper", "proxyAuthHelper", "prUrlTemplate",
        "requiredMaximumVersion", "requiredMinimumVersion", "timeFormat", "timeZone",
    ];

    private static readonly string[] ListsOfTexts =
    [
        "allowedHttpHookUrls", "availableModels", "claudeMdExcludes", "companyAnnouncements", "fallbackModel",
        "httpHookAllowedEnvVars", "pluginSuggestionMarketplaces",
    ];

    /// <summary>The events of hooks that may stop a tool call: what is wrong below them makes the present version drop the file.</summary>
    private static readonly string[] GuardEvents = ["PreToolUse", "PermissionRequest"];

    /// <summary>The other events; what is wrong below them is skipped by the present version, while an older one drops the file.</summary>
    private static readonly string[] OtherEvents =
    [
        "PostToolUse", "PostToolUseFailure", "PostToolBatch", "Notification", "UserPromptSubmit", "UserPromptExpansion", "SessionStart",
        "SessionEnd", "Stop", "StopFailure", "SubagentStart", "SubagentStop", "PreCompact", "PostCompact", "PermissionDenied", "Setup",
        "TeammateIdle", "TaskCreated", "TaskCompleted", "Elicitation", "ElicitationResult", "ConfigChange", "WorktreeCreate",
        "WorktreeRemove", "InstructionsLoaded", "CwdChanged", "FileChanged", "MessageDisplay",
    ];

    /// <summary>A known event, which older versions do not know.</summary>
    private const string NewGuardEvent = "PreSkillShellCommand";

    private static readonly SettingsShape Handler = new KindOf("type", new Dictionary<string, SettingsShape>
    {
        ["command"] = HandlerOf(
            new Dictionary<string, SettingsShape>
            {
                ["command"] = Text,
                ["args"] = Texts,
                ["shell"] = OneOf("bash", "powershell"),
                ["onFailure"] = OneOf("continue", "block"),
                ["async"] = Flag,
                ["asyncRewake"] = Flag,
                ["holdsTools"] = Flag,
                ["rewakeMessage"] = FilledText,
                ["rewakeSummary"] = FilledText,
            },
            "command"),
        ["http"] = HandlerOf(
            new Dictionary<string, SettingsShape>
            {
                ["url"] = Address,
                ["onFailure"] = OneOf("continue", "block"),
                ["headers"] = new MapOf(Text),
                ["allowedEnvVars"] = Texts,
            },
            "url"),
        ["mcp_tool"] = HandlerOf(new Dictionary<string, SettingsShape> { ["server"] = Text, ["tool"] = Text, ["input"] = SettingsShape.Object }, "server", "tool"),
        ["prompt"] = HandlerOf(new Dictionary<string, SettingsShape> { ["prompt"] = Text, ["model"] = Text, ["continueOnBlock"] = Flag }, "prompt"),
        ["agent"] = HandlerOf(new Dictionary<string, SettingsShape> { ["prompt"] = Text, ["model"] = Text }, "prompt"),
    });

    private static readonly SettingsShape HookGroups =
        new ListOf(new Keys(new Dictionary<string, SettingsShape> { ["matcher"] = Text, ["hooks"] = new ListOf(Handler) }, "hooks"));

    private static readonly SettingsShape Guard = new When(v => v.Kind != System.Text.Json.JsonValueKind.Null, HookGroups);

    /// <summary>Hooks of a guard event outside <c>hooks</c>, which may be what was to protect the rules beside them.</summary>
    private static readonly SettingsShape NoGuard = SettingsShape.That(
        "within 'hooks'", v => v.Kind == System.Text.Json.JsonValueKind.Null || v is { IsArray: true, Items.Count: 0 });

    private static readonly SettingsShape Hooks = new When(
        v => v.IsObject || v.Items.Any(i => i.IsObject),
        new Keys(new Dictionary<string, SettingsShape>(
            [
                .. GuardEvents.Append(NewGuardEvent).Select(e => KeyValuePair.Create(e, Guard)),
                .. OtherEvents.Select(e => KeyValuePair.Create<string, SettingsShape>(e, new When(v => v.IsArray, new InOldVersions(HookGroups)))),
                KeyValuePair.Create("hooks", SettingsShape.That("below the name of an event", v => v is not { IsArray: true, Items.Count: > 0 })),
            ])));

    private static readonly Dictionary<string, SettingsShape> MarketplaceKinds = new()
    {
        ["url"] = Source(new Dictionary<string, SettingsShape> { ["url"] = Address, ["headers"] = new MapOf(Text) }, "url"),
        ["github"] = Source(Checkout("repo"), "repo"),
        ["git"] = Source(Checkout("url"), "url"),
        ["npm"] = Source(new Dictionary<string, SettingsShape> { ["package"] = Text }, "package"),
        ["file"] = Source(new Dictionary<string, SettingsShape> { ["path"] = Text }, "path"),
        ["directory"] = Source(new Dictionary<string, SettingsShape> { ["path"] = Text }, "path"),
        ["skills-dir"] = SettingsShape.Object,
        ["hostPattern"] = Source(new Dictionary<string, SettingsShape> { ["hostPattern"] = Text }, "hostPattern"),
        ["pathPattern"] = Source(new Dictionary<string, SettingsShape> { ["pathPattern"] = Text }, "pathPattern"),
        ["settings"] = Source(new Dictionary<string, SettingsShape> { ["name"] = Text, ["plugins"] = SettingsShape.List }, "name", "plugins"),
    };

    private static readonly SettingsShape MarketplaceSource = new KindOf("source", MarketplaceKinds);

    /// <summary>An entry that the present version only skips, unless it names a kind of source that no version knows.</summary>
    private static readonly SettingsShape Marketplace = new InOldVersions(
        new Keys(new Dictionary<string, SettingsShape> { ["source"] = MarketplaceSource, ["installLocation"] = Text, ["autoUpdate"] = Flag }, "source"),
        new When(v => v.IsObject, new Keys(new Dictionary<string, SettingsShape>
        {
            ["source"] = new When(v => v["source"] is { IsString: true }, new Keys(new Dictionary<string, SettingsShape> { ["source"] = OneOf([.. MarketplaceKinds.Keys]) })),
        })));

    private static readonly SettingsShape PluginValue = SettingsShape.AnyOf("a text, a number, true or false, or a list of texts", Text, Number, Flag, Texts);

    private static readonly SettingsShape VariableName = SettingsShape.Matching("a name of letters, digits and underscores that begins with no digit", @"^[A-Za-z_][A-Za-z0-9_]*\z");

    /// <summary>The shape of a settings file.</summary>
    public static SettingsShape File { get; } = new Keys(new Dictionary<string, SettingsShape>(
    [
        .. Flags.Select(k => KeyValuePair.Create(k, Flag)),
        .. NullableFlags.Select(k => KeyValuePair.Create<string, SettingsShape>(k, Nullable(Flag))),
        .. NewNullableFlags.Select(k => KeyValuePair.Create<string, SettingsShape>(k, new When(IsNoNull, Flag))),
        .. TextKeys.Select(k => KeyValuePair.Create(k, Text)),
        .. ListsOfTexts.Select(k => KeyValuePair.Create(k, Texts)),
        .. GuardEvents.Append(NewGuardEvent).Select(k => KeyValuePair.Create(k, NoGuard)),
    ])
    {
        ["permissions"] = new Keys(new Dictionary<string, SettingsShape>
        {
            ["allow"] = SettingsShape.List,
            ["ask"] = SettingsShape.List,
            ["deny"] = SettingsShape.List,
            ["additionalDirectories"] = Texts,
            ["defaultMode"] = new InOldVersions(
                OneOf("default", "acceptEdits", "plan", "auto", "dontAsk", "bypassPermissions"),
                OneOf("default", "manual", "acceptEdits", "plan", "auto", "dontAsk", "bypassPermissions")),
            ["disableBypassPermissionsMode"] = OneOf("disable"),
            ["disableAutoMode"] = OneOf("disable"),
            ["blockReadsOutsideWorkingDirectories"] = Flag,
            ["blockFileToolReadsOutsideWorkingDirectories"] = Flag,
            ["blockWritesOutsideWorkingDirectories"] = Flag,
            ["denyInsteadOfPrompting"] = Flag,
        }),
        ["hooks"] = Hooks,
        ["sandbox"] = new Keys(new Dictionary<string, SettingsShape>
        {
            ["enabled"] = Flag,
            ["failIfUnavailable"] = Flag,
            ["autoAllowBashIfSandboxed"] = Flag,
            ["allowUnsandboxedCommands"] = Flag,
            ["enableWeakerNestedSandbox"] = Flag,
            ["allowNestedUserNamespaces"] = Flag,
            ["enableWeakerNetworkIsolation"] = Flag,
            ["allowAppleEvents"] = Flag,
            ["excludedCommands"] = Texts,
            ["ignoreViolations"] = new MapOf(Texts),
            ["ripgrep"] = new Keys(new Dictionary<string, SettingsShape> { ["command"] = Text, ["args"] = Texts }, "command"),
            ["windows"] = new Keys(new Dictionary<string, SettingsShape> { ["backend"] = OneOf("sandboxuser", "mxc") }),
            ["filesystem"] = new Keys(new Dictionary<string, SettingsShape>
            {
                ["denyRead"] = Texts,
                ["allowRead"] = Texts,
                ["denyWrite"] = Texts,
                ["allowWrite"] = Texts,
                ["allowManagedReadPathsOnly"] = Flag,
                ["disabled"] = Flag,
            }),
            ["network"] = new Keys(new Dictionary<string, SettingsShape>
            {
                ["allowedDomains"] = Texts,
                ["deniedDomains"] = Texts,
                ["strictAllowlist"] = Flag,
                ["allowManagedDomainsOnly"] = Flag,
                ["allowUnixSockets"] = Texts,
                ["allowAllUnixSockets"] = Flag,
                ["allowLocalBinding"] = Flag,
                ["allowMachLookup"] = new ListOf(SettingsShape.Matching("a name with a star at its end at most", @"^[^*]*\*?\z")),
                ["httpProxyPort"] = Number,
                ["socksProxyPort"] = Number,
                ["tlsTerminate"] = new Keys(new Dictionary<string, SettingsShape> { ["caCertPath"] = FilledText, ["caKeyPath"] = FilledText }),
            }),
            ["credentials"] = new Keys(new Dictionary<string, SettingsShape>
            {
                ["envVars"] = new ListOf(Credential("name", VariableName)),
                ["files"] = new ListOf(Credential("path", FilledText)),
                ["allowPlaintextInject"] = Flag,
                ["awsPairs"] = new ListOf(new Keys(
                    new Dictionary<string, SettingsShape> { ["accessKeyIdVar"] = VariableName, ["secretAccessKeyVar"] = VariableName, ["sessionTokenVar"] = VariableName },
                    "accessKeyIdVar",
                    "secretAccessKeyVar")),
                ["sigv4"] = new Keys(new[] { "streaming", "presigned", "sigv4a" }.ToDictionary(k => k, _ => OneOf("deny", "passthrough"))),
            }),
        }),
        ["env"] = SettingsShape.Object,
        ["enabledMcpjsonServers"] = NamesOfServers(),
        ["disabledMcpjsonServers"] = NamesOfServers(),
        ["cleanupPeriodDays"] = Count,
        ["desktopSessionCleanupPeriodDays"] = SettingsShape.Whole("a whole number, without quotes", 0),
        ["skillListingMaxDescChars"] = Count,
        ["totalTokensReminderBudget"] = Count,
        ["skillListingBudgetFraction"] = SettingsShape.NumberThat("a number above 0, and 1 at most", n => n is > 0 and <= 1),
        ["feedbackSurveyRate"] = SettingsShape.NumberThat("a number from 0 to 1", n => n is >= 0 and <= 1),
        ["defaultShell"] = OneOf("bash", "powershell"),
        ["defaultView"] = OneOf("chat", "transcript"),
        ["autoUpdatesChannel"] = OneOf("latest", "stable", "rc"),
        ["daemonColdStart"] = OneOf("transient", "ask"),
        ["disableAutoMode"] = Nullable(OneOf("disable")),
        ["disableDeepLinkRegistration"] = Nullable(OneOf("disable")),
        ["feedbackDrafts"] = new When(IsNoNull, OneOf("notify", "quiet", "off")),
        ["managedSourcesBehavior"] = OneOf("first-wins", "merge"),
        ["parentSettingsBehavior"] = OneOf("first-wins", "merge"),
        ["totalTokensReminder"] = OneOf("off", "infinite", "fixed", "countdown", "padded-countdown"),
        ["tui"] = OneOf("default", "fullscreen"),
        ["workflowSizeGuideline"] = OneOf("unrestricted", "small", "medium", "large"),
        ["forceLoginOrgUUID"] = SettingsShape.AnyOf("a text or a list of texts", Text, Texts),
        ["modelOverrides"] = new MapOf(Text),
        ["skillOverrides"] = new MapOf(OneOf("on", "name-only", "user-invocable-only", "off")),
        ["enabledPlugins"] = new MapOf(SettingsShape.AnyOf("true, false or a list of texts", Flag, Texts)),
        ["pluginConfigs"] = new MapOf(new Keys(new Dictionary<string, SettingsShape> { ["mcpServers"] = new MapOf(new MapOf(PluginValue)), ["options"] = new MapOf(PluginValue) })),
        ["extraKnownMarketplaces"] = Marketplaces(),
        ["additionalMarketplaces"] = new When(v => v.IsObject, new MapOf(Marketplace)),
        ["strictKnownMarketplaces"] = Nullable(new ListOf(MarketplaceSource)),
        ["allowedMarketplaces"] = new When(IsNoNull, new ListOf(MarketplaceSource)),
        ["blockedMarketplaces"] = Nullable(new InOldVersions(
            new ListOf(MarketplaceSource),
            new ListOf(new KindOf("source", new Dictionary<string, SettingsShape>(MarketplaceKinds) { ["pluginDirectory"] = SettingsShape.Object })))),
        ["allowedChannelPlugins"] = new ListOf(new Keys(new Dictionary<string, SettingsShape> { ["marketplace"] = Text, ["plugin"] = Text }, "marketplace", "plugin")),
        ["statusLine"] = new Keys(
            new Dictionary<string, SettingsShape> { ["type"] = OneOf("command"), ["command"] = Text, ["padding"] = Number, ["hideVimModeIndicator"] = Flag }, "type", "command"),
        ["subagentStatusLine"] = new InOldVersions(Command()),
        ["fileSuggestion"] = Command(),
        ["attribution"] = new InOldVersions(
            Attribution(),
            new When(v => v.AsBoolean is null, Attribution())),
        ["worktree"] = new Keys(new Dictionary<string, SettingsShape> { ["symlinkDirectories"] = Texts, ["sparsePaths"] = Texts, ["baseRef"] = OneOf("fresh", "head") }),
        ["autoMode"] = new Keys(new Dictionary<string, SettingsShape>
        {
            ["allow"] = Texts,
            ["soft_deny"] = Texts,
            ["hard_deny"] = Texts,
            ["environment"] = Texts,
            ["classifyAllShell"] = Flag,
        }),
        ["spinnerVerbs"] = new Keys(new Dictionary<string, SettingsShape> { ["mode"] = OneOf("append", "replace"), ["verbs"] = Texts }, "mode", "verbs"),
        ["spinnerTipsOverride"] = new InOldVersions(new Keys(new Dictionary<string, SettingsShape> { ["excludeDefault"] = Flag, ["tips"] = Texts }, "tips")),
        ["voice"] = new Keys(new Dictionary<string, SettingsShape> { ["enabled"] = Flag, ["mode"] = OneOf("hold", "tap"), ["autoSubmit"] = Flag }),
        ["remote"] = new Keys(new Dictionary<string, SettingsShape> { ["defaultEnvironmentId"] = Text }),
        ["remoteTools"] = new Keys(new Dictionary<string, SettingsShape> { ["allowUnattendedServing"] = Flag }),
        ["breakReminder"] = new Keys(new Dictionary<string, SettingsShape>
        {
            ["enabled"] = Flag,
            ["intervalMinutes"] = Count,
            ["breakThresholdMinutes"] = Count,
            ["message"] = Text,
        }),
        ["quietHours"] = new Keys(new Dictionary<string, SettingsShape> { ["enabled"] = Flag, ["start"] = TimeOfDay(), ["end"] = TimeOfDay() }),
        ["policyHelper"] = new InOldVersions(new Keys(
            new Dictionary<string, SettingsShape>
            {
                ["path"] = Text,
                ["timeoutMs"] = SettingsShape.Whole("a whole number from 1000 on", 1000),
                ["refreshIntervalMs"] = SettingsShape.NumberThat("0, or a whole number from 60000 on", n => n == 0 || (n >= 60000 && n == Math.Floor(n))),
            },
            "path")),
        ["sshConfigs"] = new ListOf(new Keys(
            new Dictionary<string, SettingsShape>
            {
                ["id"] = Text,
                ["name"] = Text,
                ["sshHost"] = Text,
                ["sshPort"] = SettingsShape.Whole("a whole number, without quotes"),
                ["sshIdentityFile"] = Text,
                ["startDirectory"] = Text,
            },
            "id",
            "name",
            "sshHost")),
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

    private static bool IsNoNull(JsonElement value) => value.Kind != System.Text.Json.JsonValueKind.Null;

    /// <summary>A key whose <c>null</c> means to the present version that it is not there.</summary>
    private static InOldVersions Nullable(SettingsShape shape) => new InOldVersions(shape, new When(IsNoNull, shape));

    /// <summary>An entry of the credentials that the sandbox hides; to mask them is newer than to deny them.</summary>
    private static InOldVersions Credential(string subject, SettingsShape shape) => new InOldVersions(
        new Keys(new Dictionary<string, SettingsShape> { [subject] = shape, ["mode"] = OneOf("deny") }, subject, "mode"),
        new Keys(new Dictionary<string, SettingsShape> { [subject] = shape, ["mode"] = OneOf("deny", "mask") }, subject, "mode"));

    private static Keys HandlerOf(Dictionary<string, SettingsShape> keys, params string[] required) => new(
        new Dictionary<string, SettingsShape>(keys) { ["if"] = Text, ["timeout"] = Positive, ["statusMessage"] = Text, ["once"] = Flag }, required);

    private static Dictionary<string, SettingsShape> Checkout(string subject) => new()
    {
        [subject] = Text,
        ["ref"] = Text,
        ["path"] = Text,
        ["sparsePaths"] = Texts,
        ["skipLfs"] = Flag,
    };

    private static Keys Source(Dictionary<string, SettingsShape> keys, params string[] required) => new(keys, required);

    /// <summary>What is no object is skipped by the present version.</summary>
    private static InOldVersions Marketplaces() => new InOldVersions(new MapOf(Marketplace), new When(v => v.IsObject, new MapOf(Marketplace)));

    /// <summary>The present version takes a single name for a list of one.</summary>
    private static InOldVersions NamesOfServers() => new InOldVersions(
        Texts, new When(v => !(v.IsString && v.Text.Length > 0 && v.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')), Texts));

    private static Keys Command() => new(new Dictionary<string, SettingsShape> { ["type"] = OneOf("command"), ["command"] = Text }, "type", "command");

    private static Keys Attribution() => new(new Dictionary<string, SettingsShape> { ["commit"] = Text, ["pr"] = Text, ["sessionUrl"] = Flag });

    private static SettingsShape TimeOfDay() => SettingsShape.Matching("a time such as \"22:00\"", @"^([01]?[0-9]|2[0-3]):[0-5][0-9]\z");
}
