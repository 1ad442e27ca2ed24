using System.Globalization;
using System.Text;
using System.Text.Json;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks;

/// <summary>
/// The log of sessions (control C5): who skips permissions leaves a line for each call. It holds no content: no command, no path, no
/// prompt.
/// </summary>
internal static class SessionAudit
{
    /// <summary>
    /// Appends one line to <c>claude-build-guard/sessions.jsonl</c> in the git directory that all working trees of the repository share;
    /// outside of any repository, nothing is logged.
    /// </summary>
    /// <exception cref="IOException">The line cannot be written.</exception>
    /// <exception cref="InvalidDataException">The repository is damaged.</exception>
    public static void Append(string root, DateTimeOffset now, string session, string eventName, string tool, string mode, bool denied)
    {
        if (GitRepository.Discover(root) is not { } git)
        {
            return;
        }

        var directory = Directory.CreateDirectory(Path.Combine(git.CommonDirectory, "claude-build-guard"));
        var line = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["time"] = now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["session"] = Short(session),
            ["event"] = Short(eventName),
            ["tool"] = Short(tool),
            ["mode"] = Short(mode),
            ["denied"] = denied,
            ["user"] = Environment.UserName,
        }) + "\n";
        using var stream = new FileStream(Path.Combine(directory.FullName, "sessions.jsonl"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(Encoding.UTF8.GetBytes(line));
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80];
}
