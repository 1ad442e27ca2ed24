using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>What a command runs that stands in a file of the repository: a script, a target of a Makefile, a script of a package.</summary>
/// <param name="Path">The file.</param>
/// <param name="Commands">The commands of it that run.</param>
internal sealed partial record StartedScripts(string Path, IReadOnlyList<ShellCommand> Commands)
{
    // A Makefile whose targets name each other in a circle ends here.
    private const int MostTargets = 64;

    /// <summary>What a command starts.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="command">The command.</param>
    /// <param name="directories">Where it may run, relative to the root.</param>
    public static IEnumerable<StartedScripts> Of(RepositoryView repository, ShellCommand command, IReadOnlyCollection<string> directories)
    {
        var words = command.Arguments.Select(a => a.Text).ToArray();
        return command.Program switch
        {
            "make" or "gmake" => Targets(repository, words, directories),
            "npm" or "yarn" or "pnpm" or "bun" => PackageScripts(repository, words, directories),
            "bash" or "sh" or "zsh" or "pwsh" or "powershell" or "source" or "." => Script(repository, words.FirstOrDefault(w => !w.StartsWith('-')), directories),
            _ => Script(repository, command.ProgramIndex >= 0 ? command.Words[command.ProgramIndex].Text : null, directories),
        };
    }

    private static IEnumerable<StartedScripts> Script(RepositoryView repository, string? word, IReadOnlyCollection<string> directories)
    {
        var file = word is null ? null : Find(repository, word, directories);
        return file is not null && ScannedFile.KindOf(file.Path) == ScanKind.Script && Text(file) is { } text
            ? [new StartedScripts(file.Path, ShellScript.Parse(text, dialect: ScannedFile.DialectOf(file.Name)))]
            : [];
    }

    private static IEnumerable<StartedScripts> Targets(RepositoryView repository, string[] words, IReadOnlyCollection<string> directories)
    {
        var option = Array.FindIndex(words, w => w is "-C" or "--directory");
        IReadOnlyCollection<string> places = option >= 0 && option + 1 < words.Length ? [.. directories.Select(d => RepositoryPath.Combine(d, words[option + 1])).OfType<string>()] : directories;
        var file = ((string[])["GNUmakefile", "Makefile", "makefile"]).Select(n => Find(repository, n, places)).FirstOrDefault(f => f is not null);
        if (file is null || Text(file) is not { } text)
        {
            yield break;
        }

        var pending = new Queue<string>(words.Where((w, i) => !w.StartsWith('-') && !w.Contains('=', StringComparison.Ordinal) && (option < 0 || i != option + 1)));
        var seen = new HashSet<string>(pending, StringComparer.Ordinal);
        var recipe = new List<ShellCommand>();
        var rules = Rule().Matches(text);
        while (pending.TryDequeue(out var target) && seen.Count < MostTargets)
        {
            foreach (var rule in rules.Where(r => r.Groups["targets"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(target)))
            {
                recipe.AddRange(ShellScript.Parse(rule.Groups["recipe"].Value, dialect: ShellDialect.Lines));
                foreach (var needed in rule.Groups["needs"].Value.Split([' ', '\t', '|'], StringSplitOptions.RemoveEmptyEntries).Where(seen.Add))
                {
                    pending.Enqueue(needed);
                }
            }
        }

        yield return new StartedScripts(file.Path, recipe);
    }

    private static IEnumerable<StartedScripts> PackageScripts(RepositoryView repository, string[] words, IReadOnlyCollection<string> directories)
    {
        var name = words.SkipWhile(w => w.StartsWith('-')).FirstOrDefault() is "run" or "run-script" ? words.SkipWhile(w => w is not ("run" or "run-script")).Skip(1).FirstOrDefault(w => !w.StartsWith('-')) : words.FirstOrDefault(w => !w.StartsWith('-'));
        var file = name is null ? null : Find(repository, "package.json", directories);

        // A package.json that is no JSON starts nothing.
        if (file is null || YamlFile.ReadJson(file, new FindingCollector())?["scripts"] is not { } scripts)
        {
            yield break;
        }

        foreach (var script in ((string[])[$"pre{name}", name!, $"post{name}"]).Select(n => scripts[n]?.AsString).OfType<string>())
        {
            yield return new StartedScripts(file.Path, ShellScript.Parse(script));
        }
    }

    private static RepositoryFile? Find(RepositoryView repository, string path, IReadOnlyCollection<string> directories) =>
        directories.Select(d => RepositoryPath.Combine(d, path.Replace('\\', '/'))).OfType<string>().Select(repository.Find).FirstOrDefault(f => f is not null);

    // A file that cannot be read is reported where scripts are judged.
    private static string? Text(RepositoryFile file) => YamlFile.Text(file, new FindingCollector());

    [GeneratedRegex(@"^(?<targets>[\w./ -]+?)[ \t]*::?(?!=)(?<needs>[^\n#;=]*)(?:#[^\n]*)?;?[^\n]*\n(?<recipe>(?:\t[^\n]*(?:\n|\z)|[ \t]*(?:#[^\n]*)?\n)*)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rule();
}
