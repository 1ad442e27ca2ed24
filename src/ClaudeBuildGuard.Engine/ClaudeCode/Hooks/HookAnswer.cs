namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks;

/// <summary>What the hook process writes and how it ends.</summary>
/// <param name="Output">Standard output: empty, or one JSON object.</param>
/// <param name="Error">Standard error: empty, or the reason of exit status 2.</param>
/// <param name="ExitStatus">0 answered; 2 blocks, whatever was asked.</param>
public sealed record HookAnswer(string Output, string Error, int ExitStatus)
{
    /// <summary>No opinion: the client's own rules decide.</summary>
    public static HookAnswer Silent { get; } = new(string.Empty, string.Empty, 0);

    /// <summary>Blocks an event that knows no decision, and everything that went wrong.</summary>
    internal static HookAnswer Block(string reason) => new(string.Empty, $"ClaudeBuildGuard: {reason}\n", 2);

    /// <summary>Denies a tool call; the reason is shown to the model.</summary>
    internal static HookAnswer Deny(string reason)
    {
        // Not the serializer: it takes ten milliseconds to find out how a text is written.
        var text = System.Text.Json.JsonEncodedText.Encode($"ClaudeBuildGuard: {reason}");
        return new HookAnswer(
            $$$"""{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"{{{text}}}"}}""", string.Empty, 0);
    }
}
