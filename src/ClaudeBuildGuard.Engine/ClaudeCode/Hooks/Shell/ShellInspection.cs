namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>
/// Looks through a shell text for ways to a protected file. Best effort: whoever builds a path at run time gets past it, which is why the
/// client's sandbox is the boundary and this is the tripwire in front of it.
/// </summary>
internal sealed class ShellInspection(ProtectedFiles files, string home)
{
    private const int LongestCommand = 1024 * 1024;

    /// <summary>Commands within commands: nobody who means well goes deeper.</summary>
    private const int DeepestCommand = 6;

    /// <summary>Texts that were looked at already, with directory and purpose: long commands repeat themselves.</summary>
    private readonly HashSet<string> _harmless = new(StringComparer.Ordinal);

    private readonly TreeSweeps _sweeps = new(files, home);
    private bool _withHidden;

    /// <summary>Why the command must not run; null when nothing was found.</summary>
    /// <param name="text">The command.</param>
    /// <param name="directory">The absolute path of the directory that it is run in.</param>
    /// <param name="bash">True for Bash, false for PowerShell.</param>
    public string? WhyNot(string text, string directory, bool bash) => WhyNot(text, directory, bash, depth: 0);

    private string? WhyNot(string text, string directory, bool bash, int depth)
    {
        if (text.Length > LongestCommand)
        {
            return "the command is longer than a megabyte, so it was not looked through";
        }

        if (depth > DeepestCommand)
        {
            return "commands are nested so deeply in it that it was not looked through";
        }

        // Bash leaves names with a leading dot out of "*", unless it is told not to.
        _withHidden |= text.Contains("dotglob", StringComparison.Ordinal) || text.Contains("GLOBIGNORE", StringComparison.Ordinal);
        var readable = bash ? text : text.Replace("'+'", string.Empty, StringComparison.Ordinal).Replace("\"+\"", string.Empty, StringComparison.Ordinal);
        foreach (var command in ShellReader.Read(readable, bash, files.Root))
        {
            var call = ShellCall.Of(command, directory, bash);
            if (call.Program is "cd" or "pushd" or "chdir" or "sl" or "Set-Location" && call.Words.Count > 1)
            {
                directory = HookPath.Absolute(call.Words[^1], directory, home) ?? directory;
                continue;
            }

            var reason = Writes(call) ?? Reads(call, bash) ?? Runs(call, bash, depth) ?? EnvironmentDumps.WhyNot(call.Words, call.Program);
            if (reason is not null)
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>The guard's own files are no command's to change.</summary>
    private string? Writes(ShellCall call)
    {
        var changes = !ShellPrograms.ChangeNothing.Contains(call.Program) || call.Words.Any(w => w.StartsWith("-i", StringComparison.Ordinal) || w.StartsWith("--in-place", StringComparison.Ordinal));
        foreach (var word in (changes ? call.Command.Outputs.Concat(call.Words.Skip(1)) : call.Command.Outputs).SelectMany(ShellWords.Candidates))
        {
            if (HookPath.Absolute(word, call.Directory, home) is { } path && files.OwnFile(path) is { } own)
            {
                return ProtectedFiles.WhyNotChange(own);
            }
        }

        return null;
    }

    private string? Reads(ShellCall call, bool bash)
    {
        foreach (var input in call.Command.Inputs)
        {
            if (Path(input, call, bash, reads: true) is { } reason)
            {
                return reason;
            }
        }

        var feeds = FeedsReader(call, bash);
        if (!files.SandboxConfines && _sweeps.WhyNot(call, feeds) is { } sweep)
        {
            return sweep;
        }

        if (!feeds && (ShellPrograms.Echo.Contains(call.Program) || (ShellPrograms.NameOnly.Contains(call.Program) && !RunsForEach(call))))
        {
            return null;
        }

        var reads = ShellPrograms.Readers.Contains(call.Program);
        foreach (var word in ShellOperands.Of(call, bash))
        {
            foreach (var candidate in ShellWords.Candidates(word))
            {
                if (Path(candidate, call, bash, reads) is { } reason)
                {
                    return reason;
                }
            }

            if (Named(word, call, bash) is { } known)
            {
                return $"it names '{known}', which holds secrets";
            }
        }

        return null;
    }

    /// <summary>What a command runs in its turn: the text of a shell, the code of an interpreter.</summary>
    private string? Runs(ShellCall call, bool bash, int depth)
    {
        var script = ShellPrograms.Shells.Contains(call.Program);
        var runs = script || ShellPrograms.Runners.Contains(call.Program);
        var code = ShellPrograms.Interpreters.Contains(call.Program);
        for (var i = 1; i < call.Words.Count; i++)
        {
            var word = call.Words[i];
            var before = call.Words[i - 1];
            var given = (before.Length is > 1 and < 6 && before[0] is '-' or '/' && before[1] != '-' && before[^1] is 'c' or 'C' or 'e' or 'E') || before is "-Command" or "--command" or "--eval" or "-EncodedCommand" or "-enc";
            var named = call.Program == "git" && before is "-c" && word.Contains('=');
            if (word.Length > 2 && (word.Contains(' ') || word.Contains('<')) && (runs || given) && WhyNot(named ? word[(word.IndexOf('=') + 1)..].TrimStart('!') : word, call.Directory, Speaks(call.Program, bash), depth + 1) is { } reason)
            {
                return reason;
            }

            if (before.StartsWith("-enc", StringComparison.OrdinalIgnoreCase) && !bash | call.Program is "pwsh" or "powershell")
            {
                return "it runs a command in a form that nobody can read";
            }

            if (code && Code(word, call) is { } inCode)
            {
                return inCode;
            }
        }

        foreach (var document in call.Command.Documents)
        {
            // What a program reads in one word may be a name that it opens next.
            if (document.Length < 1024 && ShellWords.Candidates(document.Trim()).Select(c => Path(c, call, bash, reads: true)).FirstOrDefault(r => r is not null) is { } named)
            {
                return named;
            }

            if ((runs ? WhyNot(document, call.Directory, Speaks(call.Program, bash), depth + 1) : code ? Code($"'{document}", call) ?? Code(document, call) : null) is { } reason)
            {
                return reason;
            }
        }

        return Piped(call, bash, depth);
    }

    /// <summary>What is piped into a shell is a script: that of an echo can be read, that of a decoder cannot.</summary>
    private string? Piped(ShellCall call, bool bash, int depth)
    {
        if (call.Command.PipedInto is not { } next || ShellCall.Of(next, call.Directory, bash) is not { } shell || !ShellPrograms.Shells.Contains(shell.Program) || shell.Words.Count > 2)
        {
            return null;
        }

        return ShellPrograms.Echo.Contains(call.Program) ? WhyNot(string.Join(' ', call.Words.Skip(1)), call.Directory, Speaks(shell.Program, bash), depth + 1)
            : call.Program is "base64" or "base32" or "xxd" or "openssl" ? "it runs a command in a form that nobody can read"
            : null;
    }

    private string? Code(string code, ShellCall call)
    {
        foreach (var text in InlineCode.Texts(code))
        {
            if (HookPath.Absolute(text, call.Directory, home) is not { } path)
            {
                continue;
            }

            if (files.OwnFile(path) is { } own)
            {
                return ProtectedFiles.WhyNotChange(own);
            }

            if ((text.Contains('.') || text.Contains('/') || File.Exists(path)) && Path(text, call, bash: false, reads: true) is { } reason)
            {
                return reason;
            }
        }

        return EnvironmentDumps.WhyNot(code);
    }

    /// <summary>True when the names that a command prints are read by another: <c>ls | xargs cat</c>, <c>cat $(ls)</c>.</summary>
    private static bool FeedsReader(ShellCall call, bool bash)
    {
        if (call.Command.PipedInto is { } next)
        {
            if (next.Words is ["while" or "for", ..])
            {
                return true;
            }

            var taker = next.Words.Count == 0 ? string.Empty : ShellPrograms.Name(next.Words[0]);
            var reader = ShellCall.Of(next, call.Directory, bash);
            if ((ShellPrograms.TakeNames.Contains(taker) && !ShellPrograms.NameOnly.Contains(reader.Program) && !ShellPrograms.Echo.Contains(reader.Program))
                || reader.Subcommand == "cat-file"
                || (!bash && reader.Program is "cat" or "type"))
            {
                return true;
            }
        }

        // In $(…): what the outer command does with the names counts.
        return call.Command.PartOf is { } outer && (outer.Words is ["for", ..] || ShellPrograms.Readers.Contains(ShellCall.Of(outer, call.Directory, bash).Program));
    }

    private static bool RunsForEach(ShellCall call) =>
        call.Program is "find" or "fd" && call.Words.Any(w => w is "-exec" or "-execdir" or "-ok" or "-okdir" or "-x" or "-X" or "--exec" or "--exec-batch" or "-fprint" or "-fls");

    private static bool Speaks(string program, bool bash) => program switch
    {
        "pwsh" or "powershell" or "iex" or "Invoke-Expression" or "Invoke-Command" or "icm" => false,
        "cmd" => false,
        "sh" or "bash" or "zsh" or "dash" or "ash" or "ksh" or "wsl" or "ssh" => true,
        _ => bash,
    };

    /// <summary>
    /// Why a word must not be given to a program as a path; null when it may be. A program that shows what it is given must not see output
    /// that the team excludes either.
    /// </summary>
    private string? Path(string word, ShellCall call, bool bash, bool reads)
    {
        if (!_harmless.Add($"{(reads ? 'r' : 'u')}{call.Directory}\0{word}"))
        {
            return null;
        }

        // Bash expands what is not quoted; the commands of PowerShell expand by themselves.
        if ((!bash || call.Command.HasGlob) && word.AsSpan().ContainsAny('*', '?', '['))
        {
            return HookPath.Absolute(word, call.Directory, home) is { } glob && files.WhyNotExpand(glob, hidden: !bash || _withHidden) is { } why ? $"'{word}' expands to what must not be read: {why}" : null;
        }

        return HookPath.Absolute(word, call.Directory, home) is { } path && !Directory.Exists(path) ? reads ? files.WhyNotRead(path) : files.WhyNotUse(path) : null;
    }

    /// <summary>
    /// The known secret file whose name stands in a word, bounded by what no name holds: archives, references, places inside a container.
    /// A word that names another file which exists is that file.
    /// </summary>
    private string? Named(string word, ShellCall call, bool bash)
    {
        if (word.Contains(' ') || files.KnownByName(word, bash) is not { } known)
        {
            return null;
        }

        return HookPath.Absolute(word, call.Directory, home) is { } path && File.Exists(path) ? null : known;
    }
}
