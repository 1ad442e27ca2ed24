using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>The diagnostics about what an agent must not read, and whether anything enforces it (CBG1xxx).</summary>
internal static class ExclusionDiagnostics
{
    /// <summary>There is no ignore file.</summary>
    public static Diagnostic IgnoreFileMissing { get; } = new("CBG1001", "Ignore file missing", Severity.Error, "B1 G1");

    /// <summary>The ignore file lacks a pattern that every repository or this one needs.</summary>
    public static Diagnostic PatternMissing { get; } = new("CBG1002", "Required pattern not excluded", Severity.Error, "B1 G1");

    /// <summary>A secret file exists and the ignore file does not exclude it.</summary>
    public static Diagnostic SecretNotExcluded { get; } = new("CBG1003", "Secret file not excluded by the ignore file", Severity.Error, "A2 B1 G1");

    /// <summary>The ignore file excludes secrets, and no deny rule does.</summary>
    public static Diagnostic NotEnforced { get; } = new("CBG1101", "Excluded, but nothing enforces it", Severity.Error, "A2 B1 B4");

    /// <summary>A secret file that the agent's Read tool opens.</summary>
    public static Diagnostic SecretReadable { get; } = new("CBG1102", "Secret file that the agent can read", Severity.Error, "A2 B4");

    /// <summary>The client drops the whole settings file.</summary>
    public static Diagnostic SettingsNotLoaded { get; } = new("CBG1103", "Settings file that the client will not load", Severity.Error, "A2 B4");

    /// <summary>A deny or ask rule that the client never consults.</summary>
    public static Diagnostic RuleWithoutEffect { get; } = new("CBG1104", "Permission rule without effect", Severity.Warning, "A2");

    /// <summary>A line of the ignore file that cannot mean what it was meant to.</summary>
    public static Diagnostic IgnoreLineWithoutEffect { get; } = new("CBG1105", "Ignore line without effect", Severity.Warning, "B1");

    /// <summary>A deny rule hides a template that holds no secret.</summary>
    public static Diagnostic RuleHidesTemplate { get; } = new("CBG1106", "Deny rule hides a file without secrets", Severity.Warning, "B1");

    /// <summary>A memory file imports a secret file: no deny rule stops that.</summary>
    public static Diagnostic SecretImported { get; } = new("CBG1107", "Secret file imported into CLAUDE.md", Severity.Error, "A2 B1");

    /// <summary>A key stands where the client does not look for it.</summary>
    public static Diagnostic KeyWithoutEffect { get; } = new("CBG1108", "Settings key without effect", Severity.Warning, "A2");

    /// <summary>Bash is restricted and PowerShell is not.</summary>
    public static Diagnostic PowerShellUnrestricted { get; } = new("CBG1109", "Bash rules without PowerShell twins", Severity.Warning, "A2");

    /// <summary>Shell commands, servers, copies or variables reach a secret file that the Read tool is denied.</summary>
    public static Diagnostic RoutesOpen { get; } = new("CBG1110", "Routes to a denied file stay open", Severity.Warning, "A2 D5");

    /// <summary>A session that is started below the root does not load the settings of the root.</summary>
    public static Diagnostic SettingsNotLoadedBelow { get; } = new("CBG1111", "Settings that a session in a subdirectory does not load", Severity.Warning, "A2");

    /// <summary>Developers' secrets for the project, outside the repository, that no rule denies.</summary>
    public static Diagnostic UserSecretsReadable { get; } = new("CBG1112", "User secrets that the agent can read", Severity.Warning, "A2 B1 B4");

    /// <summary>A tool of a vault will write secrets where the agent can read them.</summary>
    public static Diagnostic VaultOutputReadable { get; } = new("CBG1113", "Secrets of a vault will land in reach", Severity.Warning, "A2 B1 B4");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Diagnostic> All { get; } =
    [
        IgnoreFileMissing, PatternMissing, SecretNotExcluded, NotEnforced, SecretReadable, SettingsNotLoaded, RuleWithoutEffect,
        IgnoreLineWithoutEffect, RuleHidesTemplate, SecretImported, KeyWithoutEffect, PowerShellUnrestricted, RoutesOpen,
        SettingsNotLoadedBelow, UserSecretsReadable, VaultOutputReadable,
    ];
}
