namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>One simple command of a shell text, as far as the text shows it. Filled by <see cref="ShellReader"/>.</summary>
internal sealed class ShellCommand
{
    /// <summary>Stands in a word for text that only a run would show: an unknown variable, the output of a program.</summary>
    public const char Unknown = '\uFFFC';

    /// <summary>The words without quotes, with what is known of variables and substitutions put in; the first is the program.</summary>
    public List<string> Words { get; } = [];

    /// <summary>What is redirected into it.</summary>
    public List<string> Inputs { get; } = [];

    /// <summary>What it is redirected to.</summary>
    public List<string> Outputs { get; } = [];

    /// <summary>The texts of its here-documents and here-strings.</summary>
    public List<string> Documents { get; } = [];

    /// <summary>The command that its output is piped into; null when there is none.</summary>
    public ShellCommand? PipedInto { get; set; }

    /// <summary>The command in whose words its output stands, for one in <c>$(…)</c>; null for any other.</summary>
    public ShellCommand? PartOf { get; init; }

    /// <summary>True when a wildcard or a brace stands outside of quotes, where the shell expands it.</summary>
    public bool HasGlob { get; set; }

    /// <summary>True when nothing was read yet.</summary>
    public bool IsEmpty => Words.Count + Inputs.Count + Outputs.Count + Documents.Count == 0;
}
