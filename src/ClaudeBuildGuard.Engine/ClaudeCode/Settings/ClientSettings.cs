using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Settings;

/// <summary>The settings that a session started at the root of the repository works under, file by file and merged.</summary>
internal sealed class ClientSettings
{
    /// <summary>The team's file.</summary>
    public const string ProjectPath = ".claude/settings.json";

    /// <summary>The file of one checkout.</summary>
    public const string LocalPath = ".claude/settings.local.json";

    private readonly bool _asIfLoaded;

    /// <summary>Joins settings files.</summary>
    /// <param name="files">Those that exist, loaded or not.</param>
    /// <param name="asIfLoaded">True asks what would hold if the client dropped none of those that are JSON.</param>
    public ClientSettings(IEnumerable<SettingsFile> files, bool asIfLoaded = false)
    {
        _asIfLoaded = asIfLoaded;
        Files = [.. files.OrderBy(f => f.Scope)];
    }

    /// <summary>The files that exist, weakest first, those that the client drops included.</summary>
    public ImmutableArray<SettingsFile> Files { get; }

    /// <summary>The files that the client loads, weakest first.</summary>
    public IEnumerable<SettingsFile> Loaded => Files.Where(IsInForce);

    /// <summary>The files of the repository itself.</summary>
    public IEnumerable<SettingsFile> OfRepository => Files.Where(f => f.Scope is SettingsScope.Project or SettingsScope.Local);

    /// <summary>True when a hook could run at all.</summary>
    public bool HooksEnabled => !IsTrue("disableAllHooks");

    /// <summary>True when Bash runs in the client's sandbox: enabled, and without a way for the model to leave it.</summary>
    public bool SandboxConfines =>
        IsTrue("sandbox", "enabled") && Scalar("sandbox", "allowUnsandboxedCommands") is { Value.Kind: System.Text.Json.JsonValueKind.False };

    /// <summary>True when the client does not start where it has no sandbox; otherwise it runs without one and says nothing.</summary>
    public bool SandboxIsRequired => IsTrue("sandbox", "failIfUnavailable");

    /// <summary>True when every tool call is shown to this product's hook first.</summary>
    public bool RunsGuardHook => HooksEnabled && Loaded
        .SelectMany(f => f.Root!.At("hooks", "PreToolUse")?.Items ?? [])
        .Where(group => group["matcher"]?.AsString is null or "" or "*" or ".*")
        .SelectMany(group => group["hooks"]?.Items ?? [])
        .Any(handler => IsGuardHook([handler["command"]?.AsString ?? string.Empty, .. handler["args"]?.Strings.Select(a => a.Text) ?? []]));

    /// <summary>Environment variables that the sandbox takes away from commands.</summary>
    public IEnumerable<string> DeniedVariables => Loaded
        .SelectMany(f => f.Root!.At("sandbox", "credentials", "envVars")?.Items ?? [])
        .Where(v => v["mode"]?.AsString == "deny")
        .Select(v => v["name"]?.AsString)
        .OfType<string>();

    /// <summary>The value that wins, with the file it stands in: for a single value the strongest file decides.</summary>
    public (SettingsFile File, JsonElement Value)? Scalar(params string[] path)
    {
        for (var i = Files.Length - 1; i >= 0; i--)
        {
            if (IsInForce(Files[i]) && Files[i].Root!.At(path) is { } value)
            {
                return (Files[i], value);
            }
        }

        return null;
    }

    /// <summary>The texts of a list over all files: lists are joined.</summary>
    public IEnumerable<(SettingsFile File, JsonElement Value)> Union(params string[] path) =>
        Loaded.SelectMany(f => f.Root!.At(path) is { IsArray: true } list ? list.Strings.Select(v => (f, v)) : []);

    /// <summary>True when the winning value is <c>true</c>.</summary>
    public bool IsTrue(params string[] path) => Scalar(path) is { Value.Kind: System.Text.Json.JsonValueKind.True };

    /// <summary>Reads the settings of a repository; with <see cref="GuardOptions.UserHome"/> those of the user and the machine too.</summary>
    public static ClientSettings Read(RepositoryView repository)
    {
        var files = new List<SettingsFile>();
        Add(files, repository, ProjectPath, SettingsScope.Project);
        Add(files, repository, LocalPath, SettingsScope.Local);
        if (repository.Options.UserHome is { } home)
        {
            Add(files, Path.Combine(home, ".claude", "settings.json"), SettingsScope.User);
            foreach (var managed in ManagedFiles())
            {
                Add(files, managed, SettingsScope.Managed);
            }
        }

        return new ClientSettings(files);
    }

    /// <summary>
    /// The settings of directories below the root, each in force only in a session that is started there; directories of tests and samples,
    /// where settings are data, are left out.
    /// </summary>
    public static IEnumerable<SettingsFile> BelowRoot(RepositoryView repository)
    {
        var files = new List<SettingsFile>();
        foreach (var file in repository.Files)
        {
            foreach (var (path, scope) in new[] { (ProjectPath, SettingsScope.Project), (LocalPath, SettingsScope.Local) })
            {
                if (file.Path.EndsWith("/" + path, StringComparison.Ordinal) && !ClientFiles.IsSample(file.Path))
                {
                    Add(files, repository, file.Path, scope);
                }
            }
        }

        return files;
    }

    private static bool IsGuardHook(IEnumerable<string> command)
    {
        var words = string.Join(' ', command);
        return words.Contains("claude-build-guard", StringComparison.Ordinal) && words.Split(' ').Contains("hook");
    }

    private bool IsInForce(SettingsFile file) => file.Loads || (_asIfLoaded && file.Root is { IsObject: true });

    private static void Add(List<SettingsFile> files, RepositoryView repository, string path, SettingsScope scope)
    {
        if ((repository.Find(path) ?? RepositoryLinks.Open(repository, path)) is not { } file)
        {
            if (Directory.Exists(Path.Combine(repository.Root, path.Replace('/', Path.DirectorySeparatorChar))))
            {
                files.Add(SettingsFile.Unreadable(path, scope, "is a directory", "Replace it with a file."));
            }

            return;
        }

        try
        {
            // The client follows a link; what it leads to counts as the file's content.
            files.Add(file.LinkTarget is null ? SettingsFile.Parse(path, scope, file.Bytes.Span) : Bounded(path, file.FullPath, scope));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            files.Add(SettingsFile.Unreadable(path, scope, $"cannot be read ({e.GetType().Name})", "Make it a readable file."));
        }
    }

    private static void Add(List<SettingsFile> files, string fullPath, SettingsScope scope)
    {
        try
        {
            if (File.Exists(fullPath))
            {
                files.Add(Bounded(fullPath, fullPath, scope));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            files.Add(SettingsFile.Unreadable(fullPath, scope, $"cannot be read ({e.GetType().Name})", "Make it a readable file."));
        }
    }

    private static SettingsFile Bounded(string path, string fullPath, SettingsScope scope)
    {
        using var stream = new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (!stream.CanSeek || stream.Length > SettingsFile.Largest)
        {
            throw new IOException("It is no file of ordinary size.");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return SettingsFile.Parse(path, scope, bytes);
    }

    /// <summary>Source: claude-code-facts, 2.1.</summary>
    private static IEnumerable<string> ManagedFiles()
    {
        var directory = OperatingSystem.IsWindows() ? @"C:\Program Files\ClaudeCode"
            : OperatingSystem.IsMacOS() ? "/Library/Application Support/ClaudeCode"
            : "/etc/claude-code";
        yield return Path.Combine(directory, "managed-settings.json");
        var parts = Path.Combine(directory, "managed-settings.d");
        if (Directory.Exists(parts))
        {
            foreach (var part in Directory.EnumerateFiles(parts, "*.json").Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal))
            {
                yield return part;
            }
        }
    }
}
