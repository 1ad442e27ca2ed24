using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Scripts;

/// <summary>How a script is written.</summary>
internal enum ShellDialect
{
    /// <summary>Bourne shells, and the shell lines of Dockerfile, workflow and package.json.</summary>
    Posix,

    /// <summary>Files of which each line is a command by itself, such as a Makefile: a quote does not reach past its line.</summary>
    Lines,

    /// <summary>A pipeline of Jenkins: as <see cref="Lines"/>, and its blocks stand in braces.</summary>
    Groovy,

    /// <summary>PowerShell.</summary>
    PowerShell,

    /// <summary>cmd.exe.</summary>
    Batch,
}

/// <summary>
/// Takes a script apart into simple commands. It knows quotes, comments, continuation lines, here documents, pipes and command
/// substitution; it expands nothing and runs nothing. Text that is no valid script gives the commands that can be seen in it.
/// </summary>
internal static class ShellScript
{
    /// <summary>More commands than any script that people write: what follows them is not taken apart, and whoever asks has to say so.</summary>
    public const int MostCommands = 50_000;

    /// <summary>The commands of a script, in order; those inside <c>$(…)</c> before the command they stand in.</summary>
    public static IReadOnlyList<ShellCommand> Parse(SourceText source, ShellDialect dialect = ShellDialect.Posix)
    {
        var commands = new List<ShellCommand>();
        new ShellScriptReader(source, dialect, commands, source.Text, 0, 0).Read();
        return commands;
    }

    /// <summary>The commands of a text that stands in one place.</summary>
    public static IReadOnlyList<ShellCommand> Parse(string text, int line = 1, int column = 1, ShellDialect dialect = ShellDialect.Posix) =>
        Parse(SourceText.At(text, line, column), dialect);
}
