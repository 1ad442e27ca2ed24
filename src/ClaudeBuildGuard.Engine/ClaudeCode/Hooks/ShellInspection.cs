using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks;

/// <summary>
/// Looks through a shell text for ways to a protected file. Best effort: whoever builds a path at run time gets past it, which is why the
/// client's sandbox is the boundary and this is the tripwire in front of it.
/// </summary>
internal sealed class ShellInspection(ProtectedFiles files, string home)
{
    private const int LongestCommand = 1024 * 1024;

    /// <summary>Programs that name a file without showing what is in it.</summary>
    private static readonly HashSet<string> NamesOnly = new(StringComparer.OrdinalIgnoreCase)
    {
        "ls", "dir", "stat", "test", "[", "[[", "rm", "touch", "mkdir", "chmod", "chown", "du", "tree", "echo", "printf", "basename", "dirname", "realpath",
        "Test-Path", "Remove-Item", "Get-ChildItem", "gci", "New-Item", "true", "false", "pwd", "cd",
    };

    private static readonly HashSet<string> GitNamesOnly = new(StringComparer.Ordinal)
    {
        "rm", "check-ignore", "status", "ls-files", "update-index", "log", "restore", "checkout", "mv", "ls-tree", "rev-parse",
    };

    private static readonly HashSet<string> ReadsOnly = new(StringComparer.OrdinalIgnoreCase)
    {
        "cat", "head", "tail", "less", "more", "grep", "rg", "jq", "ls", "stat", "wc", "diff", "nl", "sort", "Get-Content", "gc", "type", "Select-String",
        "sls", "test", "[", "file", "sha256sum", "git", "claude-build-guard", "dotnet", "echo", "printf", "cd", "bat", "find", "Test-Path", "dir", "gci",
    };

    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal)
    {
        "sudo", "env", "timeout", "time", "nice", "nohup", "stdbuf", "command", "builtin", "xargs", "exec", "ionice", "setsid", "watch", "do", "then", "if", "!",
    };

    private static readonly HashSet<string> Interpreters = new(StringComparer.OrdinalIgnoreCase)
    {
        "python", "python3", "perl", "ruby", "node", "php", "deno", "bun", "awk", "gawk", "pwsh", "powershell", "lua",
    };

    private static readonly System.Buffers.SearchValues<char> NotInPaths = System.Buffers.SearchValues.Create(" *?[(;");

    /// <summary>What begins and ends a text in a line of code.</summary>
    private static readonly char[] Quotes = ['\'', '"', '`'];

    /// <summary>Why the command must not run; null when nothing was found.</summary>
    public string? WhyNot(string text, string directory, bool bash)
    {
        if (text.Length > LongestCommand)
        {
            return "the command is longer than a megabyte, so it was not looked through";
        }

        foreach (var command in ShellCommand.Split(text, bash))
        {
            var words = Unwrapped(command.Words);
            var program = words.Count == 0 ? string.Empty : words[0][(words[0].LastIndexOfAny(['/', '\\']) + 1)..];
            if (program is "cd" or "pushd" or "Set-Location" && words.Count > 1)
            {
                directory = HookPath.Absolute(Expanded(words[1]), directory, home) ?? directory;
                continue;
            }

            var reason = Writes(command, words, program, directory) ?? Reads(command, words, program, directory) ?? Dumps(words, program);
            if (reason is not null)
            {
                return reason;
            }
        }

        return null;
    }

    private string? Writes(ShellCommand command, IReadOnlyList<string> words, string program, string directory)
    {
        var suspects = ReadsOnly.Contains(program) && !words.Contains("-i") ? command.Outputs : command.Outputs.Concat(words.Skip(1));
        foreach (var word in suspects.SelectMany(Candidates))
        {
            if (HookPath.Absolute(word, directory, home) is { } path && files.OwnFile(path) is { } own)
            {
                return $"'{own}' is one of the files that keep the agent in bounds; a person changes it";
            }
        }

        return null;
    }

    private string? Reads(ShellCommand command, IReadOnlyList<string> words, string program, string directory)
    {
        foreach (var input in command.Inputs)
        {
            if (Why(input, directory) is { } reason)
            {
                return reason;
            }
        }

        var namesOnly = NamesOnly.Contains(program) || (program == "git" && words.Count > 1 && GitNamesOnly.Contains(words[1]));
        if (namesOnly)
        {
            return null;
        }

        foreach (var word in words.Skip(program is "." or "source" ? 1 : 0))
        {
            foreach (var candidate in Candidates(word))
            {
                if (Why(candidate, directory) is { } reason)
                {
                    return reason;
                }
            }

            if (Named(word) is { } known)
            {
                return $"it names '{known}', which holds secrets";
            }

            if (Interpreters.Contains(program) && InCode(word, directory) is { } inCode)
            {
                return inCode;
            }
        }

        return files.SandboxConfines ? null : Sweeps(words, program, directory);
    }

    /// <summary>Programs that read a whole tree.</summary>
    private string? Sweeps(IReadOnlyList<string> words, string program, string directory)
    {
        bool Has(params ReadOnlySpan<string> options)
        {
            foreach (var option in options)
            {
                if (words.Contains(option))
                {
                    return true;
                }
            }

            return false;
        }

        bool Short(char letter) => words.Any(w => w.Length > 1 && w[0] == '-' && w[1] != '-' && w.Contains(letter));
        var sweeps = program switch
        {
            "grep" or "egrep" or "fgrep" => Short('r') || Short('R') || Has("--recursive"),
            "rg" or "ag" or "ack" => Short('u') || Has("--no-ignore", "--hidden", "-."),
            "find" or "fd" => Has("-exec", "-execdir", "--exec", "-x"),
            "tar" => Short('c') || (words.Count > 1 && words[1].Contains('c')) || Has("--create"),
            "zip" or "7z" or "rsync" or "scp" => true,
            "cp" or "Copy-Item" => Short('r') || Short('R') || Short('a') || Has("-Recurse"),
            "Select-String" or "sls" => Has("-Recurse") || words.Any(w => w.Contains('*')),
            _ => false,
        };
        if (!sweeps)
        {
            return null;
        }

        // What exists is what is gone through; a pattern or a target that does not exist yet is neither.
        var roots = words.Skip(1).Where(w => !w.StartsWith('-')).Select(w => HookPath.Absolute(Expanded(w), directory, home)).OfType<string>()
            .Where(p => Directory.Exists(p) || File.Exists(p)).DefaultIfEmpty(directory);
        foreach (var root in roots)
        {
            var below = files.Known.FirstOrDefault(k => HookPath.Below(HookPath.Absolute(k, files.Root, home)!, root) is not null);
            if (below is not null)
            {
                return $"it goes through a directory that holds '{below}'; name the files, or exclude that one";
            }
        }

        return null;
    }

    private static string? Dumps(IReadOnlyList<string> words, string program) => program switch
    {
        "printenv" when words.Count == 1 => "it prints every environment variable, secrets included",
        "env" or "set" or "export" when words.Count == 1 || (words.Count == 2 && words[1] == "-p") => "it prints every environment variable, secrets included",
        "Get-ChildItem" or "gci" or "dir" or "ls" when words.Any(w => w.StartsWith("env:", StringComparison.OrdinalIgnoreCase)) =>
            "it prints every environment variable, secrets included",
        "dotnet" when words.Count > 2 && words[1] == "user-secrets" && words[2] == "list" => "it prints the secrets of a developer",
        "docker" or "docker-compose" when words.Contains("config") && (program == "docker-compose" || words.Contains("compose")) => "it prints the resolved secrets of the composition",
        _ when words.Any(w => w.StartsWith("/proc/", StringComparison.Ordinal) && w.EndsWith("/environ", StringComparison.Ordinal)) =>
            "it prints every environment variable, secrets included",
        _ => null,
    };

    private string? Why(string word, string directory)
    {
        var expanded = Expanded(word);
        if (expanded.AsSpan().ContainsAny('*', '?', '['))
        {
            return Expands(expanded, directory) is { } hit ? $"'{word}' expands to '{hit}', which holds secrets" : null;
        }

        return HookPath.Absolute(expanded, directory, home) is { } path && !Directory.Exists(path) ? files.WhyNotRead(path) : null;
    }

    /// <summary>
    /// A protected file whose path stands in quotes in code that an interpreter is given inline. What is outside of quotes is the language's
    /// own: <c>process.env</c> is no file.
    /// </summary>
    private string? InCode(string code, string directory)
    {
        var pieces = code.Split(Quotes);
        for (var i = 1; i < pieces.Length; i++)
        {
            var piece = pieces[i];
            if (piece.Contains('.', StringComparison.Ordinal)
                && !piece.AsSpan().ContainsAny(NotInPaths)
                && Why(piece, directory) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>The known secret file that a glob of the shell expands to.</summary>
    private string? Expands(string glob, string directory)
    {
        if (HookPath.Absolute(glob, directory, home) is not { } path || HookPath.Below(path, files.Root) is not { } relative)
        {
            return null;
        }

        var compiled = Glob.Compile(relative, ignoreCase: true);
        return files.Known.FirstOrDefault(k => compiled.Matches(k));
    }

    /// <summary>The known secret file whose name stands in a word, bounded by what no name holds: inline code, archives, references.</summary>
    private string? Named(string word)
    {
        foreach (var known in files.Known)
        {
            var name = known[(known.LastIndexOf('/') + 1)..];
            for (var at = word.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = word.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var end = at + name.Length;
                if ((at == 0 || !IsNamePart(word[at - 1])) && (end == word.Length || !IsNamePart(word[end])))
                {
                    return known;
                }
            }
        }

        return null;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';

    /// <summary>A word and what stands in it behind <c>=</c>, <c>:</c> and <c>@</c>: options, revisions, curl's files.</summary>
    private static IEnumerable<string> Candidates(string word)
    {
        yield return word;
        for (var i = 0; i + 1 < word.Length; i++)
        {
            if (word[i] is '=' or ':' or '@' or ',')
            {
                yield return word[(i + 1)..];
                if (i > 200)
                {
                    yield break;
                }
            }
        }

        if (word.Length > 2 && word[0] == '-' && word[1] != '-')
        {
            yield return word[2..];
        }
    }

    private string Expanded(string word)
    {
        foreach (var (variable, value) in new[]
        {
            ("$CLAUDE_PROJECT_DIR", files.Root), ("${CLAUDE_PROJECT_DIR}", files.Root), ("$HOME", home), ("${HOME}", home), ("$env:USERPROFILE", home),
            ("%USERPROFILE%", home), ("$PWD/", string.Empty), ("${PWD}/", string.Empty),
        })
        {
            if (word.StartsWith(variable, StringComparison.OrdinalIgnoreCase))
            {
                return value + word[variable.Length..];
            }
        }

        return word;
    }

    private static IReadOnlyList<string> Unwrapped(IReadOnlyList<string> words)
    {
        var start = 0;
        while (start + 1 < words.Count && (Wrappers.Contains(words[start]) || words[start].StartsWith('-') || IsAssignment(words[start]) || (start > 0 && words[start].All(char.IsAsciiDigit))))
        {
            start++;
        }

        return start == 0 ? words : [.. words.Skip(start)];
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=');
        return equals > 0 && word[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }
}
