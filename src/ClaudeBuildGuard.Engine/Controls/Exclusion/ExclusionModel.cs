using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>What a repository says about exclusion, put together once: its secrets, the team's contract, and what enforces it.</summary>
internal sealed class ExclusionModel
{
    /// <summary>The team's contract.</summary>
    public const string IgnorePath = ".claudeignore";

    /// <summary>More than any list that people keep.</summary>
    private const long LongestIgnoreFile = 4 * 1024 * 1024;

    /// <summary>What the client's sandbox hides from shell commands, relative to the root.</summary>
    private readonly HashSet<string> _deniedToShell;

    private ExclusionModel(RepositoryView repository)
    {
        Repository = repository;
        Secrets = SecretFiles.Of(repository);
        Settings = ClientSettings.Read(repository);
        Evaluator = new RuleEvaluator(Settings, repository.Root, repository.Options.UserHome);
        IfAllLoaded = Settings.Files.All(f => f.Loads)
            ? Evaluator
            : new RuleEvaluator(new ClientSettings(Settings.Files, asIfLoaded: true), repository.Root, repository.Options.UserHome);
        _deniedToShell = Settings.Union("sandbox", "filesystem", "denyRead").Select(e => Relative(e.Value.Text)).ToHashSet(StringComparer.Ordinal);
        IgnoreFile = repository.Find(IgnorePath);
        if (IgnoreFile is { LinkTarget: null, Length: <= LongestIgnoreFile })
        {
            try
            {
                Ignore = Repositories.Ignoring.IgnoreFile.Parse(IgnorePath, IgnoreFile.Text);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Unreadable = IgnoreFile.Unreadable(e);
            }
        }

        IgnoreRules = new IgnoreRules(Ignore is null ? [] : [Ignore]);
    }

    /// <summary>The repository.</summary>
    public RepositoryView Repository { get; }

    /// <summary>Its secret files.</summary>
    public SecretFiles Secrets { get; }

    /// <summary>The client's settings.</summary>
    public ClientSettings Settings { get; }

    /// <summary>The deny rules in force.</summary>
    public RuleEvaluator Evaluator { get; }

    /// <summary>The deny rules as they would be in force if the client loaded every file.</summary>
    public RuleEvaluator IfAllLoaded { get; }

    /// <summary>The ignore file; null when there is none.</summary>
    public RepositoryFile? IgnoreFile { get; }

    /// <summary>True when a symbolic link stands in its place. What it leads to is written for another purpose, so it is not followed.</summary>
    public bool IsLinked => IgnoreFile is { LinkTarget: not null };

    /// <summary>Its patterns; null when there is none or it cannot be read.</summary>
    public IgnoreFile? Ignore { get; }

    /// <summary>The finding that says why the ignore file cannot be read; null when it can.</summary>
    public Findings.Finding? Unreadable { get; }

    /// <summary>The patterns, ready to be asked.</summary>
    public IgnoreRules IgnoreRules { get; }

    /// <summary>The model of a repository.</summary>
    public static ExclusionModel Of(RepositoryView repository) => repository.Derive(static r => new ExclusionModel(r));

    /// <summary>True when no tool that reads is let through to the file.</summary>
    public bool IsDenied(string path) => Evaluator.Decide("Read", path).IsCovered;

    /// <summary>True when every shell command runs in the client's sandbox and the sandbox hides this file, which exists.</summary>
    /// <remarks>Wildcards are not relied on for files that exist: a literal path names the file or a directory above it.</remarks>
    public bool IsConfined(string path)
    {
        for (var end = path.Length; Settings.SandboxConfines && end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (_deniedToShell.Contains(path[..end]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a path or a pattern of the sandbox names a file that may come.</summary>
    public bool SandboxHides(string path) =>
        new IgnoreRules([Repositories.Ignoring.IgnoreFile.Parse(string.Empty, string.Join('\n', _deniedToShell.Select(e => "/" + e)))]).IsIgnored(path);

    /// <summary>A path of the sandbox as it is written, relative to the root.</summary>
    private static string Relative(string entry)
    {
        var path = entry.Replace('\\', '/');
        path = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        return path.EndsWith("/**", StringComparison.Ordinal) ? path[..^3] : path.TrimEnd('/');
    }
}
