using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>
/// What bidirectional controls weigh in source code. They deceive whoever reviews the line; a library or a minified file is reviewed by no
/// line, text of a right-to-left language needs them, and code that filters them has to name them.
/// </summary>
internal sealed partial class ReorderedSource(RepositoryFile file, string text)
{
    // No editor shows such a line as one.
    private const int LongestReadLine = 2000;

    private static readonly string[] ScriptEndings = [".js", ".mjs", ".cjs", ".css"];

    private static readonly string[] LibraryDirectories = ["wwwroot/lib/", "node_modules/", "bower_components/", "vendor/", "vendors/", "third_party/", "third-party/", "thirdparty/"];

    private readonly bool _isScript = Array.Exists(ScriptEndings, e => file.Path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>The severity of a run of them; null where it is honest.</summary>
    public Severity? Of(HiddenRun run)
    {
        var start = run.Start == 0 ? 0 : text.LastIndexOf('\n', run.Start - 1) + 1;
        var end = text.IndexOf('\n', run.Start);
        end = end < 0 ? text.Length : end;
        if ((_isScript && (IsLibrary() || end - start > LongestReadLine)) || IsInRightToLeftText(run, start, end))
        {
            return null;
        }

        // The names of its characters would say the same, and the line would read as it is.
        return Opening().IsMatch(text[start..run.Start]) && Closing().IsMatch(text[(run.Start + run.Length)..end]) ? Severity.Warning : Severity.Error;
    }

    // Scripts of others, as they came, and no script of an agent, whose directory begins with a dot.
    private bool IsLibrary() =>
        !file.Path.StartsWith('.') && !file.Path.Contains("/.", StringComparison.Ordinal)
        && (file.Name.Contains(".min.", StringComparison.OrdinalIgnoreCase)
            || Array.Exists(LibraryDirectories, d => file.Path.StartsWith(d, StringComparison.OrdinalIgnoreCase) || file.Path.Contains("/" + d, StringComparison.OrdinalIgnoreCase)));

    // An embedding or isolate that its line does not close is honest in a string of such words. An override reverses any text.
    private bool IsInRightToLeftText(HiddenRun run, int start, int end)
    {
        if (text.AsSpan(run.Start, run.Length).IndexOfAny('\u202D', '\u202E') >= 0)
        {
            return false;
        }

        var before = text.AsSpan(start, run.Start - start);
        var after = text.AsSpan(run.Start + run.Length, end - run.Start - run.Length);
        before = before[(before.LastIndexOfAny('"', '\'', '`') + 1)..];
        after = after.IndexOfAny('"', '\'', '`') is >= 0 and var quote ? after[..quote] : after;
        return Surplus(before) + Surplus(after) > 0;
    }

    // How many more letters are written from right to left than Latin ones.
    private static int Surplus(ReadOnlySpan<char> piece)
    {
        var surplus = 0;
        foreach (var c in piece)
        {
            surplus += ScriptFacts.IsRightToLeft(c) ? 1 : char.IsAsciiLetter(c) ? -1 : 0;
        }

        return surplus;
    }

    // The beginning of a class of a regular expression or of a literal that holds such characters and nothing else.
    [GeneratedRegex(@"(?:\[\^?|[""'`])(?:[\p{Cf}|^-]|\\\w[0-9A-Fa-f{}]{0,8})*$")]
    private static partial Regex Opening();

    [GeneratedRegex(@"^(?:[\p{Cf}|^-]|\\\w[0-9A-Fa-f{}]{0,8})*[\]""'`]")]
    private static partial Regex Closing();
}
