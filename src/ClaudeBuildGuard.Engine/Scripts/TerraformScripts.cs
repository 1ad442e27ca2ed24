using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Scripts;

/// <summary>
/// The scripts that stand in a Terraform file: what its provisioners run, and what machines run when they start. Every other text of it is
/// a description, a policy or a file to write.
/// </summary>
internal static partial class TerraformScripts
{
    /// <summary>The scripts in order, each with its place.</summary>
    public static IEnumerable<SourceText> In(string text)
    {
        var source = SourceText.At(text, 1, 1);
        foreach (Match match in Argument().Matches(text))
        {
            var lineStart = text.LastIndexOf('\n', match.Index) + 1;
            if (text.AsSpan(lineStart, match.Index - lineStart).TrimStart() is ['#', ..] or ['/', ..])
            {
                continue;
            }

            var body = match.Groups["body"];
            if (body.Success)
            {
                yield return SourceText.At(body.Value, source.Place(body.Index).Line, 1);
            }

            foreach (Capture quoted in match.Groups["text"].Captures)
            {
                var (line, column) = source.Place(quoted.Index);
                yield return SourceText.InOneLine(quoted.Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal), line, column);
            }
        }
    }

    [GeneratedRegex(
        @"(?<![\w.-])""?(?:command|inline|user_data|custom_data|metadata_startup_script|startup_script|user-data|startup-script)""?[ \t]*=[ \t]*(?:\w+\([ \t]*)*"
        + @"(?:<<-?(?<tag>\w+)[ \t]*\r?\n(?<body>.*?)^[ \t]*\k<tag>\b|""(?<text>(?:[^""\\\r\n]|\\.)*)""|\[(?:\s|,|#[^\n]*|""(?<text>(?:[^""\\\r\n]|\\.)*)"")*\])",
        RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Argument();
}
