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

    private static readonly string[] Extensions = [".py", ".js", ".mjs", ".cjs", ".ts", ".mts", ".rb", ".pl", ".php", ".cs", ".csx", ".fsx"];

    // Interpreters and extensions of languages in which backquotes run what stands in them.
    private static readonly string[] RunningBackquotes = ["perl", "ruby", "php", "pl", "rb"];

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
            return RunsText().IsMatch(text) ? text : HereString().Replace(text, m => new string(' ', m.Length));
        }

        var rest = text.ToCharArray();
        BlankCommands(text, rest, 0, text.Length, Array.Exists(RunningBackquotes, r => path.EndsWith($".{r}", StringComparison.OrdinalIgnoreCase)));
        return new string(rest);
    }

    /// <summary>The same for what an interpreter is given in a part of a text.</summary>
    public static void BlankCommands(string text, char[] rest, int start, int end, string interpreter) =>
        BlankCommands(text, rest, start, end, RunningBackquotes.Contains(interpreter));

    private static void BlankCommands(string text, char[] rest, int start, int end, bool doBackquotesRun)
    {
        var part = text[start..end];
        if (StartsPrograms().IsMatch(part) || (doBackquotesRun && part.Contains('`', StringComparison.Ordinal)))
        {
            return;
        }

        foreach (Match match in Command().Matches(part))
        {
            rest.AsSpan(start + match.Index, match.Length).Fill(' ');
        }
    }

    private static bool IsPowerShell(string path) => path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"@([""'])[ \t]*\r?\n[\s\S]*?\n\1@", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HereString();

    [GeneratedRegex(@"\b(?:iex|Invoke-Expression|Start-Process|Invoke-Command|pwsh|powershell|bash|sh|cmd)\b(?!\s*[|'""\])])|ScriptBlock\]", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RunsText();

    [GeneratedRegex(@"\A#![^\n]*\b(?:python|node|deno|bun|tsx|perl|ruby|php|dotnet)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstLine();

    [GeneratedRegex(
        @"\bsystem\s*\(|\bpopen|\bsubprocess\b|\bchild_process\b|\bexec(?:Sync|File|a\b|v\w*\b)|\bspawn|\bshell_exec\b|\bpassthru\b|\bproc_open\b|\bgetline\b|\bqx\b|%x|\bDeno\.(?:run|Command)\b|\bBun\b|\bzx\b|\bProcess\.Start|\bProcessStartInfo\b|\bpty\b|\|\s*""|\b(?:system|exec)\s+[""'$]",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StartsPrograms();

    [GeneratedRegex(
        @"(?<![\w.-])(?:cat|head|tail|less|more|type|bat|base64|xxd|od|strings|Get-Content|gc|curl|wget|nc|ncat|telnet|socat|openssl|iwr|irm|iex|Invoke-\w+|scp|rsync|tar|find|eval|source|gh|aws|gsutil|gcloud|env|printenv|echo|printf)(?=\s|\\s)",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
