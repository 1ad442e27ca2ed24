using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.OtherScanners;

/// <summary>
/// The comments by which other scanners are told that a line, the next line or a block is accepted. Who comes from one of them does not
/// mark every line anew. Belongs to one thread; a text is taken up with <see cref="Begin"/>.
/// </summary>
internal sealed class InlineComments
{
    // gitleaks, betterleaks, TruffleHog, Kingfisher, ggshield, ripsecrets and detect-secrets, and secretlint's for one line.
    private static readonly string[] LineWords =
    [
        "gitleaks:allow", "betterleaks:allow", "trufflehog:ignore", "kingfisher:ignore", "ggignore", "nosecret",
        "pragma: allowlist secret", "pragma: whitelist secret", "pragma:allowlist secret", "pragma:whitelist secret", "pragma: allowlist-secret", "pragma: whitelist-secret",
    ];

    private static readonly string[] NextLineWords =
        ["pragma: allowlist nextline secret", "pragma: whitelist nextline secret", "pragma:allowlist nextline secret", "pragma:whitelist nextline secret"];

    private const string SecretlintLine = "secretlint-disable-line";
    private const string SecretlintNextLine = "secretlint-disable-next-line";
    private const string SecretlintBegin = "secretlint-disable";
    private const string SecretlintEnd = "secretlint-enable";

    private static readonly (int Start, int End) Nowhere = (0, -1);

    private readonly List<(int At, bool Disables, string[] Rules)> _blocks = [];
    private (int Start, int End) _line;
    private List<(string Word, string[] Rules)> _onLines = [];

    /// <summary>Takes up a text.</summary>
    public void Begin(ReadOnlySpan<byte> text)
    {
        _blocks.Clear();
        _onLines = [];
        _line = Nowhere;
        for (var at = 0; text[at..].IndexOf("secretlint-"u8) is >= 0 and var next;)
        {
            var word = at + next;
            at = word + "secretlint-".Length;
            var line = text[word..];
            line = line[..(line.IndexOf((byte)'\n') is >= 0 and var end ? end : line.Length)];
            var disables = Find(line, SecretlintBegin) == 0;
            if (disables || Find(line, SecretlintEnd) == 0)
            {
                _blocks.Add((word, disables, Rules(line[(disables ? SecretlintBegin : SecretlintEnd).Length..])));
            }
        }
    }

    /// <summary>What accepts a finding, as a report names it; empty when nothing does.</summary>
    /// <param name="text">The text that was taken up.</param>
    /// <param name="start">Where the finding begins.</param>
    /// <param name="end">One past it.</param>
    /// <param name="kind">What was found.</param>
    public string Of(ReadOnlySpan<byte> text, int start, int end, CredentialKind kind)
    {
        end = Math.Max(start, Math.Min(end, text.Length));
        if (!(start >= _line.Start && end <= _line.End))
        {
            var lineStart = start == 0 ? 0 : text[..start].LastIndexOf((byte)'\n') + 1;
            var lineEnd = text[end..].IndexOf((byte)'\n') is >= 0 and var after ? end + after : text.Length;
            _onLines = ReadLines(text, lineStart, lineEnd);

            // Many findings may share one endless line; those over several lines share none.
            _line = text[lineStart..lineEnd].Contains((byte)'\n') ? Nowhere : (lineStart, lineEnd);
        }

        foreach (var (word, rules) in _onLines)
        {
            if (Covers(rules, kind))
            {
                return word;
            }
        }

        return IsDisabled(start, kind) ? SecretlintBegin : string.Empty;
    }

    private static List<(string Word, string[] Rules)> ReadLines(ReadOnlySpan<byte> text, int start, int end)
    {
        var found = new List<(string Word, string[] Rules)>();
        var line = text[start..end];
        foreach (var word in LineWords)
        {
            if (Find(line, word) >= 0)
            {
                found.Add((word, []));
            }
        }

        AddDirective(line, SecretlintLine, found);
        if (start > 0)
        {
            var above = text[..(start - 1)];
            above = above[(above.LastIndexOf((byte)'\n') + 1)..];
            foreach (var word in NextLineWords)
            {
                if (Find(above, word) >= 0)
                {
                    found.Add((word, []));
                }
            }

            AddDirective(above, SecretlintNextLine, found);
        }

        return found;
    }

    private static void AddDirective(ReadOnlySpan<byte> line, string word, List<(string Word, string[] Rules)> found)
    {
        if (Find(line, word) is >= 0 and var at)
        {
            found.Add((word, Rules(line[(at + word.Length)..])));
        }
    }

    // The last directive before the finding that is for its rule decides.
    private bool IsDisabled(int at, CredentialKind kind)
    {
        for (var i = _blocks.Count - 1; i >= 0; i--)
        {
            var (place, disables, rules) = _blocks[i];
            if (place < at && Covers(rules, kind))
            {
                return disables;
            }
        }

        return false;
    }

    private static bool Covers(string[] rules, CredentialKind kind) => rules.Length == 0 || Array.Exists(rules, r => ForeignRule.MayBe(r, kind));

    // A word of its own, not a part of a longer one.
    private static int Find(ReadOnlySpan<byte> line, string word)
    {
        Span<byte> bytes = stackalloc byte[64];
        bytes = bytes[..Encoding.ASCII.GetBytes(word, bytes)];
        for (var from = 0; line[from..].IndexOf(bytes) is >= 0 and var next;)
        {
            var at = from + next;
            from = at + bytes.Length;
            if ((at == 0 || !IsWordPart(line[at - 1])) && (from == line.Length || !IsWordPart(line[from])))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsWordPart(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-';

    // "@secretlint/secretlint-rule-aws, … -- reason */": names until a reason or the comment's end.
    private static string[] Rules(ReadOnlySpan<byte> rest)
    {
        var text = Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, 500)]);
        var stop = text.IndexOf("--", StringComparison.Ordinal);
        text = stop < 0 ? text : text[..stop];
        stop = text.IndexOf("*/", StringComparison.Ordinal);
        text = stop < 0 ? text : text[..stop];
        return [.. text.Split([',', ' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries).Where(w => char.IsAsciiLetterOrDigit(w[^1]))];
    }
}
