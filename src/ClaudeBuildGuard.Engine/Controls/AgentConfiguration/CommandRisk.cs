using System.Text;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>What a command that the client runs by itself does to the machine.</summary>
internal static partial class CommandRisk
{
    // No program or option is longer.
    private const int LongestQuoted = 64;

    private static readonly HashSet<string> PassingPrograms = new(StringComparer.Ordinal) { "cat", "head", "tail", "sort", "base64", "xxd", "tr", "tee", "nl", "column", "fold", "fmt", "uniq" };

    /// <summary>The part of a command that runs code from elsewhere; null when none does.</summary>
    public static string? RemoteCode(string command)
    {
        var match = Remote().Match(SaidText.Without(Plain(command)));
        return match.Success ? Shown(match.Value) : null;
    }

    /// <summary>The part of a command that reads a secret; null when none does.</summary>
    public static string? ReadsSecret(string command)
    {
        var match = Secret().Match(SaidText.Without(Plain(command)));
        return match.Success ? Shown(match.Value) : EnvironmentVariables.ShownBy(command);
    }

    /// <summary>
    /// The part of a command that prints a file of secrets, where what is printed goes into the session; null when none does. To source
    /// such a file, to take one value out of it into a variable and to ask whether a name is in it show nothing.
    /// </summary>
    /// <param name="command">The command, or a script.</param>
    /// <param name="isScript">True for a script: what stands in its quotes is what it looks for, unless it starts that.</param>
    public static string? PrintsSecret(string command, bool isScript) => First(Printed(), command, isScript) ?? PrintsByReading(command);

    /// <summary>The part of a command that sends a file of secrets to another host; null when none does.</summary>
    /// <param name="command">The command, or a script.</param>
    /// <param name="isScript">True for a script: what stands in its quotes is what it looks for, unless it starts that.</param>
    public static string? SendsSecret(string command, bool isScript) => First(Sent(), command, isScript);

    private static string? First(Regex risk, string command, bool isScript)
    {
        var text = Captured().Replace(SaidText.Without(WithPaths(Plain(command))), " ");
        for (var match = risk.Match(Marked(text)); match.Success; match = match.NextMatch())
        {
            if (!isScript || !IsQuoted(text, match.Index) || OtherLanguage.IsStarted(text, match.Index))
            {
                return Shown(text.Substring(match.Index, match.Length));
            }
        }

        return null;
    }

    // As it is mostly written: one blank between two words, and no quotes around a program or an option that needs none.
    private static string Plain(string command)
    {
        var plain = new StringBuilder(command.Length);
        var isProgram = true;
        for (var at = 0; at < command.Length; at++)
        {
            var (c, before) = (command[at], at > 0 ? command[at - 1] : '\n');
            if (c is ' ' or '\t')
            {
                if (before is not (' ' or '\t'))
                {
                    plain.Append(' ');
                }

                continue;
            }

            var isBegin = before is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(';
            if (c is '"' or '\'' && isBegin && command.AsSpan(at + 1, Math.Min(LongestQuoted, command.Length - at - 1)).IndexOf(c) is > 0 and var length
                && command.AsSpan(at + 1, length) is var word && (isProgram || word[0] == '-') && IsPlainWord(word)
                && (at + length + 2 == command.Length || char.IsWhiteSpace(command[at + length + 2])))
            {
                plain.Append(word);
                at += length + 1;
                isProgram = false;
                continue;
            }

            plain.Append(c);
            isProgram = c is '\n' or ';' or '&' or '|' or '(';
        }

        return plain.ToString();
    }

    private static bool IsPlainWord(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '/'))
            {
                return false;
            }
        }

        return true;
    }

    // Each path of a file of secrets as a mark of the same length, so that the patterns around it need not spell it out.
    private static string Marked(string text) => FileOfSecrets().Replace(text, static m => "\uE000".PadRight(m.Length, '\uE001'));

    // F=.env; cat $F
    private static string WithPaths(string command)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match assignment in Assignment().Matches(command))
        {
            var path = assignment.Groups["value"].Value;
            if (FileOfSecrets().Match(path).Length == path.Length)
            {
                paths.TryAdd(assignment.Groups["name"].Value, path);
            }
        }

        return paths.Count == 0 ? command : Variable().Replace(command, m => paths.GetValueOrDefault(m.Groups["name"].Value, m.Value));
    }

    // Programs that look for something, and here let everything through: grep -v '^#' .env
    private static string? PrintsByReading(string command)
    {
        var text = WithPaths(command);
        return ShellScript.Parse(Captured().Replace(text, " ")).FirstOrDefault(c => !c.IsSubstituted && LetsThrough(c) && IsShown(c)) is { } reader
            ? Shown(string.Join(' ', reader.Words.Skip(reader.ProgramIndex).Select(w => w.Text)))
            : null;
    }

    private static bool LetsThrough(ShellCommand command)
    {
        string[] words = [.. command.Arguments.Select(a => a.Text)];

        // The first word is what is looked for.
        var given = words.Where(w => !w.StartsWith('-')).Skip(command.Program is "cat" or "jq" ? 0 : 1).Select(w => w[(w.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        if (!given.Any(w => w.Length > 0 && FileOfSecrets().Match(w).Length == w.Length))
        {
            return false;
        }

        var options = words.Where(w => w.StartsWith('-')).ToArray();
        var pattern = words.FirstOrDefault(w => !w.StartsWith('-'));
        return command.Program switch
        {
            "grep" or "egrep" or "rg" => !options.Any(o => o is ['-', not '-', ..] ? o.AsSpan().ContainsAny("qclLo") : o is "--quiet" or "--silent" or "--count" or "--files-with-matches")
                && (options.Any(o => o is ['-', not '-', ..] ? o.Contains('v', StringComparison.Ordinal) : o == "--invert-match") || pattern is "" or "." or "^" or "$" or ".*" or "="),
            "sed" => !options.Any(o => o.StartsWith("-i", StringComparison.Ordinal) || o == "--in-place") && !EnvironmentVariables.HidesValues(command) && (!options.Contains("-n") || pattern is "p" or "1,$p"),
            "awk" or "gawk" => pattern is "1" or "{print}" or "{print $0}" or "{ print }",
            "jq" => IsRaw(command) || options.Any(o => o is "--rawfile" or "--slurpfile"),
            "cat" => command.PipedInto is { Program: "jq" },
            "git" => pattern == "show" && words.Any(w => w.Contains(':', StringComparison.Ordinal)),
            _ => false,
        };
    }

    // jq that takes its input for text.
    private static bool IsRaw(ShellCommand command) =>
        command.Arguments.Any(a => a.Text == "--raw-input" || (a.Text is ['-', not '-', ..] && a.Text.Contains('R', StringComparison.Ordinal)));

    // To the end of the pipeline, and into no file.
    private static bool IsShown(ShellCommand command)
    {
        for (var next = command; next is not null; next = next.PipedInto)
        {
            if (next.WritesTo.Count > 0 || (!ReferenceEquals(next, command) && !PassingPrograms.Contains(next.Program) && !(next.Program == "jq" && IsRaw(next))))
            {
                return false;
            }
        }

        return true;
    }

    // Behind an odd number of quotes of one kind on its line.
    private static bool IsQuoted(string text, int at)
    {
        var before = text.AsSpan(0, at);
        before = before[(before.LastIndexOf('\n') + 1)..];
        return before.Count('"') % 2 == 1 || before.Count('\'') % 2 == 1;
    }

    /// <summary>True when a text answers a permission question with yes whatever was asked.</summary>
    public static bool ApprovesEverything(string text) => Approval().IsMatch(text) && !Condition().IsMatch(text);

    /// <summary>True when a text blocks some calls: it is there to guard.</summary>
    public static bool Guards(string text) => Guard().IsMatch(text);

    // An argument, a header or an address may hold a secret: what is shown are programs, hosts and files of secrets.
    private static string Shown(string text) =>
        string.Join(" … ", Telling().Matches(text).Select(m => m.Groups["scheme"].Value + m.Groups["piece"].Value));

    [GeneratedRegex(
        @"(?:^|[|(`])\s*(?<piece>[\w./-]{1,40})(?![\w./=-])|\b(?<scheme>\w{1,10}://)(?:[^\s/'""]*@)?(?<piece>[^\s/?#@'"":]+)|(?<piece>" + SecretPath + ")",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Telling();

    [GeneratedRegex(
        @"\b(?:curl|wget|iwr|irm|Invoke-WebRequest|Invoke-RestMethod|fetch)\b[^|;\n]*(?:\|\s*(?:tee|cat|tr|sed|gunzip)\b[^|;\n]*)?\|\s*(?:sudo\s+(?:-\w+\s+)*)?(?:env\s+)?(?:[\w./-]*/)?(?:(?:(?:ba|z|da|k|fi)?sh|iex|Invoke-Expression|pwsh|powershell)\b|(?:python[\d.]*|node|perl|ruby|php)\b" + OtherLanguage.NoCodeOfItsOwn + ")"
        + @"|\b(?:(?:ba|z|da|k)?sh|eval|source|python[\d.]*|node|perl)\s+(?:-\w+\s+)*[""']?\s*(?:<|\$)\(\s*(?:curl|wget)\b[^)]*"
        + @"|\b(?:iex|Invoke-Expression)\b[^|;\n]*(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod|DownloadString)"
        + @"|\bbase64\s+(?:-d|-D|--decode)\b[^|;\n]*\|\s*(?:sudo\s+)?(?:ba|z|da|k)?sh\b"
        + @"|\bcurl\b[^\n;|&]*(?:\s(?:-o|--output)[ =]?|>\s*)[""']?(?<file>[\w./~$-]{2,})[""']?[^\n;|&]*(?:&&|;|\n)\s*(?:[^\n]*(?:&&|;|\n)\s*)?(?:sudo\s+)?(?:(?:(?:ba|z|da|k)?sh|source|\.|python3?|node)\s+)?[""']?(?:\./)?\k<file>(?![\w./-])"
        + @"|\bdeno\s+run\b[^|;&\n]*\bhttps?://"
        + @"|/dev/tcp/|\bnc(?:at)?\s[^|;\n]*\s-[ec]\b|\bpowershell(?:\.exe)?\s[^|;\n]*-e(?:nc|ncodedcommand)?\s+[A-Za-z0-9+/=]{40,}",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Remote();

    [GeneratedRegex(
        @"\b(?:cat|less|head|tail|type|more|bat|source|\.)\s+[^|;&\n]*(?:\.env\b(?!" + Template + @")|\.pem\b|id_rsa|id_ed25519|\.ssh/|\.aws/|credentials\b(?![\w.-]*\.(?:cs|fs|vb|razor|cshtml|[jt]sx?|md)\b)|secrets?\.(?:json|ya?ml)\b(?!\.md))|/proc/(?:self|\d+)/environ",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();

    // .env.example, .env.ci.example
    private const string Template = @"(?:\.[\w-]+)*?\.(?:example|sample|template|dist|defaults)\b";

    private const string SecretPath =
        @"(?:(?<![\w-])(?:[\w-]+)?\.env(?![\w-])(?!" + Template + @")(?:\.[\w-]+)*|[\w./~-]*\.pem\b|[\w./~-]*\bid_(?:rsa|ed25519|ecdsa)\b(?!\.pub)|[\w./~-]*\.aws/credentials\b|[\w./~-]*\bsecrets?\.(?:json|ya?ml)\b)";

    // As Marked writes it.
    private const string Mark = @"\uE000\uE001*";

    // Not one that is left out.
    private const string Taken = @"(?<!--exclude[ =][""']?[*/]{0,3})" + Mark;

    private const string Shows = @"\b(?:cat|head|tail|less|more|type|bat|base64|xxd|od|strings|Get-Content|gc)\s+(?:-\S+\s+)*[^|;&\n>()`]*?" + Mark;

    private const string Network = @"(?:curl|wget|nc|ncat|telnet|iwr|irm|Invoke-WebRequest|Invoke-RestMethod)";

    [GeneratedRegex(@"(?<![\w$])(?<name>[A-Za-z_]\w*)=[""']?(?<value>[^\s;&|""'$`]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\$(?:\{(?<name>\w+)\}|(?<name>\w+))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?:[\w.~-]*/)*" + SecretPath, RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileOfSecrets();

    // The output of a command that goes into a variable or is read by the shell.
    [GeneratedRegex(
        @"\b\w+=""?(?:\$\([^()\n]*\)|`[^`\n]*`)|\b(?:export|eval|set|read|declare|local)\s+(?:-\S+\s+)*""?(?:\$\([^()\n]*\)|`[^`\n]*`)|<\([^()\n]*\)|(?m:^[ \t]*\#[^\n]*$)",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Captured();

    // To the end of the pipeline: through programs that pass all of it on, and into no file.
    [GeneratedRegex(
        @"(?<!\$\([^)\n]{0,200})(?<!`[^`\n]{0,200})" + Shows + @"[^|;&\n>]*(?:\|\s*(?:cat|head|tail|sort|base64|xxd|tr|tee|nl|column|fold|fmt|uniq|(?:ba|z|da|k)?sh)\b[^|;&\n>]*){0,4}(?:2>[^|;&\n]*)?(?=$|[;\n]|&&|\|\|)"
        + @"|\b(?:echo|printf|Write-Output)\b[^;|&\n>]*(?:\$\(|`)(?![^)`\n]*\b(?:grep|cut|awk|sed|jq)\b)[^)`\n]*?" + Shows
        + @"|\b(?:echo|printf)\b[^;|&\n>]*\$\(\s*<\s*" + Mark
        + @"|\bfind\b[^;|&\n]*\s-name\s+[""']?" + Mark + @"[""']?[^;|&\n]*-exec\s+(?:cat|head|tail)\b"
        + @"|\b(?:print|console\.log|process\.stdout\.write|Console\.Write(?:Line)?|sys\.stdout\.write)\s*\((?:require\([""'](?:node:)?fs[""']\)\.)?[^#\n""'`]{0,80}\b(?:open|readFile(?:Sync)?|ReadAllText|read_text|Path)\s*\([^)\n]{0,80}" + Mark
        + @"|(?m:^[ \t]*)(?:Get-Content|gc)\s+(?:-\w+\s+)*\(\s*Join-Path[^)\n]*?" + Mark + @"[""']?\s*\)\s*(?m:$)",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Printed();

    [GeneratedRegex(
        Shows + @"[^;&\n]*\|[^;\n]*\b" + Network + @"\s"
        + @"|\b" + Network + @"\b[^;\n]*(?:\$\(|`)(?![^)`\n]*\b(?:grep|cut|awk|sed|jq)\b)[^)`\n]*?" + Shows
        + @"|\b(?:curl|wget)\b[^;|&\n]*\s(?:-d|--data[\w-]*|-F|--form[\w-]*|-T|--upload-file|--post-file|--body-file)[ =]?[""']?(?:[\w-]+=)?@?" + Mark
        + @"|\b(?:nc|ncat|socat|openssl\s+s_client|https?|xh)\b[^;\n|&]*<\s*" + Mark
        + @"|\b(?:scp|rsync)\s[^;|&\n]*?" + Taken + @"[""']?\s+[^;|&\n]*?[\w.-]{2,}:"
        + @"|\b(?:aws\s+s3\s+(?:cp|mv|sync)|gsutil\s+cp|gcloud\s+storage\s+cp)\s[^;|&\n]*?" + Taken + @"[""']?\s+[^;|&\n]*?\b(?:s3|gs)://"
        + @"|\bgh\s+(?:gist\s+create|release\s+\w+|(?:issue|pr)\s+\w+\s[^;|&\n]*?(?:-F|--body-file|(?:\$\(|`)\w+))[\s=][^;|&\n]*?" + Mark
        + @"|\btar\s[^;|&\n]*?" + Taken + @"[^;&\n|]*\|\s*(?:ssh|curl|nc|ncat)\b"
        + @"|\b(?:irm|iwr|Invoke-WebRequest|Invoke-RestMethod)\b[^;|&\n]*\s-InFile\s+[""']?" + Mark
        + @"|\bcurl\b[^;|&\n]*(?:\$\(|`)\s*(?:env|printenv)\s*(?:\)|`)"
        + @"|\b(?:\w+\.(?:post|put)|(?:Post|Put)Async|fetch|urlopen)\s*\([^\n]{0,200}\b(?:open|readFile(?:Sync)?|ReadAll(?:Text|Bytes)(?:Async)?|Path)\s*\([^)\n]{0,80}" + Mark,
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sent();

    [GeneratedRegex(
        @"permissionDecision\\?[""']?\s*[:=]\s*\\?[""']?allow\b|\\?[""']behavior\\?[""']?\s*:\s*\\?[""']allow\b|\\?[""']decision\\?[""']?\s*:\s*\\?[""']approve\b",
        RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Approval();

    [GeneratedRegex(@"\bif\b|\bcase\b|&&|\|\||\bgrep\b|\bswitch\b|\bmatch\b|\[\[|\belse\b|\bwhen\b|\bjq\s+-e|\?\s*[""']", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\bexit\s+2\b|\bexit\(2\)|ExitCode\s*=\s*2|permissionDecision\\?[""']?\s*[:=]\s*\\?[""']?deny\b|\\?[""']decision\\?[""']?\s*:\s*\\?[""']block\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Guard();
}
