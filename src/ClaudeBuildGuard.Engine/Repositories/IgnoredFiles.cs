using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>
/// What git ignores in one repository: its <c>.gitignore</c> files, <c>info/exclude</c> and the user's <c>core.excludesFile</c>.
/// Patterns are only parsed when somebody asks, because most builds ask about no file.
/// </summary>
internal sealed class IgnoredFiles
{
    private const int LargestIgnoreFile = 4 * 1024 * 1024;

    private readonly List<(string Directory, string FullPath)> _sources = [];
    private readonly string _prefix;
    private readonly bool _ignoresCase;
    private readonly Lazy<IgnoreRules> _rules;

    private IgnoredFiles(string prefix, bool ignoresCase)
    {
        _prefix = prefix;
        _ignoresCase = ignoresCase;
        _rules = new Lazy<IgnoreRules>(Parse);
    }

    /// <summary>The rules of a repository that apply everywhere in it, and those of directories above the one that is walked.</summary>
    /// <param name="repository">The repository; null when there is none, and then nothing is ignored.</param>
    /// <param name="directory">The absolute path of the directory that is walked, at or below the working tree's top.</param>
    /// <param name="prefix">What the paths of files below <paramref name="directory"/> begin with; not part of what patterns see.</param>
    public static IgnoredFiles Of(GitRepository? repository, string directory, string prefix)
    {
        var ignored = new IgnoredFiles(prefix, repository?.IgnoresCase ?? false);
        if (repository?.WorkTree is not { } top)
        {
            return ignored;
        }

        ignored._sources.Add((string.Empty, ExcludesFile(repository)));
        ignored._sources.Add((string.Empty, Path.Combine(repository.CommonDirectory, "info", "exclude")));
        var below = Path.GetRelativePath(top, directory).Replace(Path.DirectorySeparatorChar, '/');
        ignored.Below = below == "." ? string.Empty : below + "/";
        for (var slash = 0; slash < ignored.Below.Length; slash = ignored.Below.IndexOf('/', slash) + 1)
        {
            var above = ignored.Below[..slash];
            ignored._sources.Add((above.TrimEnd('/'), Path.Combine(top, above.Replace('/', Path.DirectorySeparatorChar), ".gitignore")));
        }

        return ignored;
    }

    /// <summary>The walked directory as the repository names it: empty at its top, else with a <c>/</c> at its end.</summary>
    private string Below { get; set; } = string.Empty;

    /// <summary>Adds the <c>.gitignore</c> of a directory that is walked.</summary>
    /// <param name="prefix">The directory's path in the walk with a <c>/</c> at its end; empty for where the walk begins.</param>
    /// <param name="fullPath">The absolute path of the file.</param>
    public void Add(string prefix, string fullPath) => _sources.Add((ToRepository(prefix).TrimEnd('/'), fullPath));

    /// <summary>Whether the patterns say that a file is ignored. Git itself still never ignores a tracked file.</summary>
    public bool Contains(string path) => _sources.Count > 0 && _rules.Value.IsIgnored(ToRepository(path));

    private string ToRepository(string path) => Below + path[_prefix.Length..];

    private IgnoreRules Parse()
    {
        var files = new List<IgnoreFile>();
        foreach (var (directory, path) in _sources)
        {
            try
            {
                // Git does not follow a link here either.
                var file = new FileInfo(path);
                if (file is { Exists: true, LinkTarget: null, Length: > 0 and <= LargestIgnoreFile })
                {
                    files.Add(IgnoreFile.Parse(path, directory, TextDecoding.Decode(File.ReadAllBytes(path)), _ignoresCase));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Without its patterns, files count as not ignored. The walk reports the file itself when a control reads it.
            }
        }

        return new IgnoreRules(files);
    }

    private static string ExcludesFile(GitRepository repository)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var xdg = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } set ? set : Path.Combine(home, ".config");
        var named = repository.Config.Find("core", "excludesfile");
        foreach (var file in named is null ? new[] { Path.Combine(home, ".gitconfig"), Path.Combine(xdg, "git", "config") } : [])
        {
            try
            {
                named ??= GitConfigFile.Read(file).Find("core", "excludesfile");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The user's own configuration is not this repository's business.
            }
        }

        named ??= Path.Combine(xdg, "git", "ignore");
        named = named.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, named[2..]) : named;
        return Path.GetFullPath(named.Replace('\0', '_'), repository.WorkTree!);
    }
}
