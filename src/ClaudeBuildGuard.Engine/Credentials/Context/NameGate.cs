using ClaudeBuildGuard.Engine.Credentials.Formats;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>How the value behind a name is to be read.</summary>
internal enum NameFollows
{
    /// <summary>There is none.</summary>
    Nothing = 0,

    /// <summary>As a value of the file's own format.</summary>
    Structure,

    /// <summary>As an assignment in a line.</summary>
    Line,

    /// <summary>As an assignment in a comment, whose value may stand without quotes.</summary>
    Comment,

    /// <summary>As an assignment in a literal of several lines, whose value may stand without quotes.</summary>
    Raw,

    /// <summary>As a value of a text within a literal, whose quotes and signs are escaped.</summary>
    Escaped,
}

/// <summary>
/// The cheap question before a text is read for keys and values: may the name that was seen have a value behind it? Source code is
/// full of <c>token</c> and <c>key</c>; nearly none of them stands before a literal.
/// </summary>
internal static class NameGate
{
    private static readonly ByteClass Assignments = ByteClass.OfRanges("=:\"'> \t,;|");

    /// <summary>Bytes around a word, on either side, beyond which nothing is looked at before a line is read; nor around what is read then.</summary>
    public const int Reach = LineReach + 100;

    private const int LineReach = 300;
    private const int LongestCloseTag = 30;
    private const int ShortestCommented = 8;

    /// <summary>What follows a name.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wordEnd">One past the word that was seen.</param>
    /// <param name="format">How the text is read.</param>
    public static NameFollows Follows(ReadOnlySpan<byte> text, int wordEnd, TextFormat format)
    {
        var rest = Rest(text, wordEnd);
        if (IsEscaped(rest) || (format == TextFormat.Json && IsCode(rest)))
        {
            return NameFollows.Escaped;
        }

        switch (format)
        {
            case TextFormat.Code:
                return IsPromisingCode(text, wordEnd, rest) ? NameFollows.Line : !IsAssigned(text, wordEnd) ? IsRemark(text, wordEnd) ? NameFollows.Comment : NameFollows.Nothing : BeginsAsComment(text, wordEnd) ? NameFollows.Comment : IsWithinRaw(text, wordEnd) ? NameFollows.Raw : NameFollows.Nothing;
            case TextFormat.Xml:
                return IsPromisingXml(rest) ? NameFollows.Structure : NameFollows.Nothing;
            case TextFormat.Json:
                return IsPromisingJson(rest) ? NameFollows.Structure
                    : IsBareJson(text[wordEnd..Math.Min(text.Length, wordEnd + LineReach)]) ? NameFollows.Line
                    : NameFollows.Nothing;
            case TextFormat.Yaml:
                // A name may stand at the end of its line and its value on the next one.
                return LineFrom(text, wordEnd).IndexOfAny(Assignments) >= 0 || rest.TrimStart("\"'\r"u8) is [] or [(byte)'\n', ..] ? NameFollows.Line : NameFollows.Nothing;
            default:
                return LineFrom(text, wordEnd).IndexOfAny(Assignments) >= 0 || IsLastColumn(text, wordEnd) ? NameFollows.Line : NameFollows.Nothing;
        }
    }

    // INSERT INTO t (user, password)⏎VALUES ('a', 'x')
    private static bool IsLastColumn(ReadOnlySpan<byte> text, int wordEnd) =>
        LineFrom(text, wordEnd) is var line && line.IndexOf((byte)')') >= 0 && text[(wordEnd - 1 + line.Length)..Math.Min(text.Length, wordEnd + Reach)].TrimStart(" \t\r\n"u8) is var next && (next.StartsWith("VALUES"u8) || next.StartsWith("values"u8));

    // password: "x", 'password': 'x' of JSON5, which the reader of JSON does not take for names.
    private static bool IsBareJson(ReadOnlySpan<byte> rest)
    {
        var at = 0;
        while (at < rest.Length && (char.IsAsciiLetterOrDigit((char)rest[at]) || rest[at] is (byte)'_' or (byte)'-' or (byte)'.'))
        {
            at++;
        }

        rest = rest[at..].TrimStart("' \t"u8);
        return rest is [(byte)':', ..] && rest[1..].TrimStart(" \t"u8) is [(byte)'"' or (byte)'\'' or (byte)'`', ..];
    }

    private static ReadOnlySpan<byte> LineFrom(ReadOnlySpan<byte> text, int wordEnd)
    {
        var rest = text.Slice(wordEnd - 1, Math.Min(LineReach, text.Length - wordEnd + 1));
        return rest.IndexOf((byte)'\n') is >= 0 and var end ? rest[..end] : rest;
    }

    // A literal on the same line, that of Perl and Lua included, or at the start of the next one; name=value within a literal that began above.
    private static bool IsPromisingCode(ReadOnlySpan<byte> text, int wordEnd, ReadOnlySpan<byte> rest)
    {
        var line = LineFrom(text, wordEnd);
        return line.IndexOfAny("\"'`"u8) >= 0
            || line.IndexOf("q{"u8) >= 0 || line.IndexOf("q("u8) >= 0 || line.IndexOf("[["u8) >= 0 || line.IndexOf("[="u8) >= 0
            || (rest.Length > 1 && rest[0] == '=' && rest[1] is > (byte)' ' and not ((byte)'=' or (byte)'>'))
            || (line.TrimEnd(" \t\r"u8) is [.., (byte)'=' or (byte)'(' or (byte)',' or (byte)'+' or (byte)'>' or (byte)':']
                && text.Slice(wordEnd, Math.Min(LineReach, text.Length - wordEnd)).IndexOfAny("\"'`"u8) >= 0)
            || IsGivenBack(text.Slice(wordEnd, Math.Min(LineReach, text.Length - wordEnd)))
            || IsListBelow(line, text.Slice(wordEnd, Math.Min(LineReach, text.Length - wordEnd)))
            || (line.Length > 0 && LinePiece.IsClass(text, wordEnd - 1) && line.IndexOf((byte)';') < 0 && SecretName.IsPlural(line[1..]));
    }

    // passwords = new[] and, below a brace, "x"; GetPassword(env) => env switch { and "dev" => "x".
    private static bool IsListBelow(ReadOnlySpan<byte> line, ReadOnlySpan<byte> rest)
    {
        line = line.TrimEnd(" \t\r{["u8);
        if (!line.EndsWith("switch"u8) && !(line is [.., (byte)']' or (byte)'>' or (byte)')' or (byte)'='] && (line.IndexOf("= new"u8) > 0 || line[^1] == '=')))
        {
            return false;
        }

        rest = rest[Math.Min(rest.Length, line.Length)..].TrimStart(" \t\r\n{[("u8);
        return rest is [(byte)'"' or (byte)'\'', ..] || rest.StartsWith("new("u8) || rest.StartsWith("new "u8);
    }

    // name = x1, name: x1 up to the end of the line.
    private static bool IsAssigned(ReadOnlySpan<byte> text, int wordEnd)
    {
        while (wordEnd > 1 && text[wordEnd - 1] == ' ')
        {
            wordEnd--;
        }

        var rest = LineFrom(text, wordEnd).TrimEnd(" \t\r"u8);
        while (rest.Length > 0 && IsNamePart(rest[0]) && rest[0] != ':')
        {
            rest = rest[1..];
        }

        rest = rest.TrimStart(" \t"u8);
        if (rest is not [(byte)'=' or (byte)':', ..])
        {
            return false;
        }

        rest = rest[1..].TrimStart(" \t"u8);
        rest = rest.EndsWith("*/"u8) ? rest[..^2].TrimEnd(" "u8) : rest;
        return rest.Length >= ShortestCommented && rest.IndexOfAny((byte)' ', (byte)'(') < 0 && rest.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;
    }

    // // the password of the test system is x1
    private static bool IsRemark(ReadOnlySpan<byte> text, int wordEnd) => Sentence.MayFollow(text, wordEnd) && BeginsAsComment(text, wordEnd);

    private static bool BeginsAsComment(ReadOnlySpan<byte> text, int wordEnd)
    {
        var before = text[Math.Max(0, wordEnd - LineReach)..wordEnd];
        before = before[(before.LastIndexOf((byte)'\n') + 1)..].TrimStart(" \t"u8);
        return before.StartsWith("//"u8) || before.StartsWith("' "u8) || before.StartsWith("/*"u8) || before.StartsWith("# "u8) || before.StartsWith("-- "u8) || before.StartsWith("* "u8) || before.StartsWith("; "u8);
    }

    // const x = `⏎ password: x1⏎`, """…""", @"…": the nearest quote above the line opens a literal.
    private static bool IsWithinRaw(ReadOnlySpan<byte> text, int wordEnd)
    {
        var before = text[Math.Max(0, wordEnd - LineReach)..wordEnd];
        if (before.LastIndexOf((byte)'\n') is not (> 0 and var lineStart))
        {
            return false;
        }

        before = before[..lineStart];
        var at = before.LastIndexOfAny((byte)'`', (byte)'"');
        if (at < 1)
        {
            return false;
        }

        before = before[..at];
        if (text[wordEnd - Math.Min(wordEnd, LineReach) + at] == '"')
        {
            var isRaw = before.EndsWith("\"\""u8);
            if (!isRaw && !before.EndsWith("@"u8) && !before.EndsWith("@$"u8))
            {
                return false;
            }

            before = isRaw ? before[..^2] : before;
        }

        return before.TrimEnd(" \t$@frb"u8) is [.., (byte)'=' or (byte)'(' or (byte)',' or (byte)':' or (byte)'+'] || before.TrimEnd(" \t$@"u8).EndsWith("return"u8);
    }

    // The header of a function or property; below it, return "x" or get => "x".
    private static bool IsGivenBack(ReadOnlySpan<byte> rest)
    {
        if (rest.IndexOf((byte)'\n') is not (>= 0 and var end) || rest[..end].IndexOf((byte)';') >= 0)
        {
            return false;
        }

        rest = rest[(end + 1)..].TrimStart(" \t\r\n{"u8);
        if (rest.StartsWith("get"u8) || rest.StartsWith("Get\r"u8) || rest.StartsWith("Get\n"u8))
        {
            rest = rest[3..].TrimStart(" \t\r\n{"u8);
        }

        if (rest.StartsWith("switch ("u8) && rest.IndexOf("return \""u8) > 0)
        {
            return true;
        }

        if (!rest.StartsWith("return "u8) && !rest.StartsWith("Return "u8) && !rest.StartsWith("=> "u8))
        {
            return false;
        }

        rest = rest[3..].TrimStart("eEturn @$"u8);
        return (rest.StartsWith("Task.FromResult("u8) ? rest[16..] : rest) is [(byte)'"' or (byte)'\'' or (byte)'`', ..];
    }

    // What follows the name that the word is a part of.
    private static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> text, int wordEnd)
    {
        var at = wordEnd;
        if (at > 1 && text[at - 1] == ':' && text[at - 2] is (byte)'"' or (byte)'\'')
        {
            // The word itself ended with a quote and the sign behind it,
            at -= 2;
        }
        else if (!IsNamePart(text[at - 1]))
        {
            // or with one of them.
            at--;
        }

        var limit = Math.Min(text.Length, at + LineReach);
        while (at < limit && IsNamePart(text[at]))
        {
            at++;
        }

        return text[at..limit];
    }

    private static bool IsNamePart(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)':';

    // name\":, name\\\":, name\u0022:, name\u003D, name&quot;:, name&gt;
    private static bool IsEscaped(ReadOnlySpan<byte> rest)
    {
        if (rest is [(byte)'\\', ..] && rest.TrimStart((byte)'\\') is [(byte)'"' or (byte)'\'', ..] quoted)
        {
            return quoted[1..].TrimStart(" "u8) is [(byte)':' or (byte)'=' or (byte)'>' or (byte)',', ..];
        }

        return rest.StartsWith("\\u0022"u8) || rest.StartsWith("\\u003"u8) || rest.StartsWith("&quot;"u8) || rest.StartsWith("&#34;"u8) || rest.StartsWith("&#x22;"u8) || rest.StartsWith("&gt;"u8)
            || rest.StartsWith("&#61;"u8) || rest.StartsWith("&#x3D;"u8);
    }

    // name = \"x\": code within a literal, as notebooks hold it. Attributes of XML have no blank before their sign.
    private static bool IsCode(ReadOnlySpan<byte> rest) => rest is [(byte)' ', ..] && rest.TrimStart(" "u8) is [(byte)'=' or (byte)':', ..] && rest.TrimStart(" =:>"u8) is [(byte)'\\', (byte)'"' or (byte)'\'', ..];

    // name="value", <name>value<, key="name" value="value", Password=value; but neither prose nor the attributes of documentation.
    private static bool IsPromisingXml(ReadOnlySpan<byte> rest)
    {
        switch (rest)
        {
            case [(byte)'=', ..] or [(byte)' ', (byte)'=', ..] or [(byte)']', (byte)'"', ..]:
                return true;
            case [(byte)' ', (byte)'v', ..] when rest.StartsWith(" value="u8):
                // <password value="x" />
                return true;
            case [(byte)'"' or (byte)'\'', (byte)'>', ..]:
                return IsValue(rest[2..]);
            case [(byte)'>', ..]:
                return IsValue(rest[1..]);
            case [(byte)'"' or (byte)'\'', (byte)'/' or (byte)' ', (byte)'/' or (byte)'>', ..]:
                // The value may stand before its name.
                return true;
            case [(byte)'"' or (byte)'\'', ..]:
                return IsTyped(rest) || rest[1..].TrimStart(" \t\r\n"u8) is [(>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z'), ..] attribute
                    && !attribute.StartsWith("type="u8) && attribute.IndexOf((byte)'=') is > 0 and < 40;
            case [(byte)'<', (byte)'/', (byte)'k', ..]:
                return true;
            case [(byte)'<', (byte)'/', ..]:
                // <param-name>password</param-name>, <name>db.password</name>
                return rest[..Math.Min(rest.Length, LongestCloseTag)].IndexOf("ame>"u8) > 0;
            default:
                return false;
        }
    }

    // name="token" type="string">x</param>
    private static bool IsTyped(ReadOnlySpan<byte> rest) =>
        rest[1..].TrimStart(" "u8).StartsWith("type="u8) && rest.IndexOf((byte)'>') is > 0 and < 60 and var end && rest[end - 1] != '/' && IsValue(rest[(end + 1)..]);

    private static bool IsValue(ReadOnlySpan<byte> content)
    {
        content = content.TrimStart(" \t\r\n"u8);
        if (content.StartsWith("<add "u8) || content.StartsWith("<value"u8) || content.StartsWith("<Value"u8) || content.StartsWith("<![CDATA["u8) || content.StartsWith("<stringProp "u8) || content.StartsWith("<DTS:VariableValue"u8))
        {
            return true;
        }

        var end = content.IndexOf((byte)'<');
        var value = (end < 0 ? content : content[..end]).TrimEnd(" \t\r\n"u8);
        return value.Length >= 4 && (value.IndexOf((byte)' ') < 0 || value.IndexOf((byte)'=') > 0);
    }

    // "name": "value", "name", "value": "x", Password=value.
    private static bool IsPromisingJson(ReadOnlySpan<byte> rest)
    {
        if (rest is [(byte)'=', ..] or [(byte)' ', (byte)'=', ..])
        {
            return true;
        }

        if (rest is not [(byte)'"', ..])
        {
            return false;
        }

        var after = rest[1..].TrimStart(" \t\r\n"u8);
        return after is [(byte)':', ..]
            ? after[1..].TrimStart(" \t\r\n"u8) is [(byte)'"' or (byte)'{' or (byte)'[' or (byte)'/' or (>= (byte)'0' and <= (byte)'9'), ..]
            : after is [(byte)',' or (byte)'}', ..];
    }
}
