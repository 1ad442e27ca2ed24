namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>What is known of programs by name. A program that stands nowhere here is taken for one that reads what it is given.</summary>
internal static class ShellPrograms
{
    /// <summary>Programs that name a file without showing what is in it.</summary>
    public static readonly HashSet<string> NameOnly = Set(
        "ls dir stat test [ [[ rm touch mkdir rmdir chmod chown du tree basename dirname realpath readlink wc file find fd locate which true false pwd cd pushd "
        + "popd unset kill exit return Test-Path Remove-Item Get-ChildItem gci New-Item Get-Item gi ri del erase Resolve-Path Split-Path case function");

    /// <summary>Programs that print their own words.</summary>
    public static readonly HashSet<string> Echo = Set("echo printf Write-Output Write-Host Write-Error :");

    /// <summary>Programs that put the files they are given where their last word says.</summary>
    public static readonly HashSet<string> PutLast = Set("cp mv copy move Copy-Item Move-Item cpi mi");

    /// <summary>Programs whose first word is a pattern, a script or a filter, and no file.</summary>
    public static readonly HashSet<string> PatternFirst = Set("grep egrep fgrep zgrep rg ag ack sed gsed jq yq Select-String sls findstr");

    /// <summary>Programs that show the content of files.</summary>
    public static readonly HashSet<string> Readers = Set(
        "cat head tail less more nl tac rev od xxd hexdump strings base64 base32 cut sort uniq fold paste column pr fmt expand tee awk gawk mawk vi vim nano ed "
        + "ex view bat batcat most diff cmp comm sdiff dd curl wget nc openssl gpg source . mapfile readarray gc Get-Content type Import-Csv ConvertFrom-Json "
        + "grep egrep fgrep zgrep rg ag ack sed gsed jq yq Select-String sls findstr");

    /// <summary>Programs that take names from what is piped into them and read those files.</summary>
    public static readonly HashSet<string> TakeNames = Set("xargs parallel cpio tar rsync Get-Content gc Select-String sls ForEach-Object foreach % Copy-Item Import-Csv");

    /// <summary>Programs that run what stands in a word or on standard input.</summary>
    public static readonly HashSet<string> Shells = Set("sh bash zsh dash ash ksh fish pwsh powershell cmd iex Invoke-Expression eval");

    /// <summary>Programs that run a text among their words.</summary>
    public static readonly HashSet<string> Runners = Set(
        "sh bash zsh dash ash ksh fish pwsh powershell cmd iex Invoke-Expression eval ssh su runuser watch tmux screen script parallel trap alias wsl "
        + "Invoke-Command icm Start-Process start nix-shell sqlite3 docker podman kubectl make");

    /// <summary>Programs that run code of a language of their own.</summary>
    public static readonly HashSet<string> Interpreters = Set(
        "python python2 python3 py perl ruby node nodejs php deno bun awk gawk mawk lua Rscript julia tclsh elixir groovy osascript csi dotnet-script pwsh "
        + "powershell");

    /// <summary>Programs that change none of the files they are given.</summary>
    public static readonly HashSet<string> ChangeNothing = Set(
        "cat head tail less more grep egrep fgrep rg jq yq ls stat wc diff nl sort Get-Content gc type Select-String sls test [ [[ file sha256sum git "
        + "claude-build-guard dotnet echo printf cd bat find fd Test-Path dir gci mkdir tree du basename dirname realpath Get-ChildItem sed gh");

    private static readonly HashSet<string> Wrappers = Set(
        "sudo doas env timeout time nice nohup stdbuf command builtin xargs exec ionice setsid do then else elif if while until ! busybox toybox unbuffer "
        + "chronic caffeinate");

    /// <summary>The words of a command from the program on that really runs.</summary>
    public static IReadOnlyList<string> Unwrapped(IReadOnlyList<string> words)
    {
        var start = 0;
        while (start + 1 < words.Count
            && !(words[start] == "env" && words.Skip(start + 1).All(w => w.StartsWith('-')))
            && (Wrappers.Contains(words[start]) || IsAssignment(words[start]) || (start > 0 && (words[start].StartsWith('-') || words[start].All(c => char.IsAsciiDigit(c) || c is '.' or 's' or 'm')))))
        {
            start++;
        }

        return start == 0 ? words : [.. words.Skip(start)];
    }

    /// <summary>The name of a program without its directory and <c>.exe</c>.</summary>
    public static string Name(string word)
    {
        var name = word[(word.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name.Length == 0 ? word : name;
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=');
        return equals > 0 && word.AsSpan(0, equals) is var name && ShellVariables.IsName(name);
    }

    // One literal for each set: the runtime makes a string of every literal before it runs the first line here.
    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.OrdinalIgnoreCase);
}
