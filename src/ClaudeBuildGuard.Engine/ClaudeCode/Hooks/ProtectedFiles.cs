using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks;

/// <summary>
/// What a session must not touch: read from the files that <c>init</c> wrote and never worked out anew, because every tool call waits for
/// it. The ignore file says what is excluded; the literal paths of the sandbox say which secret files exist.
/// </summary>
internal sealed class ProtectedFiles
{
    private const long LargestFile = 4 * 1024 * 1024;

    private static readonly char[] Wildcards = ['*', '?', '['];

    private static readonly string[] OwnFiles =
    [
        ClientSettings.ProjectPath, ClientSettings.LocalPath, ".claudeignore", "claude-build-guard.json", "claude-build-guard.baseline.json",
        ".config/dotnet-tools.json",
    ];

    /// <summary>Places of credentials outside every repository.</summary>
    private static readonly string[] OutsidePlaces =
        [".ssh/", ".aws/", ".azure/", ".gnupg/", ".kube/", ".microsoft/usersecrets/", "microsoft/usersecrets/", ".docker/config.json", ".netrc", ".git-credentials"];

    private readonly IgnoreRules _ignored;

    private ProtectedFiles(string root, IgnoreRules ignored, IReadOnlyList<string> known, bool sandboxConfines)
    {
        Root = root;
        _ignored = ignored;
        Known = known;
        SandboxConfines = sandboxConfines;
    }

    /// <summary>The absolute path of the project.</summary>
    public string Root { get; }

    /// <summary>Secret files that exist, relative to the root.</summary>
    public IReadOnlyList<string> Known { get; }

    /// <summary>True when the client's sandbox hides the known files from every shell command, so that only names need a look here.</summary>
    public bool SandboxConfines { get; }

    /// <summary>Reads what is written. A missing file protects nothing; a broken one throws.</summary>
    /// <exception cref="InvalidDataException">The settings cannot be read, so that nobody knows what is protected.</exception>
    public static ProtectedFiles Read(string root)
    {
        var ignore = Text(root, ".claudeignore");
        var rules = new IgnoreRules(ignore is null ? [] : [IgnoreFile.Parse(".claudeignore", ignore, ignoreCase: true)]);
        var text = Text(root, ClientSettings.ProjectPath);
        var (settings, error) = string.IsNullOrWhiteSpace(text) ? default : JsonText.Parse(text, JsonDialect.Strict, deepest: int.MaxValue);
        if (error is not null)
        {
            throw new InvalidDataException($"'{ClientSettings.ProjectPath}' is no JSON");
        }

        // Read straight from the JSON: had the client dropped the file for a wrong value, it would not have started this hook.
        var sandbox = settings?["sandbox"];
        var known = new List<string>();
        foreach (var entry in sandbox?.At("filesystem", "denyRead")?.Strings ?? [])
        {
            if (entry.Text.StartsWith("./", StringComparison.Ordinal) && entry.Text.IndexOfAny(Wildcards) < 0)
            {
                known.Add(entry.Text[2..]);
            }
        }

        var confines = sandbox?["enabled"]?.AsBoolean == true && sandbox["allowUnsandboxedCommands"]?.AsBoolean == false;
        return new ProtectedFiles(root, rules, known, confines && !OperatingSystem.IsWindows());
    }

    /// <summary>Why a path must not be read; null when it may be.</summary>
    /// <param name="absolute">See <see cref="HookPath.Absolute"/>.</param>
    public string? WhyNotRead(string absolute)
    {
        foreach (var path in new[] { absolute, HookPath.Resolved(absolute) })
        {
            if (HookPath.Below(path, Root) is not { } relative)
            {
                if (OutsidePlaces.Any(p => path.Contains("/" + p, StringComparison.OrdinalIgnoreCase) || path.EndsWith("/" + p.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)))
                {
                    return $"'{path}' holds credentials of this machine";
                }
            }
            else if (Known.Any(k => k.Equals(relative, StringComparison.OrdinalIgnoreCase)))
            {
                return $"'{relative}' holds secrets";
            }
            else if (_ignored.Decide(relative) is { IsIgnored: true } decision)
            {
                return $"'{relative}' is excluded by line {decision.Pattern.Line} of .claudeignore";
            }
        }

        return null;
    }

    /// <summary>The guard's own file that a path names; null when it names none.</summary>
    public string? OwnFile(string absolute)
    {
        foreach (var path in new[] { absolute, HookPath.Resolved(absolute) })
        {
            if (HookPath.Below(path, Root) is { } relative)
            {
                var own = OwnFiles.FirstOrDefault(o => o.Equals(relative, StringComparison.OrdinalIgnoreCase));
                if (own is not null || relative.StartsWith(".claude/hooks/", StringComparison.OrdinalIgnoreCase))
                {
                    return own ?? relative;
                }
            }
        }

        return null;
    }

    private static string? Text(string root, string path)
    {
        var full = Path.Combine(root, path);
        if (!File.Exists(full))
        {
            return null;
        }

        return new FileInfo(full).Length <= LargestFile
            ? Repositories.TextDecoding.Decode(File.ReadAllBytes(full))
            : throw new InvalidDataException($"'{path}' is far too large");
    }
}
