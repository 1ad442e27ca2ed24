namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>A command as it runs: without wrappers such as <c>sudo</c>, in a directory.</summary>
/// <param name="Command">As it was read.</param>
/// <param name="Words">From the program on.</param>
/// <param name="Program">The program's name without its directory; empty when there is none.</param>
/// <param name="Directory">The absolute path that relative paths start from.</param>
internal sealed record ShellCall(ShellCommand Command, IReadOnlyList<string> Words, string Program, string Directory)
{
    private int _subcommand = -1;

    /// <summary>Of git: the word that says what is done; empty for other programs.</summary>
    public string Subcommand => SubcommandIndex < Words.Count ? Words[SubcommandIndex] : string.Empty;

    /// <summary>Where the subcommand of git stands, past git's own options; past the end when there is none.</summary>
    public int SubcommandIndex
    {
        get
        {
            if (_subcommand < 0)
            {
                _subcommand = Program == "git" ? 1 : Words.Count;
                while (_subcommand < Words.Count && Words[_subcommand].StartsWith('-'))
                {
                    _subcommand += Words[_subcommand] is "-C" or "-c" or "--git-dir" or "--work-tree" or "--namespace" ? 2 : 1;
                }
            }

            return _subcommand;
        }
    }

    /// <summary>The call of a command.</summary>
    public static ShellCall Of(ShellCommand command, string directory, bool bash)
    {
        var words = ShellPrograms.Unwrapped(bash ? [.. command.Words.SelectMany(ShellWords.Braces)] : command.Words);
        return new ShellCall(command, words, words.Count == 0 ? string.Empty : ShellPrograms.Name(words[0]), directory);
    }
}
