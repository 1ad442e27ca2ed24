using System.Text;
using ClaudeBuildGuard.Engine.ClaudeCode.Hooks;
using ClaudeBuildGuard.Engine.Credentials;

namespace ClaudeBuildGuard.Engine;

/// <summary>The runtime hook: the client asks before each tool call, the guard answers from what <c>init</c> wrote.</summary>
public static class GuardHook
{
    /// <summary>Answers one event of the client. Never throws for any input: what cannot be judged is blocked.</summary>
    /// <param name="input">Standard input of the hook.</param>
    /// <param name="surroundings">What else is known.</param>
    public static HookAnswer Answer(ReadOnlyMemory<byte> input, HookSurroundings surroundings)
    {
        ArgumentNullException.ThrowIfNull(surroundings);
        return RuntimeHook.Answer(input, surroundings, CredentialIn);
    }

    /// <summary>Only what is surely a credential stops a person from sending what they wrote.</summary>
    private static string? CredentialIn(string prompt)
    {
        var hits = new List<CredentialHit>();
        CredentialScanner.Default.Scan(Encoding.UTF8.GetBytes(prompt), "prompt.txt", hits);
        return hits.Find(h => h.Confidence > Confidence.Contextual || h.IsStrong)?.Kind.Title;
    }
}
