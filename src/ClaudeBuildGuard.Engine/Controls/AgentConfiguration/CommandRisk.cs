using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>What a command that the client runs by itself does to the machine.</summary>
internal static partial class CommandRisk
{
    /// <summary>The part of a command that runs code from elsewhere; null when none does.</summary>
    public static string? RemoteCode(string command)
    {
        var match = Remote().Match(SaidText.Without(command));
        return match.Success ? Shown(match.Value) : null;
    }

    /// <summary>The part of a command that reads a secret; null when none does.</summary>
    public static string? ReadsSecret(string command)
    {
        var match = Secret().Match(SaidText.Without(command));
        return match.Success ? Shown(match.Value) : null;
    }

    /// <summary>
    /// The part of a command that prints a file of secrets, where what is printed goes into the session; null when none does. To source
    /// such a file, to take one value out of it into a variable and to ask whether a name is in it show nothing.
    /// </summary>
    /// <param name="command">The command, or a script.</param>
    /// <param name="isScript">True for a script: what stands in its quotes is what it looks for.</param>
    public static string? PrintsSecret(string command, bool isScript) => First(Printed(), command, isScript);

    /// <summary>The part of a command that sends a file of secrets to another host; null when none does.</summary>
    /// <param name="command">The command, or a script.</param>
    /// <param name="isScript">True for a script: what stands in its quotes is what it looks for.</param>
    public static string? SendsSecret(string command, bool isScript) => First(Sent(), command, isScript);

    private static string? First(Regex risk, string command, bool isScript)
    {
        var text = Captured().Replace(SaidText.Without(command), " ");
        for (var match = risk.Match(text); match.Success; match = match.NextMatch())
        {
            if (!isScript || !IsQuoted(text, match.Index))
            {
                return Shown(match.Value);
            }
        }

        return null;
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
        @"\b(?:curl|wget|iwr|irm|Invoke-WebRequest|Invoke-RestMethod|fetch)\b[^|;\n]*\|\s*(?:sudo\s+(?:-\w+\s+)*)?(?:env\s+)?(?:[\w./-]*/)?(?:(?:ba|z|da|k|fi)?sh|python[\d.]*|node|perl|ruby|php|iex|Invoke-Expression|pwsh|powershell)\b"
        + @"|\b(?:(?:ba|z|da|k)?sh|eval|source|python[\d.]*|node|perl)\s+(?:-\w+\s+)*[""']?\s*(?:<|\$)\(\s*(?:curl|wget)\b[^)]*"
        + @"|\b(?:iex|Invoke-Expression)\b[^|;\n]*(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod|DownloadString)"
        + @"|\bbase64\s+(?:-d|-D|--decode)\b[^|;\n]*\|\s*(?:sudo\s+)?(?:ba|z|da|k)?sh\b"
        + @"|/dev/tcp/|\bnc(?:at)?\s[^|;\n]*\s-[ec]\b|\bpowershell(?:\.exe)?\s[^|;\n]*-e(?:nc|ncodedcommand)?\s+[A-Za-z0-9+/=]{40,}",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Remote();

    [GeneratedRegex(
        @"\b(?:cat|less|head|tail|type|more|bat|source|\.)\s+[^|;&\n]*(?:\.env\b(?!\.(?:example|sample|template))|\.pem\b|id_rsa|id_ed25519|\.ssh/|\.aws/|credentials\b|secrets?\.(?:json|ya?ml))|\bprintenv\b|\benv\s*(?:\||$|>)|/proc/(?:self|\d+)/environ",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();

    private const string SecretPath =
        @"(?:(?<![\w-])(?:[\w-]+)?\.env(?![\w-])(?!\.(?:example|sample|template|dist|defaults))(?:\.[\w-]+)*|[\w./~-]*\.pem\b|[\w./~-]*\bid_(?:rsa|ed25519|ecdsa)\b(?!\.pub)|[\w./~-]*\.aws/credentials\b|[\w./~-]*\bsecrets?\.(?:json|ya?ml)\b)";

    private const string Shows = @"\b(?:cat|head|tail|less|more|type|bat|base64|xxd|od|strings|Get-Content|gc)\s+(?:-\S+\s+)*[^|;&\n>()`]*?" + SecretPath;

    private const string Network = @"(?:curl|wget|nc|ncat|telnet|iwr|irm|Invoke-WebRequest|Invoke-RestMethod)";

    // The output of a command that goes into a variable or is read by the shell.
    [GeneratedRegex(
        @"\b\w+=""?(?:\$\([^()\n]*\)|`[^`\n]*`)|\b(?:export|eval|set|read|declare|local)\s+(?:-\S+\s+)*""?(?:\$\([^()\n]*\)|`[^`\n]*`)|<\([^()\n]*\)|(?m:^[ \t]*\#[^\n]*$)",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Captured();

    // To the end of the pipeline: through programs that pass all of it on, and into no file.
    [GeneratedRegex(
        @"(?<!\$\([^)\n]{0,200})(?<!`[^`\n]{0,200})" + Shows + @"[^|;&\n>]*(?:\|\s*(?:cat|head|tail|sort|base64|xxd|tr|tee)\b[^|;&\n>]*){0,4}(?:2>[^|;&\n]*)?(?=$|[;\n]|&&|\|\|)"
        + @"|\b(?:echo|printf|Write-Output)\b[^;|&\n>]*(?:\$\(|`)(?![^)`\n]*\b(?:grep|cut|awk|sed|jq)\b)[^)`\n]*?" + Shows,
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Printed();

    [GeneratedRegex(
        Shows + @"[^;&\n]*\|[^;\n]*\b" + Network + @"\s"
        + @"|\b" + Network + @"\b[^;\n]*(?:\$\(|`)(?![^)`\n]*\b(?:grep|cut|awk|sed|jq)\b)[^)`\n]*?" + Shows
        + @"|\b(?:curl|wget)\b[^;|&\n]*\s(?:-d|--data[\w-]*|-F|--form[\w-]*|-T|--upload-file|--post-file|--body-file)[ =]?[""']?(?:[\w-]+=)?@?" + SecretPath
        + @"|\b(?:nc|ncat)\b[^;\n|]*<\s*" + SecretPath,
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
