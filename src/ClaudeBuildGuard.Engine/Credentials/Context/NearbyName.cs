using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>
/// Reads what stands around a provider's name: whether the name is a word of its own, and whether the value that follows is a secret
/// of that provider and not an identifier, a hash or a value of something else nearby.
/// </summary>
internal static class NearbyName
{
    /// <summary>Names of at most so many letters turn up inside other words: <c>okta</c> in <c>rookTable</c>, <c>etsy</c> in <c>SetSysctl</c>.</summary>
    private const int LongestShort = 6;

    /// <summary>A name this long before a value is read whole; longer ones say no more.</summary>
    private const int LongestName = 64;

    /// <summary>A hash that stands farther on in a record than so many fields is none of the name's.</summary>
    private const int MostFields = 4;

    /// <summary>What may stand between a provider's name and its value: <c>" value="</c>, <c>` to `</c>.</summary>
    private const int LongestLink = 10;

    private static readonly ByteClass Words = ByteClass.OfRanges("a-zA-Z/");

    // What is written behind a provider's name without a sign between: oktatoken, sonarqube, TWILIOAUTH.
    private static readonly byte[][] Continuations =
    [
        .. new[]
        {
            "api", "token", "key", "secret", "auth", "pass", "pat", "access", "client", "app", "user", "org", "cloud", "qube", "source", "com", "ci", "hec", "webhook", "bot", "cred", "server", "service", "account", "admin", "bearer", "license", "password", "url", "config", "settings", "options", "sdk", "oauth", "db", "x", "s",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly byte[][] PromisingWords =
    [
        .. new[] { "key", "token", "secret", "pass", "pwd", "auth", "cred", "bearer", "ssws", "api", "access", "licen", "login" }.Select(Encoding.ASCII.GetBytes),
    ];

    // The same, but as words alone: 'path' and 'check' hold their letters.
    private static readonly byte[][] PromisingShortWords = [.. new[] { "pat", "hec" }.Select(Encoding.ASCII.GetBytes)];

    // The last word of a name whose value says which one, not how to get in.
    private static readonly HashSet<string> Identifying = new(StringComparer.Ordinal)
    {
        "id", "ids", "uuid", "guid", "name", "sha", "sha1", "sha256", "md5", "hash", "commit", "revision", "rev", "version", "digest", "checksum", "etag", "fingerprint", "thumbprint", "integrity", "ref",
        "project", "organization", "organisation", "tenant", "server", "image", "volume", "instance", "node", "region", "zone", "component", "uses", "url", "uri", "href", "path", "file",
    };

    /// <summary>
    /// True when the name found at a place is a word and no part of another: it begins at a sign, a digit or a capital, and ends there
    /// too or goes on with what such names go on with. Longer names are words wherever they stand.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the name begins.</param>
    /// <param name="word">The name as the rule writes it: one in capitals is the beginning of a token, which goes on with anything.</param>
    public static bool IsWord(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> word)
    {
        if (word.Length > LongestShort || char.IsAsciiLetterUpper((char)word[0]))
        {
            return true;
        }

        var first = text[at];
        if (at > 0 && char.IsAsciiLetter((char)first) && char.IsAsciiLetter((char)text[at - 1])
            && !IsCapital(text, at)
            && !IsEscaped(text, at))
        {
            return false;
        }

        var end = at + word.Length;
        var last = text[end - 1];
        if (end >= text.Length || !char.IsAsciiLetter((char)last) || !char.IsAsciiLetter((char)text[end])
            || (char.IsAsciiLetterLower((char)last) && char.IsAsciiLetterUpper((char)text[end])))
        {
            return true;
        }

        foreach (var continuation in Continuations)
        {
            if (end + continuation.Length <= text.Length && Ascii.EqualsIgnoreCase(text.Slice(end, continuation.Length), continuation)
                && (continuation.Length > 2 || end + continuation.Length == text.Length || !char.IsAsciiLetterLower((char)text[end + continuation.Length])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a value without a mark is the secret of the provider whose name stands before it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">Where the provider's name begins.</param>
    /// <param name="wordEnd">One past it.</param>
    /// <param name="match">The value.</param>
    public static bool Promises(ReadOnlySpan<byte> text, int word, int wordEnd, ShapeMatch match)
    {
        var between = text[wordEnd..match.SecretStart];
        var line = between[(between.LastIndexOf((byte)'\n') + 1)..];
        var standsAlone = line.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;
        var name = NameBefore(standsAlone ? between.TrimEnd(" \t\r\n"u8) : line);
        var isOnItsLine = line.Length == between.Length || standsAlone;
        if (!name.IsEmpty && Identifying.Contains(LastWord(name)))
        {
            return false;
        }

        var value = text.Slice(match.SecretStart, match.SecretLength);
        if (!IsHash(value))
        {
            return true;
        }

        // A GUID or a hash is most often something else: it takes a name that says what it is, or the provider's directly before it.
        // In a list of names and values, and before a value that has a line of its own, the name stands on the line above.
        return line.Count((byte)',') <= MostFields && (HoldsPromise(isOnItsLine || LastWord(name) is "value" ? text[word..match.SecretStart] : line)
            || HoldsPromise(text[word..wordEnd])
            || (isOnItsLine && (between.IndexOfAny(Words) < 0 || (between.Length <= LongestLink && !between.Contains((byte)'/')))));
    }

    private static bool IsCapital(ReadOnlySpan<byte> text, int at) =>
        char.IsAsciiLetterUpper((char)text[at])
        && (char.IsAsciiLetterLower((char)text[at - 1]) || (at + 1 < text.Length && char.IsAsciiLetterLower((char)text[at + 1])));

    // \nOKTA_TOKEN, %20okta
    private static bool IsEscaped(ReadOnlySpan<byte> text, int at) =>
        at > 1 && (text[at - 2] == '\\' || (at > 2 && text[at - 3] == '%'));

    private static ReadOnlySpan<byte> NameBefore(ReadOnlySpan<byte> line)
    {
        var end = line.Length;
        while (end > 0 && line[end - 1] is (byte)' ' or (byte)'\t' or (byte)'"' or (byte)'\'' or (byte)'`' or (byte)'=' or (byte)':' or (byte)'>' or (byte)'(' or (byte)'\\' or (byte)'{' or (byte)'[')
        {
            end--;
        }

        var start = end;
        while (start > 0 && end - start < LongestName && (char.IsAsciiLetterOrDigit((char)line[start - 1]) || line[start - 1] is (byte)'_' or (byte)'-' or (byte)'.'))
        {
            start--;
        }

        return line[start..end];
    }

    private static string LastWord(ReadOnlySpan<byte> name)
    {
        Span<char> characters = stackalloc char[LongestName];
        var words = SecretName.Words(characters[..Encoding.ASCII.GetChars(name, characters)]);
        return words.Count == 0 ? string.Empty : words[^1];
    }

    /// <summary>True for hexadecimal digits, with hyphens between them perhaps.</summary>
    public static bool IsHash(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if (!char.IsAsciiHexDigit((char)b) && b != '-')
            {
                return false;
            }
        }

        return true;
    }

    private static bool HoldsPromise(ReadOnlySpan<byte> text)
    {
        if (TokenText.HoldsAny(text, PromisingWords))
        {
            return true;
        }

        foreach (var word in PromisingShortWords)
        {
            for (var at = 0; at + word.Length <= text.Length; at++)
            {
                if (Ascii.EqualsIgnoreCase(text.Slice(at, word.Length), word) && IsWord(text, at, word))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
