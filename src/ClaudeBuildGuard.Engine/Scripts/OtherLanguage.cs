using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Scripts;

/// <summary>
/// Programs in another language than that of a shell, whole files or what an interpreter is given: while such a program starts no other one,
/// the commands that it names are what it looks for or says.
/// </summary>
internal static partial class OtherLanguage
{
    /// <summary>
    /// What may not follow the name of an interpreter that is to run what it reads, as a part of a regular expression: with a script, a module or
    /// code of its own (<c>python3 -m json.tool</c>), what it reads is data.
    /// </summary>
    public const string NoCodeOfItsOwn = @"(?!(?:\s+-[A-Za-z][\w-]*)*?\s+(?:-[A-Za-z]*[mcep][\w-]*|--(?:eval|print)\b|(?!\d*>|/dev/)[^\s|;&<>()\\-]))";

    // How much before a literal says what is done with it.
    private const int LongestStart = 120;

    private static readonly string[] Extensions = [".py", ".js", ".mjs", ".cjs", ".ts", ".mts", ".rb", ".pl", ".php", ".cs", ".csx", ".fsx"];

    // Interpreters and extensions of languages in which backquotes run what stands in them.
    private static readonly string[] RunningBackquotes = ["perl", "ruby", "php", "pl", "rb"];

    // What starts a program, in whatever language.
    private static readonly string[] Starters =
    [
        "popen", "subprocess", "child_process", "execSync", "execFile", "execa", "spawn", "shell_exec", "passthru", "proc_open", "getline", "%x(", "Deno.run", "Deno.Command", "Bun.$",
        "'zx'", "\"zx\"", "zx/globals", "env zx", "shelljs", "tinyexec", "$`", "Process.Start", "StartInfo", "StartProcess", "CreateProcess", "Cli.Wrap", "SimpleExec", "Open3", "Kernel.exec", "pexpect", "plumbum", "from invoke", "fabric", "pty.",
    ];

    // Programs that read, print, send or run.
    private static readonly HashSet<string> Commands = new(StringComparer.OrdinalIgnoreCase)
    {
        "cat", "head", "tail", "less", "more", "type", "bat", "base64", "xxd", "od", "strings", "Get-Content", "gc", "curl", "wget", "nc", "ncat", "telnet", "socat", "openssl", "iwr", "irm",
        "iex", "Invoke-WebRequest", "Invoke-RestMethod", "Invoke-Expression", "scp", "rsync", "tar", "find", "eval", "source", "gh", "aws", "gsutil", "gcloud", "env", "printenv", "echo", "printf",
    };

    private static readonly HashSet<string> Interpreters = new(StringComparer.OrdinalIgnoreCase)
        { "python", "python3", "py", "node", "deno", "bun", "perl", "ruby", "php", "awk", "gawk", "mawk" };

    /// <summary>True for a program that is given code in its own language.</summary>
    public static bool IsInterpreter(string program) => Interpreters.Contains(program);

    /// <summary>True for a file in such a language or in PowerShell, by its extension or by its first line.</summary>
    public static bool Holds(string path, string text) =>
        Array.Exists(Extensions, e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)) || IsPowerShell(path) || FirstLine().IsMatch(text);

    /// <summary>The text of a file with blanks for the commands that it names, unless it starts programs; of the same length.</summary>
    public static string WithoutCommands(string path, string text)
    {
        // PowerShell is a shell: only its texts over several lines are told from what it runs.
        if (IsPowerShell(path))
        {
            return RunsText().IsMatch(text) ? text : WithoutHereStrings(text);
        }

        var rest = text.ToCharArray();
        BlankCommands(text, rest, 0, text.Length, Array.Exists(RunningBackquotes, r => path.EndsWith($".{r}", StringComparison.OrdinalIgnoreCase)));
        return new string(rest);
    }

    /// <summary>The same for what an interpreter is given in a part of a text.</summary>
    public static void BlankCommands(string text, char[] rest, int start, int end, string interpreter) =>
        BlankCommands(text, rest, start, end, RunningBackquotes.Contains(interpreter));

    /// <summary>True for a place in a literal that a call starts as a program, or that a shell is given with its -c.</summary>
    public static bool IsStarted(string text, int at)
    {
        var line = at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;
        var quote = text.AsSpan(line, at - line).LastIndexOfAny('"', '\'') + line;
        return quote >= line && Start().IsMatch(text[Math.Max(line, quote - LongestStart)..quote]);
    }

    private static void BlankCommands(string text, char[] rest, int start, int end, bool doBackquotesRun)
    {
        var part = text[start..end];
        if (StartsPrograms(part) || (doBackquotesRun && part.Contains('`', StringComparison.Ordinal)))
        {
            return;
        }

        foreach (Match match in Word().Matches(part).Where(m => Commands.Contains(m.Value)))
        {
            rest.AsSpan(start + match.Index, match.Length).Fill(' ');
        }
    }

    private static bool StartsPrograms(string text) => Array.Exists(Starters, s => text.Contains(s, StringComparison.OrdinalIgnoreCase)) || SystemCall().IsMatch(text);

    private static bool IsPowerShell(string path) => path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);

    // @" and a line break, to a line that begins with "@; one that is not closed is none.
    private static string WithoutHereStrings(string text)
    {
        var rest = text.ToCharArray();
        foreach (var quote in (string[])["\"", "'"])
        {
            for (var at = text.IndexOf($"@{quote}", StringComparison.Ordinal); at >= 0; at = text.IndexOf($"@{quote}", at, StringComparison.Ordinal))
            {
                var start = at + 2;
                var line = text.IndexOf('\n', start);
                if (line < 0)
                {
                    break;
                }

                at = start;
                if (!text.AsSpan(start, line - start).IsWhiteSpace())
                {
                    continue;
                }

                if (text.IndexOf($"\n{quote}@", line, StringComparison.Ordinal) is not (>= 0 and var end))
                {
                    break;
                }

                // What stands in a substitution runs.
                if (quote == "'" || text.IndexOf("$(", start, end - start, StringComparison.Ordinal) < 0)
                {
                    rest.AsSpan(start, end - start).Fill(' ');
                }

                at = end + 3;
            }
        }

        return new string(rest);
    }

    [GeneratedRegex(@"\b(?:iex|Invoke-Expression|Start-Process|Invoke-Command|pwsh|powershell|bash|sh|cmd|ssh|docker|wsl)\b(?!\s*[|'""\])])|ScriptBlock\]|InvokeScript|AddScript", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RunsText();

    [GeneratedRegex(@"\A#![^\n]*\b(?:python|node|deno|bun|tsx|perl|ruby|php|dotnet)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstLine();

    // A call of the system, or what is written into a program.
    [GeneratedRegex(@"\bsystem\s*\(|\b(?:system|exec)\s+[""'$]|\|\s*""|\bqx\b|\bexec[lv]|(?<!\.)\bexec\s*\(\s*[""']|[""']-\||\|\s*[""']\s*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SystemCall();

    [GeneratedRegex(
        @"(?:\b(?:system|popen\w*|run|call|check_call|check_output|getoutput|exec\w*|spawn\w*|shell\w*|create_subprocess_shell|passthru|capture\w*|Start\w*|local)\s*\(\s*(?:\w+\s*,\s*)?|\b(?:system|exec)\s+|-\w*c(?:\s+|[""']\s*,\s*)\\?|\bopen\s*\([^()\n]{0,40})[$@frbFRB]{0,2}\\?$",
        RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Start();

    [GeneratedRegex(@"(?<![\w.-])[A-Za-z][\w-]*(?=\s|\\s)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
