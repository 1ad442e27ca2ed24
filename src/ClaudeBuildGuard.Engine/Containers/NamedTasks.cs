using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>
/// What <c>make</c>, <c>just</c> and the package managers of JavaScript run under a name: containers are often set up by such a task, and pipelines
/// deploy by one.
/// </summary>
internal static class NamedTasks
{
    private const int LongestFile = 256 * 1024;

    private static readonly ImmutableArray<string> Packages = ["package.json"];

    // Options whose value is the directory to work in.
    private static readonly string[] DirectoryOptions = ["-C", "--directory", "--prefix", "--cwd", "--dir"];

    /// <summary>The script that a command runs by its name; null when it runs none, or none of the repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="command">The command.</param>
    /// <param name="problems">Takes what is too large to be read.</param>
    /// <param name="directories">Where it may run, relative to the root; the first one that holds tasks counts.</param>
    public static ContainerScript? Of(RepositoryView repository, ShellCommand command, IFindings problems, params IReadOnlyList<string> directories)
    {
        if (command.Program is not ("make" or "gmake" or "just" or "npm" or "pnpm" or "yarn" or "bun"))
        {
            return null;
        }

        string[] all = [.. command.Arguments.Select(w => w.Text)];
        var option = Array.FindIndex(all, w => DirectoryOptions.Contains(w));
        List<string> words = [.. all.Where((w, i) => (option < 0 || i != option + 1) && !w.StartsWith('-') && !w.Contains('=', StringComparison.Ordinal))];
        List<string> places = [.. directories.Select(d => RepositoryPath.Combine(d, option >= 0 && option + 1 < all.Length ? all[option + 1] : string.Empty)).OfType<string>()];
        return command.Program switch
        {
            "make" or "gmake" => Rules(repository, File(repository, TaskRules.Makefiles, places, problems), words),
            "just" => Rules(repository, File(repository, TaskRules.Justfiles, places, problems), words),
            _ => PackageScript(repository, File(repository, Packages, places, problems), words is ["run" or "run-script", var name, ..] ? name : words.FirstOrDefault()),
        };
    }

    private static RepositoryFile? File(RepositoryView repository, ImmutableArray<string> names, List<string> directories, IFindings problems)
    {
        var file = directories.SelectMany(d => names.Select(n => repository.Find(d.Length == 0 ? n : $"{d}/{n}"))).FirstOrDefault(f => f is { LinkTarget: null });
        if (file is { Length: > LongestFile })
        {
            problems.Report(file.TooLarge("tasks that a command names", LongestFile));
            return null;
        }

        return file;
    }

    // The recipes of the targets, those that they need first; without a name the first target.
    private static ContainerScript? Rules(RepositoryView repository, RepositoryFile? file, List<string> targets)
    {
        if (file is null || FilesRead.Of(repository).Rules.GetOrAdd(file.Path, _ => YamlFile.Text(file, new FindingCollector()) is { } text ? TaskRules.Of(text) : null) is not { } rules)
        {
            return null;
        }

        var lines = rules.Recipes(targets);
        return lines.Count == 0 ? null : new ContainerScript(file.Path, SourceText.Of(lines));
    }

    private static ContainerScript? PackageScript(RepositoryView repository, RepositoryFile? file, string? name) =>
        name is not null && file is not null && FilesRead.Of(repository).Packages.GetOrAdd(file.Path, _ => YamlFile.ReadJson(file, new FindingCollector())) is { } root
            && root["scripts"]?[name] is { AsString: { } text } script
            ? new ContainerScript(file.Path, SourceText.InOneLine(text, script.Span.Line, script.Span.Column + 1))
            : null;

    // A file is read once, however many commands name tasks of it.
    private sealed class FilesRead
    {
        public ConcurrentDictionary<string, TaskRules?> Rules { get; } = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, JsonElement?> Packages { get; } = new(StringComparer.Ordinal);

        public static FilesRead Of(RepositoryView repository) => repository.Derive(static _ => new FilesRead());
    }
}
