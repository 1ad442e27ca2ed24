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

    /// <summary>Where the client keeps the working trees of agents.</summary>
    private const string Worktrees = ".claude/worktrees/";

    private static readonly char[] Wildcards = ['*', '?', '['];

    /// <summary>What builds write, by directory and by ending: where a team excludes it, it is for its size and not for its secrets.</summary>
    private static readonly string[] OutputDirectories =
        ["bin", "obj", "dist", "build", "out", "node_modules", "packages", "target", "publish", "artifacts", "TestResults", "coverage", ".vs"];

    private static readonly string[] OutputEndings = [".dll", ".exe", ".pdb", ".so", ".dylib", ".nupkg", ".lock"];

    private static readonly string[] OwnFiles =
    [
        ".claude", ClientSettings.ProjectPath, ClientSettings.LocalPath, ".claudeignore", "claude-build-guard.json", "claude-build-guard.baseline.json",
        ".config/dotnet-tools.json",
    ];

    /// <summary>Places of credentials outside every repository.</summary>
    private static readonly string[] OutsidePlaces =
    [
        ".ssh/", ".aws/", ".azure/", ".gnupg/", ".kube/", ".microsoft/usersecrets/", "microsoft/usersecrets/", ".docker/config.json", ".netrc", ".git-credentials", ".config/gcloud/",
        ".config/gh/", ".password-store/", ".vault-token", ".pypirc", ".pgpass", ".claude/.credentials.json", ".terraform.d/credentials.tfrc.json",
    ];

    private readonly IgnoreRules _ignored;
    private readonly HashSet<string> _known;
    private readonly Lazy<Dictionary<string, string>> _byName;
    private readonly Lazy<IgnoreRules> _ignoredByGit;

    private ProtectedFiles(string root, IgnoreRules ignored, IReadOnlyList<string> known, bool sandboxConfines)
    {
        Root = root;
        _ignored = ignored;
        Known = known;
        _known = new HashSet<string>(known, StringComparer.OrdinalIgnoreCase);
        _ignoredByGit = new(() => new IgnoreRules(Text(root, ".gitignore") is { } text ? [IgnoreFile.Parse(".gitignore", text)] : []));
        _byName = new(() => known.GroupBy(NameOf, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase));
        SandboxConfines = sandboxConfines;
    }

    /// <summary>The absolute path of the project.</summary>
    public string Root { get; }

    /// <summary>Secret files that exist, relative to the root.</summary>
    public IReadOnlyList<string> Known { get; }

    /// <summary>True when the client's sandbox hides the known files from every shell command, so that only names need a look here.</summary>
    public bool SandboxConfines { get; }

    /// <summary>True when the ignore file of git at the root names a path; deeper ones are not asked.</summary>
    public bool IsIgnoredByGit(string relative) => _ignoredByGit.Value.IsIgnored(relative);

    /// <summary>Why one of the guard's own files must not be changed.</summary>
    public static string WhyNotChange(string own) => $"'{own}' is one of the files that keep the agent in bounds; a person changes it";

    /// <summary>Reads what is written. A missing file protects nothing; a broken one throws.</summary>
    /// <exception cref="InvalidDataException">The settings cannot be read, so that nobody knows what is protected.</exception>
    public static ProtectedFiles Read(string root)
    {
        var ignore = Text(root, ".claudeignore");
        var rules = new IgnoreRules(ignore is null ? [] : [IgnoreFile.Parse(".claudeignore", ignore, ignoreCase: true)]);
        var text = Text(root, ClientSettings.ProjectPath);
        var (settings, error) = string.IsNullOrWhiteSpace(text) ? default : JsonText.Parse(text, JsonDialect.Strict);
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
    public string? WhyNotRead(string absolute) => Judge(absolute, evenOutput: true) ?? (Led(absolute) is { } led ? Judge(led, evenOutput: true) : null);

    /// <summary>Why a program must not be given a path; null when it may be. Running what a build wrote is no reading of it.</summary>
    /// <param name="absolute">See <see cref="HookPath.Absolute"/>.</param>
    public string? WhyNotUse(string absolute) => Judge(absolute, evenOutput: false) ?? (Led(absolute) is { } led ? Judge(led, evenOutput: false) : null);

    /// <summary>Why a glob must not be expanded to what is then read; null when it may be.</summary>
    /// <param name="absolute">The pattern as an absolute path.</param>
    /// <param name="hidden">True when <c>*</c> stands for names with a leading dot too, as in PowerShell.</param>
    public string? WhyNotExpand(string absolute, bool hidden)
    {
        if (Relative(absolute) is not { } relative)
        {
            return Judge(absolute, evenOutput: true);
        }

        var compiled = Glob.Compile(relative, ignoreCase: true);
        if (Known.FirstOrDefault(k => compiled.Matches(k) && (hidden || !StartsHidden(relative, k))) is { } known)
        {
            return $"'{known}' holds secrets";
        }

        // Files that came later: what the pattern would match if its wildcards stood for nothing, or for one letter.
        return new[] { string.Empty, "x" }
            .Select(filling => string.Concat(relative.Split(Wildcards).Select((part, i) => i == 0 ? part : filling + part.TrimStart(']'))))
            .Where(sample => NameOf(sample).Length > 1)
            .Select(sample => Judge($"{Root.Replace('\\', '/').TrimEnd('/')}/{sample}", evenOutput: false))
            .FirstOrDefault(reason => reason is not null);
    }

    /// <summary>The known secret file whose name stands in a text, bounded by what no name holds; null when none does.</summary>
    /// <param name="text">A word of a command.</param>
    /// <param name="afterUnknown">True when text that nobody knows may end before the name.</param>
    public string? KnownByName(string text, bool afterUnknown)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.' || (!afterUnknown && text[end] == Shell.ShellCommand.Unknown)))
            {
                end++;
            }

            if (end > start && _byName.Value.TryGetValue(text[start..end], out var known))
            {
                return known;
            }

            start = end;
        }

        return null;
    }

    /// <summary>The guard's own file that a path names; null when it names none.</summary>
    public string? OwnFile(string absolute)
    {
        return Own(absolute) ?? (Led(absolute) is { } led ? Own(led) : null);
    }

    /// <summary>Where a path leads when it exists and a link stands in it; null for any other.</summary>
    private static string? Led(string absolute) => Path.Exists(absolute) && HookPath.Resolved(absolute) is var resolved && resolved != absolute ? resolved : null;

    /// <summary>The path relative to the root; in a worktree of an agent, relative to the root of that. Null outside.</summary>
    private string? Relative(string absolute)
    {
        var relative = HookPath.Below(absolute, Root);
        var name = relative?.StartsWith(Worktrees, StringComparison.OrdinalIgnoreCase) == true ? relative.IndexOf('/', Worktrees.Length) : -1;
        return name < 0 ? relative : relative![(name + 1)..];
    }

    private string? Own(string absolute)
    {
        if (Relative(absolute) is not { } relative)
        {
            return null;
        }

        var own = Array.Find(OwnFiles, o => o.Equals(relative, StringComparison.OrdinalIgnoreCase));
        return own ?? (relative.StartsWith(".claude/hooks/", StringComparison.OrdinalIgnoreCase) ? relative : null);
    }

    private string? Judge(string path, bool evenOutput)
    {
        if (Relative(path) is not { } relative)
        {
            return Array.Exists(OutsidePlaces, p => path.Contains("/" + p, StringComparison.OrdinalIgnoreCase) || path.EndsWith("/" + p.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
                ? $"'{path}' holds credentials of this machine"
                : null;
        }

        if (_known.Contains(relative))
        {
            return $"'{relative}' holds secrets";
        }

        return _ignored.Decide(relative) is { IsIgnored: true } decision && (evenOutput || !IsOutput(relative))
            ? $"'{relative}' is excluded by line {decision.Pattern.Line} of .claudeignore"
            : null;
    }

    private static bool IsOutput(string relative) =>
        Array.Exists(relative.Split('/')[..^1], d => Array.Exists(OutputDirectories, o => o.Equals(d, StringComparison.OrdinalIgnoreCase))) || Array.Exists(OutputEndings, e => relative.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>True when a wildcard would have to stand for a leading dot.</summary>
    private static bool StartsHidden(string glob, string path)
    {
        var (patterns, names) = (glob.Split('/'), path.Split('/'));
        return patterns.Length == names.Length && patterns.Zip(names).Any(p => p.First.Length > 0 && p.First[0] is '*' or '?' && p.Second[0] == '.');
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

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
