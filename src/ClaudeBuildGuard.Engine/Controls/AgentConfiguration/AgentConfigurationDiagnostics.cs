using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>The diagnostics about what the agent runs (CBG8xxx).</summary>
public static class AgentConfigurationDiagnostics
{
    /// <summary>A hook, helper, server or inline command runs code that it fetches.</summary>
    public static Diagnostic RemoteCode { get; } = new("CBG8001", "Agent configuration runs remote code", Severity.Error, "A1");

    /// <summary>A hook approves tool calls by itself.</summary>
    public static Diagnostic ApprovesByItself { get; } = new("CBG8002", "Hook approves tool calls by itself", Severity.Error, "C6");

    /// <summary>A hook that guards lets the call through when it fails.</summary>
    public static Diagnostic FailsOpen { get; } = new("CBG8003", "Guarding hook fails open", Severity.Warning, "A2");

    /// <summary>The script of a guarding hook is not in the repository.</summary>
    public static Diagnostic HookMissing { get; } = new("CBG8004", "Hook's script is missing", Severity.Warning, "A2");

    /// <summary>A shared settings file names a program that hands out credentials.</summary>
    public static Diagnostic CredentialHelper { get; } = new("CBG8005", "Credential helper in shared settings", Severity.Warning, "A2 B4");

    /// <summary>A secret stands in agent configuration.</summary>
    public static Diagnostic LiteralSecret { get; } = new("CBG8006", "Secret in agent configuration", Severity.Error, "A2 B2");

    /// <summary>A server's package is not pinned.</summary>
    public static Diagnostic Unpinned { get; } = new("CBG8007", "MCP server package is not pinned", Severity.Warning, "A1");

    /// <summary>Traffic is not encrypted.</summary>
    public static Diagnostic PlainText { get; } = new("CBG8008", "Agent traffic is not encrypted", Severity.Error, "A1 A2");

    /// <summary>A server serves more than the project.</summary>
    public static Diagnostic ServesHost { get; } = new("CBG8009", "MCP server serves more than the project", Severity.Error, "A2 D3");

    /// <summary>A server is started through a shell.</summary>
    public static Diagnostic ShellLauncher { get; } = new("CBG8010", "MCP server started through a shell", Severity.Warning, "A1");

    /// <summary>A plugin source can change what it delivers.</summary>
    public static Diagnostic PluginSource { get; } = new("CBG8011", "Plugin source is not pinned", Severity.Warning, "A1");

    /// <summary>A skill or command runs or allows more than it should.</summary>
    public static Diagnostic WideSkill { get; } = new("CBG8012", "Skill or command runs with wide rights", Severity.Warning, "A1");

    /// <summary>A variable redirects, unlocks or injects into the client.</summary>
    public static Diagnostic DangerousVariable { get; } = new("CBG8013", "Dangerous variable for the agent", Severity.Error, "A1 A2");

    /// <summary>An allow rule approves nearly everything.</summary>
    public static Diagnostic BroadAllow { get; } = new("CBG8014", "Allow rule is too broad", Severity.Warning, "A2 C6");

    /// <summary>A credential stands in an allow rule.</summary>
    public static Diagnostic SecretInRule { get; } = new("CBG8015", "Credential in a permission rule", Severity.Error, "A2 B2");

    /// <summary>Every server of the project is approved in advance.</summary>
    public static Diagnostic AllServersApproved { get; } = new("CBG8016", "All project servers approved in advance", Severity.Warning, "A1");

    /// <summary>A file of one checkout is committed.</summary>
    public static Diagnostic PersonalFileCommitted { get; } = new("CBG8017", "Personal agent settings committed", Severity.Warning, "A2");

    /// <summary>Hooks are switched off for everybody.</summary>
    public static Diagnostic HooksOff { get; } = new("CBG8018", "Hooks switched off", Severity.Warning, "A2");

    /// <summary>A pipeline with the repository's secrets checks out foreign code for the agent.</summary>
    public static Diagnostic ForeignCode { get; } = new("CBG8020", "Agent works on foreign code with the repository's secrets", Severity.Error, "A1 C3");

    /// <summary>Anybody can start the agent.</summary>
    public static Diagnostic AnybodyStarts { get; } = new("CBG8021", "Anybody can start the agent", Severity.Error, "A1");

    /// <summary>The agent's whole output is written to the log.</summary>
    public static Diagnostic FullOutput { get; } = new("CBG8022", "Agent's full output in the log", Severity.Error, "A2");

    /// <summary>An input of the action has no effect.</summary>
    public static Diagnostic InputWithoutEffect { get; } = new("CBG8023", "Action input without effect", Severity.Warning, "A1");

    /// <summary>The action can change without notice.</summary>
    public static Diagnostic ActionUnpinned { get; } = new("CBG8024", "Agent action is not pinned", Severity.Warning, "A1");

    /// <summary>Text of an event goes into a command or prompt.</summary>
    public static Diagnostic EventText { get; } = new("CBG8025", "Event text goes to the agent", Severity.Warning, "A1");

    /// <summary>An agent that others can address has wide rights.</summary>
    public static Diagnostic WideRights { get; } = new("CBG8026", "Addressable agent has wide rights", Severity.Warning, "A1");

    /// <summary>The client loads settings from code that is under review.</summary>
    public static Diagnostic LoadsReviewedSettings { get; } = new("CBG8027", "Agent loads settings from the code under review", Severity.Warning, "A1");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Diagnostic> All { get; } =
    [
        RemoteCode, ApprovesByItself, FailsOpen, HookMissing, CredentialHelper, LiteralSecret, Unpinned, PlainText, ServesHost, ShellLauncher, PluginSource, WideSkill,
        DangerousVariable, BroadAllow, SecretInRule, AllServersApproved, PersonalFileCommitted, HooksOff, ForeignCode, AnybodyStarts, FullOutput, InputWithoutEffect,
        ActionUnpinned, EventText, WideRights, LoadsReviewedSettings,
    ];
}
