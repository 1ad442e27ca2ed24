using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>What a command runs that stands in a file of the repository: a script, a target of a Makefile, a script of a package.</summary>
/// <param name="Path">The file.</param>
/// <param name="Commands">The commands of it that run.</param>
internal sealed record StartedScripts(string Path, IReadOnlyList<ShellCommand> Commands)
{
    /// <summary>What a command starts; null when that is nothing of the repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="command">The command.</param>
    /// <param name="problems">Takes what is too large to be read.</param>
    /// <param name="directories">Where it may run, relative to the root.</param>
    public static StartedScripts? Of(RepositoryView repository, ShellCommand command, IFindings problems, IReadOnlyList<string> directories)
    {
        if (NamedTasks.Of(repository, command, problems, directories) is { } task)
        {
            return new StartedScripts(task.Path, task.Commands);
        }

        var word = command.Program is "bash" or "sh" or "zsh" or "pwsh" or "powershell" or "source" or "." ? command.Arguments.Select(a => a.Text).FirstOrDefault(a => !a.StartsWith('-'))
            : command.ProgramIndex >= 0 ? command.Words[command.ProgramIndex].Text : null;
        var file = word is null ? null
            : directories.Select(d => RepositoryPath.Combine(d, word.Replace('\\', '/'))).OfType<string>().Select(repository.Find).FirstOrDefault(f => f is not null);

        // A file that cannot be read is reported where scripts are judged.
        return file is not null && ScannedFile.KindOf(file.Path) == ScanKind.Script && YamlFile.Text(file, new FindingCollector()) is { } text
            ? new StartedScripts(file.Path, ShellScript.Parse(text, dialect: ScannedFile.DialectOf(file.Name)))
            : null;
    }
}
