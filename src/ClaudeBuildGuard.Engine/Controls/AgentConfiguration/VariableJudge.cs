using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Judges the variables that settings or pipelines give the client. Source: claude-code-facts, section 2.7.</summary>
internal static class VariableJudge
{
    // Variables that make a program load code before its own.
    private static readonly HashSet<string> Injecting = new(StringComparer.Ordinal)
        { "LD_PRELOAD", "LD_AUDIT", "DYLD_INSERT_LIBRARIES", "BASH_ENV", "ENV", "PROMPT_COMMAND", "PYTHONSTARTUP", "DOTNET_STARTUP_HOOKS", "GIT_SSH_COMMAND", "GIT_EXTERNAL_DIFF", "PERL5OPT", "RUBYOPT", "JAVA_TOOL_OPTIONS" };

    private static readonly HashSet<string> BaseAddresses = new(StringComparer.Ordinal)
        { "ANTHROPIC_BASE_URL", "ANTHROPIC_BEDROCK_BASE_URL", "ANTHROPIC_VERTEX_BASE_URL", "ANTHROPIC_FOUNDRY_BASE_URL", "ANTHROPIC_AWS_BASE_URL", "ANTHROPIC_BEDROCK_MANTLE_BASE_URL" };

    private static readonly HashSet<string> LoggedContent = new(StringComparer.Ordinal)
        { "OTEL_LOG_USER_PROMPTS", "OTEL_LOG_TOOL_CONTENT", "OTEL_LOG_TOOL_DETAILS", "OTEL_LOG_RAW_API_BODIES" };

    private static readonly HashSet<string> PolicyOff = new(StringComparer.Ordinal)
        { "CLAUDE_CODE_DISABLE_CLAUDE_MDS", "CLAUDE_CODE_SIMPLE", "CLAUDE_CODE_SAFE_MODE", "CLAUDE_CODE_DISABLE_POLICY_SKILLS" };

    private static readonly string[] ModelHosts = ["anthropic.com", "amazonaws.com", "googleapis.com", "azure.com", "azure.us", "azure.cn", "windows.net"];

    /// <summary>Judges one variable.</summary>
    public static void Judge(string name, string value, Location location, ImmutableArray<string> allowedHosts, Reporter reporter)
    {
        void Say(string message, string fix, Severity severity) =>
            reporter.Report(AgentConfigurationDiagnostics.DangerousVariable, location, message, fix, name, severity);

        if (BaseAddresses.Contains(name))
        {
            BaseAddress(name, value, allowedHosts, Say);
        }
        else if ((name == "NODE_TLS_REJECT_UNAUTHORIZED" && value is "0") || (name == "PYTHONHTTPSVERIFY" && value is "0")
            || (name == "GIT_SSL_NO_VERIFY" && IsOn(value)))
        {
            Say($"'{name}' switches the check of certificates off, so anybody on the way can read and change what the agent gets.", "Remove it, and name the missing authority in 'NODE_EXTRA_CA_CERTS' on the machine that needs it.", Severity.Error);
        }
        else if (Injecting.Contains(name) || (name == "NODE_OPTIONS" && (value.Contains("--require", StringComparison.Ordinal) || value.Contains("--import", StringComparison.Ordinal)
            || value.Contains("--loader", StringComparison.Ordinal) || value.StartsWith("-r ", StringComparison.Ordinal) || value.Contains(" -r ", StringComparison.Ordinal))))
        {
            Say($"'{name}' loads code into every program that the agent starts, before anybody is asked.", "Remove it from the shared file.", Severity.Error);
        }
        else if (name is "CLAUDE_CODE_SHELL_PREFIX" or "CLAUDE_CODE_SHELL" or "PATH")
        {
            Say($"'{name}' decides which program really runs for each command of the agent.", "Remove it from the shared file; it belongs into a user's own settings.", Severity.Warning);
        }
        else if (name == "CLAUDE_CODE_SUBPROCESS_ENV_SCRUB" && !IsOn(value))
        {
            Say($"'{name}' is switched off, so every command of the agent sees the model's and the cloud's credentials.", "Remove it, or set it to 1.", Severity.Error);
        }
        else if (LoggedContent.Contains(name) && IsOn(value))
        {
            Say($"'{name}' sends the content of prompts or files to the telemetry endpoint.", "Remove it: counts and durations are sent without it.", Severity.Warning);
        }
        else if (PolicyOff.Contains(name) && IsOn(value))
        {
            Say($"'{name}' switches off the instructions or hooks that hold the team's policy.", "Remove it from the shared file.", Severity.Warning);
        }
        else if (name.ToUpperInvariant() is "HTTP_PROXY" or "HTTPS_PROXY" or "ALL_PROXY" && value.Length > 0 && !value.Contains("${", StringComparison.Ordinal) && !IsLocal(value))
        {
            Say($"'{name}' sends everything that the agent fetches and sends through '{HostOf(value)}', for everybody who opens the repository.", "Set the proxy on the machines that need it, not in the shared file.", Severity.Warning);
        }
    }

    /// <summary>True for an address on the machine itself.</summary>
    public static bool IsLocal(string address) =>
        HostOf(address) is "localhost" or "127.0.0.1" or "::1" or "[::1]" or "0.0.0.0" or "host.docker.internal" or "gateway.docker.internal";

    private static void BaseAddress(string name, string value, ImmutableArray<string> allowedHosts, Action<string, string, Severity> say)
    {
        if (value.Length == 0 || value.Contains("${", StringComparison.Ordinal) || IsLocal(value))
        {
            return;
        }

        var host = HostOf(value);
        if (value.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            say($"'{name}' sends prompts, files and the key to '{host}' without encryption.", "Use 'https://', or remove it.", Severity.Error);
        }
        else if (!ModelHosts.Any(h => host.Equals(h, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + h, StringComparison.OrdinalIgnoreCase))
            && !allowedHosts.Any(h => host.Equals(HostOf(h), StringComparison.OrdinalIgnoreCase)))
        {
            say(
                $"'{name}' sends the prompts, the files and the key of everybody who opens the repository to '{host}'.",
                $"Remove it, or, when '{host}' is your own gateway, name it under 'allowedHosts' in claude-build-guard.json.",
                Severity.Warning);
        }
    }

    private static bool IsOn(string value) => value.Trim().ToUpperInvariant() is "1" or "TRUE" or "YES" or "ON";

    private static string HostOf(string address) =>
        Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : "https://" + address, UriKind.Absolute, out var uri) ? uri.Host : string.Empty;
}
