using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>A secret in a sentence of notes, logs and comments: <c>the token is x</c>, <c>password for the test system: x</c>.</summary>
internal static class Sentence
{
    // Shorter values are numbers and names of something else more often than not, and so are hexadecimal digits and GUIDs where no
    // provider is named.
    private const int Shortest = 20;
    private const int LongestProvider = 20;
    private const int ShortestDrawn = 12;
    private const int Longest = 300;
    private const int FewestDigits = 2;

    // password policy, password length; but: password for, password is.
    private const int ShortestNoun = 5;

    // Between "password" and what it is: "für die Testumgebung beim Kunden".
    private const int MostWords = 8;

    // What stands around a value in Markdown and HTML.
    private static readonly (byte[] Open, byte[] Close)[] Wrappers = [([.. "**"u8], [.. "**"u8]), ([.. "`"u8], [.. "`"u8]), ([.. "<code>"u8], [.. "</code>"u8]), ([.. "<b>"u8], [.. "</b>"u8]), ([.. "\""u8], [.. "\""u8]), ([.. "'"u8], [.. "'"u8])];

    private static readonly byte[][] Verbs = [[.. "is"u8], [.. "was"u8], [.. "ist"u8], [.. "war"u8], [.. "lautet"u8], [.. "es"u8], [.. "era"u8], [.. "est"u8], [.. "="u8], [.. ":"u8], [.. "->"u8], [.. "=>"u8], [.. "jest"u8], [.. "är"u8], [.. "é"u8], [.. "è"u8]];

    /// <summary>The value behind a word; empty when the word is no name of a secret or nothing drawn follows.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wordStart">Where the word begins.</param>
    /// <param name="wordEnd">One past it.</param>
    /// <param name="end">One past the piece.</param>
    public static (int Start, int Length) Find(ReadOnlySpan<byte> text, int wordStart, int wordEnd, int end)
    {
        if (wordEnd >= end || text[wordEnd] != ' ')
        {
            return default;
        }

        var word = text[wordStart..wordEnd];
        if (IsPassword(text[..wordStart], word) && FindChosen(text, wordEnd, end, text[..wordStart].TrimEnd(" \t#/;-*'"u8) is [] or [.., (byte)'\n']) is (_, > 0) and var chosen)
        {
            return chosen;
        }

        var isKey = text[wordEnd..end].StartsWith(" key "u8);
        if (!(IsName(word) || (isKey && Ascii.EqualsIgnoreCase(word, "api"u8))))
        {
            return default;
        }

        var start = wordEnd + 1 + (isKey ? 4 : 0);
        start += text[start..end].StartsWith("is "u8) || text[start..end].StartsWith("of "u8) ? 3 : 0;
        start += start < end && text[start] == '`' ? 1 : 0;
        var stop = start;
        while (stop < end && stop - start <= Longest && IsOfToken(text[stop]))
        {
            stop++;
        }

        var value = text[start..stop].TrimEnd(".,:"u8);
        var isBounded = stop == end || text[stop] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)'`' or (byte)')' or (byte)',' or (byte)';';
        return isBounded && value.Length is >= Shortest and <= Longest && IsDrawn(value, text[..wordStart]) ? (start, value.Length) : default;
    }

    /// <summary>True when a line may say what a password is: the word is one for it, and something with a digit stands behind.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wordEnd">One past the beginning of the word.</param>
    public static bool MayFollow(ReadOnlySpan<byte> text, int wordEnd)
    {
        var (start, end) = (wordEnd, wordEnd);
        while (start > 0 && wordEnd - start < LongestProvider && LineLexer.IsWord(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && end - wordEnd < LongestProvider && LineLexer.IsWord(text[end]))
        {
            end++;
        }

        var rest = text[end..Math.Min(text.Length, end + Longest)];
        rest = rest.IndexOf((byte)'\n') is >= 0 and var stop ? rest[..stop] : rest;
        return rest.IndexOfAnyInRange((byte)'0', (byte)'9') > 1 && rest[0] == ' ' && IsPassword(text[..start], text[start..end]);
    }

    // The password is x; password for the test system: **x**; Passwort lautet `x`. What is in no quotes ends its line or its sentence.
    private static (int Start, int Length) FindChosen(ReadOnlySpan<byte> text, int wordEnd, int end, bool begins)
    {
        var line = text[wordEnd..end];
        line = line.IndexOf((byte)'\n') is >= 0 and var stop ? line[..stop] : line;
        line = line.TrimEnd(" \t\r"u8);
        var (at, isStated, isColon) = (0, false, false);
        for (var words = 0; words <= MostWords; words++)
        {
            while (at < line.Length && line[at] is (byte)' ' or (byte)'\t' or (byte)':')
            {
                isColon |= line[at++] == ':';
            }

            isStated |= isColon;

            var length = line[at..].IndexOf((byte)' ') is >= 0 and var blank ? blank : line.Length - at;
            var part = line.Slice(at, length);
            if (part.IsEmpty)
            {
                return default;
            }

            if (Unwrapped(part, out var value, out var isWrapped) && (isWrapped || isStated || (words == 0 && !begins)) && IsEnd(line[(at + length)..], isWrapped, part) && (Chosen.Is(value) || (isStated && words <= 1 && Chosen.IsNumberedWord(value))) && (isWrapped || isStated || CharacterCount.Of(value).Classes > 3 || (value.Length >= ShortestDrawn && Randomness.IsDrawn(value))))
            {
                return (wordEnd + at + part.IndexOf(value), value.Length);
            }

            if (isColon || (words == 0 && part.Length >= ShortestNoun && SecretName.IsDescription(Encoding.UTF8.GetString(part))) || !IsProse(part))
            {
                return default;
            }

            isColon = part[^1] == ':';
            isStated = isColon || IsVerb(part);
            at += length;
        }

        return default;
    }

    private static bool IsVerb(ReadOnlySpan<byte> part)
    {
        foreach (var verb in Verbs)
        {
            if (Ascii.EqualsIgnoreCase(part, verb) || part.SequenceEqual(verb))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsProse(ReadOnlySpan<byte> part)
    {
        foreach (var b in part)
        {
            if (!char.IsAsciiLetter((char)b) && b < 0x80 && b is not ((byte)'-' or (byte)'(' or (byte)')' or (byte)':' or (byte)'\'' or (byte)'=' or (byte)'>' or (byte)'"' or (byte)'.' or (byte)'_' or (byte)'@' or (byte)'/' or (byte)'`' or (byte)'*'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Unwrapped(ReadOnlySpan<byte> part, out ReadOnlySpan<byte> value, out bool isWrapped)
    {
        foreach (var (open, close) in Wrappers)
        {
            if (part.StartsWith(open))
            {
                var length = part[open.Length..].IndexOf(close);
                isWrapped = length > 0;
                value = isWrapped ? part.Slice(open.Length, length) : [];
                return isWrapped;
            }
        }

        isWrapped = false;
        value = part.TrimEnd(".,;)"u8);
        return value.Length > 0;
    }

    // What stands behind the value: nothing, the end of the sentence, or a remark in parentheses.
    private static bool IsEnd(ReadOnlySpan<byte> rest, bool isWrapped, ReadOnlySpan<byte> part) =>
        isWrapped || rest.IsEmpty || rest.StartsWith(" ("u8) || rest.StartsWith(" *"u8) || rest.StartsWith(" - "u8) || rest.StartsWith(" -->"u8) || rest.SequenceEqual(" ."u8) || part[^1] is (byte)',' or (byte)'.' or (byte)';';

    private static bool IsPassword(ReadOnlySpan<byte> before, ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "passe"u8) ? before.EndsWith("mot de "u8) || before.EndsWith("Mot de "u8) : SecretName.MayPromise(word) && (SecretName.Of(Encoding.UTF8.GetString(word)) == NameMeaning.Password || Ascii.EqualsIgnoreCase(word, "clave"u8));

    private static bool IsName(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "secret"u8) || Ascii.EqualsIgnoreCase(word, "token"u8) || Ascii.EqualsIgnoreCase(word, "password"u8) || Ascii.EqualsIgnoreCase(word, "apikey"u8);

    private static bool IsOfToken(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'~' or (byte)'+' or (byte)'/' or (byte)'=' or (byte)':' or (byte)'!' or (byte)'@' or (byte)'%';

    private static bool IsDrawn(ReadOnlySpan<byte> value, ReadOnlySpan<byte> before)
    {
        var characters = CharacterCount.Of(value);
        return characters.Digits >= FewestDigits && Randomness.IsDrawn(value) && !WrittenName.Is(value) && (!(characters.IsHexadecimal || TokenText.IsGuid(value)) || IsProvider(before));
    }

    private static bool IsProvider(ReadOnlySpan<byte> before)
    {
        before = before.TrimEnd((byte)' ');
        var length = 0;
        while (length < before.Length && length <= LongestProvider && char.IsAsciiLetterOrDigit((char)before[^(length + 1)]))
        {
            length++;
        }

        return length is > 0 and <= LongestProvider && ProviderNames.All.Contains(Encoding.ASCII.GetString(before[^length..]).ToLowerInvariant());
    }
}
