namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>Commands that print the whole environment, or secrets that a tool keeps for a person.</summary>
internal static class EnvironmentDumps
{
    private const string Variables = "it prints every environment variable, secrets included";

    /// <summary>How languages name the environment as a whole, with what behind it takes a single variable.</summary>
    private static readonly (string Name, string[] Single)[] Names =
    [
        ("os.environ", ["[", ".get", ".setdefault", ".pop"]), ("process.env", [".", "[", "?."]), ("%ENV", []), ("$_ENV", ["["]), ("getenv()", []), ("ENVIRON", ["["]),
        ("ENV.to_h", []), ("ENV.to_a", []), ("ENV.each", []), ("ENV.inspect", []), ("GetEnvironmentVariables", []),
    ];

    private const string BsdLetters = "acefghjlmnrsuvwxST";

    /// <summary>What a command prints that holds secrets; null when it prints none.</summary>
    public static string? WhyNot(IReadOnlyList<string> words, string program)
    {
        bool Has(string word) => words.Contains(word, StringComparer.OrdinalIgnoreCase);
        return program.ToLowerInvariant() switch
        {
            "printenv" when words.Skip(1).All(w => w.StartsWith('-')) => Variables,
            "env" when words.Skip(1).All(w => w is "-0" or "--null") => Variables,
            "set" when words.Count == 1 => Variables,
            "export" or "declare" or "typeset" when words.Skip(1).All(w => w is "-p" or "-x" or "-px" or "-xp") => Variables,
            "ps" when words.Skip(1).Any(ShowsEnvironment) => Variables,
            "get-childitem" or "gci" or "dir" or "ls" or "get-item" or "gi" when words.Any(w => w.StartsWith("env:", StringComparison.OrdinalIgnoreCase)) => Variables,
            "dotnet" when Has("user-secrets") && Has("list") => "it prints the secrets of a developer",
            "docker" or "podman" or "docker-compose" when Has("config") && (program == "docker-compose" || Has("compose")) => "it prints the resolved secrets of the composition",
            "git" when Has("credential") && Has("fill") => "it prints a stored password",
            "gh" when Has("auth") && (Has("token") || Has("--show-token")) => "it prints a stored token",
            _ when words.Any(w => w.Contains("/proc/", StringComparison.Ordinal) && w.EndsWith("/environ", StringComparison.Ordinal)) => Variables,
            _ when words.Any(w => w.Contains("::GetEnvironmentVariables", StringComparison.OrdinalIgnoreCase)) => Variables,
            _ => null,
        };
    }

    /// <summary>Why inline code must not run that takes the whole environment; a single variable by its name is another matter.</summary>
    public static string? WhyNot(string code)
    {
        foreach (var (name, single) in Names)
        {
            for (var at = code.IndexOf(name, StringComparison.Ordinal); at >= 0; at = code.IndexOf(name, at + 1, StringComparison.Ordinal))
            {
                var rest = code.AsSpan(at + name.Length).TrimStart();
                var isSingle = false;
                foreach (var follower in single)
                {
                    isSingle |= rest.StartsWith(follower, StringComparison.Ordinal);
                }

                if (!isSingle)
                {
                    return Variables;
                }
            }
        }

        return null;
    }

    /// <summary>The letters of BSD's <c>ps</c>, such as <c>auxe</c>; with a hyphen, <c>-e</c> means something else.</summary>
    private static bool ShowsEnvironment(string word) => word.Contains('e') && word.All(BsdLetters.Contains);
}
