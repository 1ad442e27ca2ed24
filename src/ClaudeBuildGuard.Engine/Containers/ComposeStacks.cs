using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>
/// The compose files that commands of the repository lay over each other: <c>docker compose -f a.yml -f b.yml</c> in scripts, Makefiles, pipelines and
/// tasks, and <c>COMPOSE_FILE</c> in files of variables. Text is searched, no language read: a variable may hold the options.
/// </summary>
internal static partial class ComposeStacks
{
    // The searches in a line are not made for more.
    private const int LargestFile = 256 * 1024;

    // Files that one name with a variable in it may mean; more say nothing.
    private const int MostMeant = 8;

    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".sh", ".bash", ".zsh", ".fish", ".ps1", ".psm1", ".cmd", ".bat", ".mk", ".yml", ".yaml", ".json", ".toml", ".env", ".py", ".js", ".mjs", ".ts", ".service", ".groovy", ".tf", string.Empty,
    };

    /// <summary>The stacks of a repository, each with the lowest file first.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="problems">Takes what is too large to be searched.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Of(RepositoryView repository, IFindings problems)
    {
        var stacks = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var file in repository.Files.Where(f => f.Length is > 0 and <= RepositoryFile.LargestWholeFile && MayHold(f.Name)))
        {
            if (YamlFile.Text(file, new FindingCollector(), MayName) is not { } text)
            {
                continue;
            }

            if (file.Length > LargestFile)
            {
                if (text.Split('\n').Any(MayStart))
                {
                    problems.Report(file.TooLarge("commands that lay compose files over each other", LargestFile));
                }

                continue;
            }

            foreach (var line in Continued().Replace(text, "  ").Split('\n').Where(l => !Comment().IsMatch(l)))
            {
                foreach (var names in Named(line))
                {
                    foreach (var stack in Meant(repository, file.Path, names))
                    {
                        stacks.TryAdd(string.Join('\n', stack), stack);
                    }
                }
            }
        }

        return [.. stacks.Values];
    }

    /// <summary>The files that a name in a command means: seen from the root, from the file that holds it, or from a directory that is not known.</summary>
    public static IReadOnlyList<string> FilesOf(RepositoryView repository, string holder, string name)
    {
        var written = Variable().Replace(name.Replace('\\', '/'), "*");
        written = written.StartsWith("*/", StringComparison.Ordinal) ? written[2..] : written.StartsWith("./", StringComparison.Ordinal) ? written[2..] : written;
        foreach (var path in (string?[])[RepositoryPath.Combine(RepositoryPath.Directory(holder), written), RepositoryPath.Combine(written)])
        {
            if (path is not null && repository.Find(path) is not null)
            {
                return [path];
            }
        }

        while (written.StartsWith("../", StringComparison.Ordinal))
        {
            written = written[3..];
        }

        if (written.Length == 0 || written[0] is '/' or '*' || written.Contains(':', StringComparison.Ordinal))
        {
            return [];
        }

        var anywhere = Glob.Compile("**/" + written.Replace("[", "\\[", StringComparison.Ordinal), ignoreCase: false);
        string[] meant = [.. repository.Files.Where(f => ComposeFile.HasExtension(f.Name) && anywhere.Matches(f.Path)).Select(f => f.Path).Take(MostMeant + 1)];
        return meant.Length <= MostMeant ? meant : [];
    }

    private static bool MayHold(string name) =>
        name.StartsWith(".env", StringComparison.Ordinal) || Extensions.Contains(name[Math.Max(0, name.LastIndexOf('.'))..]) || !name.Contains('.', StringComparison.Ordinal);

    private static bool MayName(ReadOnlySpan<byte> content) =>
        content.IndexOf("COMPOSE_FILE"u8) >= 0
        || ((content.IndexOf("ompose"u8) >= 0 || content.IndexOf("stack deploy"u8) >= 0) && (content.IndexOf("-f"u8) >= 0 || content.IndexOf("-c"u8) >= 0 || content.IndexOf("--file"u8) >= 0));

    private static bool MayStart(string line) =>
        line.Contains(".y", StringComparison.Ordinal)
        && (line.Contains("COMPOSE_FILE=", StringComparison.Ordinal)
            || (line.Contains(" -f ", StringComparison.Ordinal) && (line.Contains("docker compose ", StringComparison.Ordinal) || line.Contains("docker-compose ", StringComparison.Ordinal))));

    private static IEnumerable<string[]> Named(string line)
    {
        if (Option().Matches(line) is { Count: > 0 } options)
        {
            yield return [.. options.Select(o => o.Groups["path"].Value)];
        }

        foreach (Match variable in Assigned().Matches(line))
        {
            yield return variable.Groups["paths"].Value.Split([':', ';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }
    }

    // Of a name that may mean several files, each is a stack of its own; what is not in the repository adds nothing that is known.
    private static IEnumerable<IReadOnlyList<string>> Meant(RepositoryView repository, string holder, string[] names)
    {
        IEnumerable<IReadOnlyList<string>> stacks = [[]];
        foreach (var name in names)
        {
            if (FilesOf(repository, holder, name) is { Count: > 0 } files)
            {
                stacks = [.. stacks.SelectMany(s => files.Where(f => !s.Contains(f)).Select(f => (IReadOnlyList<string>)[.. s, f]).DefaultIfEmpty(s)).Take(MostMeant)];
            }
        }

        return stacks.Where(s => s.Count > 0);
    }

    [GeneratedRegex(@"[\\`^]\r?\n[ \t]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Continued();

    [GeneratedRegex(@"^\s*(?:#|//|@?(?:REM|rem)\s|::)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<![\w-])(?:-f|-c|--file|--compose-file)(?:[\s=""',\]\[]{1,8})?(?<path>[^\s""',;|&<>\[\]]{1,300}\.ya?ml)\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Option();

    [GeneratedRegex(@"\bCOMPOSE_FILE[""']?\s*[:?+]{0,2}=?\s*[""']?(?<paths>[^\s""'|&<>]{1,1000}\.ya?ml)\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Assigned();

    [GeneratedRegex(@"\$\{\w[^{}]*\}|\$\(\w+\)|\$\{\{[^{}]*\}\}|\$\w+|%\w+%", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
