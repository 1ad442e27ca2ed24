using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Sandbox;

/// <summary>The diagnostics about the containers that agents run in (CBG5xxx).</summary>
public static class SandboxDiagnostics
{
    /// <summary>The agent's container runs as root.</summary>
    public static Diagnostic RunsAsRoot { get; } = new("CBG5001", "Agent container runs as root", Severity.Error, "C4 D1");

    /// <summary>Credentials or the home directory of the host are mounted.</summary>
    public static Diagnostic CredentialsMounted { get; } = new("CBG5002", "Host credentials mounted into the agent's container", Severity.Error, "D3");

    /// <summary>The container engine's socket is mounted.</summary>
    public static Diagnostic EngineSocketMounted { get; } = new("CBG5003", "Container engine socket in the agent's container", Severity.Error, "D3");

    /// <summary>Isolation is switched off in part.</summary>
    public static Diagnostic IsolationWeakened { get; } = new("CBG5004", "Agent container's isolation weakened", Severity.Error, "C4 D1");

    /// <summary>The network reaches any host.</summary>
    public static Diagnostic EgressOpen { get; } = new("CBG5005", "Agent container reaches any host", Severity.Warning, "C4 D2");

    /// <summary>A secret is baked into an image or a container definition.</summary>
    public static Diagnostic SecretBakedIn { get; } = new("CBG5006", "Secret baked into a container", Severity.Error, "D1");

    /// <summary>A secret file is copied into an image.</summary>
    public static Diagnostic SecretFileCopied { get; } = new("CBG5007", "Secret file copied into an image", Severity.Error, "D1");

    /// <summary>The agent becomes root without a password.</summary>
    public static Diagnostic SudoForEverything { get; } = new("CBG5008", "Agent may become root without a password", Severity.Error, "C4 D1");

    /// <summary>Something beside the project is mounted writable.</summary>
    public static Diagnostic ReferenceWritable { get; } = new("CBG5009", "Reference mount is writable", Severity.Warning, "D1 D4");

    /// <summary>More of the host than the project is mounted.</summary>
    public static Diagnostic MoreThanProject { get; } = new("CBG5010", "More than the project mounted", Severity.Error, "C4 D3");

    /// <summary>A command of the dev container runs on the host.</summary>
    public static Diagnostic RunsOnHost { get; } = new("CBG5011", "Dev container runs a command on the host", Severity.Warning, "D3");

    /// <summary>The client's own sandbox has a hole.</summary>
    public static Diagnostic ClientSandboxWeakened { get; } = new("CBG5012", "Client's own sandbox weakened", Severity.Warning, "D2 D3");

    /// <summary>The agent's container gets a whole file of variables.</summary>
    public static Diagnostic VariableFile { get; } = new("CBG5013", "Agent container gets a whole file of variables", Severity.Warning, "D1");

    /// <summary>The agent runs on a runner of one's own without a container.</summary>
    public static Diagnostic SelfHostedWithoutContainer { get; } = new("CBG5014", "Agent runs on a self-hosted runner without a container", Severity.Warning, "C2 D5");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Diagnostic> All { get; } =
    [
        RunsAsRoot, CredentialsMounted, EngineSocketMounted, IsolationWeakened, EgressOpen, SecretBakedIn, SecretFileCopied, SudoForEverything,
        ReferenceWritable, MoreThanProject, RunsOnHost, ClientSandboxWeakened, VariableFile, SelfHostedWithoutContainer,
    ];
}
