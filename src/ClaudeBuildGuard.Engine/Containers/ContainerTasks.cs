using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>What <c>make</c>, <c>just</c> and the package managers of JavaScript run under a name: a container is often set up by such a task.</summary>
internal static class ContainerTasks
{
    private const int LongestFile = 256 * 1024;

    private static readonly string[] Makefiles = ["GNUmakefile", "makefile", "Makefile"];

    private static readonly string[] Justfiles = ["justfile", ".justfile", "Justfile"];

    /// <summary>The script that a command runs by its name; null when it runs none, or none of the repository.</summary>
    public static ContainerScript? Of(RepositoryView repository, ShellCommand command)
    {
        List<string> words = [.. command.Arguments.Select(w => w.Text).Where(w => !w.StartsWith('-') && !w.Contains('=', StringComparison.Ordinal))];
        return command.Program switch
        {
            "make" or "gmake" => Rules(repository, Makefiles, words),
            "just" => Rules(repository, Justfiles, words),
            "npm" or "pnpm" or "yarn" or "bun" => PackageScript(repository, words is ["run" or "run-script", var name, ..] ? name : words.FirstOrDefault()),
            _ => null,
        };
    }

    // The recipes of the targets, those that they need first; without a name the first target.
    private static ContainerScript? Rules(RepositoryView repository, string[] names, List<string> targets)
    {
        if (names.Select(repository.Find).FirstOrDefault(f => f is { LinkTarget: null, Length: < LongestFile }) is not { } file || YamlFile.Text(file, new FindingCollector()) is not { } text)
        {
            return null;
        }

        var rules = new Dictionary<string, (string[] Needs, List<(string, int, int)> Recipe)>(StringComparer.Ordinal);
        List<(string, int, int)>? recipe = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (line.Length > 0 && line[0] is '\t' or ' ')
            {
                var body = line.TrimStart('\t', ' ', '@', '-', '+');
                recipe?.Add((body.Replace("$$", "$", StringComparison.Ordinal), number, 1 + line.Length - body.Length));
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[0] is not ('#' or '.') && !line.AsSpan(colon).StartsWith(":="))
            {
                recipe = [];
                var needs = line[(colon + 1)..].TrimStart(':').Split(';')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                foreach (var target in line[..colon].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    // A recipe of just has its parameters behind its name: only the first word is one.
                    rules.TryAdd(target, (needs, recipe));
                }

                if (targets.Count == 0)
                {
                    targets.Add(line[..colon].Split(' ')[0]);
                }
            }
        }

        var lines = new List<(string, int, int)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            Add(target);
        }

        return lines.Count == 0 ? null : new ContainerScript(file.Path, SourceText.Of(lines));

        void Add(string target)
        {
            if (rules.TryGetValue(target, out var rule) && seen.Count < LongestFile / 1024 && seen.Add(target))
            {
                foreach (var need in rule.Needs)
                {
                    Add(need);
                }

                lines.AddRange(rule.Recipe);
            }
        }
    }

    private static ContainerScript? PackageScript(RepositoryView repository, string? name) =>
        name is not null && repository.Find("package.json") is { Length: < LongestFile } file && YamlFile.ReadJson(file, new FindingCollector()) is { } root
            && root["scripts"]?[name] is { AsString: { } text } script
            ? new ContainerScript(file.Path, SourceText.InOneLine(text, script.Span.Line, script.Span.Column + 1))
            : null;
}
