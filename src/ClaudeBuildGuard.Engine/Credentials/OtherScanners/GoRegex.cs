using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Credentials.OtherScanners;

/// <summary>
/// A regular expression of Go (RE2) as one of .NET that matches the same in a text of which each character is one byte. RE2 has nothing
/// that needs backtracking, so it runs in time linear to the text. The machine for that is dear to make, so it is made on first use.
/// </summary>
internal sealed class GoRegex
{
    /// <summary>A bound for everybody's build; the expressions are linear, so only the size of the text comes near it.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, string> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\x00-\x7F",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t\n\v\f\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    private readonly string _pattern;
    private readonly Lazy<Regex> _machine;

    private GoRegex(string pattern, string translated)
    {
        _pattern = pattern;
        _machine = new Lazy<Regex>(() => new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeLimit));

        // Without its machine an expression is only read: it throws what is wrong with it.
        Groups = new Regex(translated, RegexOptions.CultureInvariant, TimeLimit).GetGroupNumbers().Length - 1;
    }

    /// <summary>How many groups it has.</summary>
    public int Groups { get; }

    /// <summary>The expression; null, with the reason, when .NET has no equal of it or it is none of RE2.</summary>
    public static GoRegex? TryParse(string pattern, out string reason)
    {
        reason = string.Empty;
        try
        {
            return new GoRegex(pattern, Translate(pattern));
        }
        catch (NotSupportedException)
        {
            reason = "the expression uses what has no equal here";
        }
        catch (ArgumentException)
        {
            reason = "it is no regular expression of Go";
        }

        return null;
    }

    /// <summary>True when it matches somewhere.</summary>
    /// <exception cref="RegexMatchTimeoutException">The text is too long to be looked through in time.</exception>
    public bool IsMatch(string text) => _machine.Value.IsMatch(text);

    /// <summary>The first match.</summary>
    /// <exception cref="RegexMatchTimeoutException">See <see cref="IsMatch"/>.</exception>
    public Match Match(string text) => _machine.Value.Match(text);

    /// <inheritdoc/>
    public override string ToString() => _pattern;

    private static string Translate(string pattern)
    {
        var output = new StringBuilder(pattern.Length + 16);
        var isMultiline = IsMultiline(pattern);
        for (var i = 0; i < pattern.Length;)
        {
            var c = pattern[i];
            switch (c)
            {
                case '\\':
                    i = Escape(pattern, i, output, inClass: false);
                    break;
                case '[':
                    i = Class(pattern, i, output);
                    break;
                case '$' when !isMultiline:
                    // Without (?m) it is the very end; in .NET it would also stand before a last line break.
                    output.Append(@"\z");
                    i++;
                    break;
                case '(' when At(pattern, i, "(?P<") || At(pattern, i, "(?<"):
                    // Groups count in order in Go, named or not; in .NET named ones would come last.
                    output.Append('(');
                    i = pattern.IndexOf('>', i) is > 0 and var named ? named + 1 : throw new ArgumentException("The name of a group is not closed.");
                    break;
                case '(' when Flags(pattern, i).Contains('U', StringComparison.Ordinal):
                    throw new NotSupportedException();
                case '(' when At(pattern, i, "(?") && Flags(pattern, i).Length == 0 && !At(pattern, i, "(?:"):
                    // Looking ahead and atomic groups: RE2 has neither.
                    throw new ArgumentException("RE2 has no such group.");
                default:
                    AppendLiteral(c.ToString(), output);
                    i++;
                    break;
            }
        }

        return output.ToString();
    }

    private static bool IsMultiline(string pattern)
    {
        for (var i = pattern.IndexOf("(?", StringComparison.Ordinal); i >= 0; i = pattern.IndexOf("(?", i + 2, StringComparison.Ordinal))
        {
            if (Flags(pattern, i).Split('-')[0].Contains('m', StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // The letters of (?ims-U) and (?i: … ).
    private static string Flags(string pattern, int open)
    {
        if (!At(pattern, open, "(?"))
        {
            return string.Empty;
        }

        var end = open + 2;
        while (end < pattern.Length && (char.IsAsciiLetter(pattern[end]) || pattern[end] == '-'))
        {
            end++;
        }

        return end < pattern.Length && pattern[end] is ')' or ':' ? pattern[(open + 2)..end] : string.Empty;
    }

    private static int Escape(string pattern, int at, StringBuilder output, bool inClass)
    {
        if (at + 1 >= pattern.Length)
        {
            throw new ArgumentException("The expression ends within an escape.");
        }

        var kind = pattern[at + 1];
        switch (kind)
        {
            case 'd':
                output.Append(inClass ? "0-9" : "[0-9]");
                return at + 2;
            case 'w':
                output.Append(inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]");
                return at + 2;
            case 's':
                output.Append(inClass ? @"\t\n\f\r " : @"[\t\n\f\r ]");
                return at + 2;
            case 'D' when !inClass:
                output.Append("[^0-9]");
                return at + 2;
            case 'W' when !inClass:
                output.Append("[^0-9A-Za-z_]");
                return at + 2;
            case 'S' when !inClass:
                output.Append(@"[^\t\n\f\r ]");
                return at + 2;
            case 'Q' when !inClass:
                var end = pattern.IndexOf(@"\E", at + 2, StringComparison.Ordinal);
                AppendLiteral(Regex.Escape(pattern[(at + 2)..(end < 0 ? pattern.Length : end)]), output);
                return end < 0 ? pattern.Length : end + 2;
            case 'x' when at + 2 < pattern.Length && pattern[at + 2] == '{':
                var close = pattern.IndexOf('}', at);
                if (close < 0 || !int.TryParse(pattern.AsSpan(at + 3, close - at - 3), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rune) || rune > 0x10FFFF)
                {
                    throw new ArgumentException("A code point is not closed.");
                }

                AppendRune(rune, output, inClass);
                return close + 1;
            case 'p' or 'P' when at + 2 < pattern.Length && pattern[at + 2] != '{':
                output.Append(CultureInfo.InvariantCulture, $@"\{kind}{{{pattern[at + 2]}}}");
                return at + 3;
            case '0' or (>= '1' and <= '7') when Octal(pattern, at + 1) is var digits && (digits == 3 || kind == '0'):
                AppendRune(Convert.ToInt32(pattern.Substring(at + 1, digits), 8), output, inClass);
                return at + 1 + digits;
            case 'z' or 'A' or 'b' or 'B' or 'n' or 'r' or 't' or 'f' or 'v' or 'a' or 'x' or 'p' or 'P' or 'D' or 'W' or 'S':
                output.Append('\\').Append(kind);
                return at + 2;
            case 'C':
                throw new NotSupportedException();
            default:
                if (char.IsAsciiLetterOrDigit(kind))
                {
                    throw new ArgumentException("RE2 has no such escape.");
                }

                // The sign itself, by its number: for .NET \<0> and \'0' refer to a group.
                output.Append(kind < 0x80 ? string.Create(CultureInfo.InvariantCulture, $@"\x{(int)kind:X2}") : $@"\{kind}");
                return at + 2;
        }
    }

    private static int Octal(string pattern, int at)
    {
        var digits = 0;
        while (digits < 3 && at + digits < pattern.Length && pattern[at + digits] is >= '0' and <= '7')
        {
            digits++;
        }

        return digits;
    }

    private static int Class(string pattern, int open, StringBuilder output)
    {
        output.Append('[');
        var i = open + 1;
        if (At(pattern, i, "^"))
        {
            output.Append('^');
            i++;
        }

        for (var first = true; i < pattern.Length; first = false)
        {
            var c = pattern[i];
            if (c == ']' && !first)
            {
                output.Append(']');
                return i + 1;
            }

            if (c == '\\')
            {
                i = Escape(pattern, i, output, inClass: true);
            }
            else if (At(pattern, i, "[:") && pattern.IndexOf(":]", i, StringComparison.Ordinal) is > 0 and var end)
            {
                var name = pattern[(i + 2)..end];
                output.Append(PosixClasses.TryGetValue(name, out var members) ? members : throw (name.StartsWith('^') ? new NotSupportedException() : new ArgumentException("RE2 has no such class.")));
                i = end + 2;
            }
            else
            {
                // A bracket within a class begins nothing in Go; in .NET it may take characters away.
                output.Append(c is '[' or ']' ? "\\" : string.Empty);
                AppendRune(c, output, inClass: true);
                i++;
            }
        }

        throw new ArgumentException("A class is not closed.");
    }

    private static void AppendLiteral(string text, StringBuilder output)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            AppendRune(rune.Value, output, inClass: false);
        }
    }

    // The text is matched as bytes: a character beyond ASCII is the bytes of its UTF-8.
    private static void AppendRune(int rune, StringBuilder output, bool inClass)
    {
        if (rune < 0x80)
        {
            output.Append(rune < 0x20 ? string.Create(CultureInfo.InvariantCulture, $@"\x{rune:x2}") : ((char)rune).ToString());
            return;
        }

        if (inClass || !Rune.IsValid(rune))
        {
            throw new NotSupportedException();
        }

        Span<byte> bytes = stackalloc byte[4];
        var length = new Rune(rune).EncodeToUtf8(bytes);
        output.Append("(?:");
        foreach (var b in bytes[..length])
        {
            output.Append(CultureInfo.InvariantCulture, $@"\x{b:x2}");
        }

        output.Append(')');
    }

    private static bool At(string pattern, int at, string text) => string.CompareOrdinal(pattern, at, text, 0, text.Length) == 0;
}
