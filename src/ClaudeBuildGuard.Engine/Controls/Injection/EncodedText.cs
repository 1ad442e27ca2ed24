using System.Text;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>Base64 and hexadecimal text that decodes to a command.</summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Decoded">The beginning of what it says.</param>
internal readonly partial record struct EncodedText(int Start, int Length, string Decoded)
{
    private const int LongestShown = 60;

    /// <summary>Every encoded command of a text.</summary>
    public static IEnumerable<EncodedText> Find(string text)
    {
        foreach (Match match in Candidate().Matches(text))
        {
            if (Decode(match.Value) is { } decoded && Command().IsMatch(decoded))
            {
                var shown = new string([.. decoded.Take(LongestShown).Select(c => char.IsControl(c) ? ' ' : c)]);
                yield return new EncodedText(match.Index, match.Length, shown);
            }
        }
    }

    private static string? Decode(string encoded)
    {
        byte[] bytes;
        if (encoded.All(char.IsAsciiHexDigit))
        {
            bytes = Convert.FromHexString(encoded.Length % 2 == 0 ? encoded : encoded[..^1]);
        }
        else
        {
            var padded = encoded.TrimEnd('=').Replace('-', '+').Replace('_', '/');
            padded = padded.Length % 4 == 1 ? padded[..^1] : padded;
            bytes = new byte[padded.Length];
            if (!Convert.TryFromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '='), bytes, out var written))
            {
                return null;
            }

            bytes = bytes[..written];
        }

        // PowerShell's -EncodedCommand takes UTF-16.
        var text = bytes.Length > 2 && bytes[1] == 0 && bytes[0] != 0 ? Encoding.Unicode.GetString(bytes) : Encoding.UTF8.GetString(bytes);
        var printable = text.Count(c => c is >= ' ' and < '\u007F' or '\n' or '\r' or '\t');
        return printable >= text.Length * 0.95 ? text : null;
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9+/_=-])(?:[A-Za-z0-9+/_-]{40,}={0,2})(?![A-Za-z0-9+/_=-])")]
    private static partial Regex Candidate();

    [GeneratedRegex(
        @"\b(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod|invoke-expression|iex|powershell|pwsh|bash|/bin/sh|nc|ncat|eval|base64|chmod|rm\s+-rf|exec|os\.system|subprocess)\b[^\n]{0,200}(?:https?:|\$\(|\||-c\b|-rf\b|\(|;|&&)|\b(?:ignore|disregard) (?:all |any )?(?:previous|prior) instructions",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Command();
}
