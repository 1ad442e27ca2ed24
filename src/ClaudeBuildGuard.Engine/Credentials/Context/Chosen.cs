using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>Tells what a person chose as a password by its looks alone, where no name stands beside it.</summary>
internal static class Chosen
{
    private const int Shortest = 8;
    private const int Longest = 32;

    // What prose about passwords speaks of: Base64-encoded, newPassword2, OAuth2-Token.
    private static readonly byte[][] Terms =
    [
        .. new[]
        {
            "password", "passwd", "passwort", "token", "secret", "apikey", "base64", "base32", "pbkdf", "argon", "oauth", "utf8", "utf16", "bcrypt", "scrypt", "md5", "sha1", "sha2", "sha3", "sha5", "aes1", "aes2", "rsa", "x509", "pkcs", "ntlm", "http", "win32", "win64",
            "ascii", "unicode", "ed25519", "version", "rfc", "crc32", "uuid", "guid", "ipv4", "ipv6", "mysql", "sqlite", "postgre", "k8s", "i18n", "log4", "level", "step", "phase", "chapter", "section", "page", "issue",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    // Love letters are among the commonest passwords of every language, and no names of anything.
    private static readonly byte[][] Loves =
        [[.. "iloveyou"u8], [.. "iloveu"u8], [.. "woaini"u8], [.. "jetaime"u8], [.. "kocham"u8], [.. "teamo"u8], [.. "tequiero"u8], [.. "ichliebe"u8], [.. "tiamo"u8], [.. "teiubesc"u8], [.. "milujite"u8], [.. "ikhouvan"u8], [.. "jagalskar"u8]];

    // Words that messages, fields and parts of a page are named with, and no passphrase.
    private static readonly HashSet<string> Written = new(StringComparer.Ordinal)
    {
        "form", "field", "input", "label", "text", "button", "page", "view", "link", "user", "login", "sign", "forgot", "reset", "change", "enter", "confirm", "show", "hide", "must", "your", "the", "not", "for", "and", "with", "from", "invalid",
        "required", "error", "message", "please", "type", "new", "old", "here", "to", "value", "name", "id", "email", "at", "least", "no", "is", "be", "too", "short", "service", "server", "client", "config", "default", "test", "prod", "dev", "db",
    };

    private const int MostPhraseWords = 7;
    private const int LongestPhraseWord = 12;
    private const int LongestPhrase = 64;

    /// <summary>
    /// True for words that somebody put together as a password, where its name stands beside it: <c>purple-marlin-maggie-silver</c>,
    /// <c>NaranjaTortuga+</c>, <c>iloveyourashid</c>, <c>Lisboa guitarra 66</c>.
    /// </summary>
    public static bool IsPhrase(ReadOnlySpan<byte> value) =>
        value.Length is >= Shortest and <= LongestPhrase && (IsChain(value) || IsLove(value) || IsNumbered(value) || IsSigned(value));

    /// <summary>True for words of small letters with one sign between them, none of them about secrets: <c>ciao_bella</c>, <c>purple-marlin-maggie-silver</c>.</summary>
    public static bool IsChain(ReadOnlySpan<byte> value)
    {
        var sign = value.IndexOfAny("-_"u8);
        if (sign < 0 || value.Length > LongestPhrase)
        {
            return false;
        }

        // Many words are the name of something more often than few.
        var isLong = value.Count(value[sign]) > 2 || value.Length > Longest;
        return (isLong || !SecretName.MayPromise(value)) && AreWords(value, value[sign], isLong ? 3 : 2, isLong);
    }

    private static bool AreWords(ReadOnlySpan<byte> value, byte separator, int shortest, bool isLong)
    {
        for (var count = 0; count < MostPhraseWords; count++)
        {
            var end = value.IndexOf(separator);
            var word = end < 0 ? value : value[..end];
            if (word.Length < shortest || word[1..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') >= 0 || !(char.IsAsciiLetterLower((char)word[0]) || (separator == ' ' && char.IsAsciiLetter((char)word[0])))
                || (isLong && (word.Length > LongestPhraseWord || IsWritten(Encoding.ASCII.GetString(word)))))
            {
                return false;
            }

            if (end < 0)
            {
                return true;
            }

            value = value[(end + 1)..];
        }

        return false;
    }

    private static bool IsWritten(string word) => Written.Contains(word.ToLowerInvariant()) || SecretName.Of(word) is NameMeaning.Password or NameMeaning.Token or NameMeaning.PerhapsKey;

    private static bool IsLove(ReadOnlySpan<byte> value)
    {
        foreach (var love in Loves)
        {
            if (value.Length > love.Length + 2 && Ascii.EqualsIgnoreCase(value[..love.Length], love) && CharacterCount.Of(value) is { Special: 0, Spaces: 0 })
            {
                return true;
            }
        }

        return false;
    }

    // Lisboa guitarra 66: two or three words and a number.
    private static bool IsNumbered(ReadOnlySpan<byte> value)
    {
        var number = value.LastIndexOf((byte)' ');
        if (number < 0 || value.Length - number - 1 is < 2 or > 4 || value[(number + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 || value.Count((byte)' ') is < 2 or > 3)
        {
            return false;
        }

        return AreWords(value[..number], (byte)' ', 3, isLong: true) && !IsTerm(value);
    }

    // NaranjaTortuga+, SunshineSunshine: two capitalised words with a sign behind them, or one twice.
    private static bool IsSigned(ReadOnlySpan<byte> value)
    {
        var words = value[^1] is (byte)'+' or (byte)'-' or (byte)'.' or (byte)'_' ? value[..^1] : value;
        if (!char.IsAsciiLetterUpper((char)words[0]) || words[1..].IndexOfAnyInRange((byte)'A', (byte)'Z') is not (>= 2 and var second) || SecretName.MayPromise(words))
        {
            return false;
        }

        var left = words[..(second + 1)];
        var right = words[(second + 1)..];
        return right.Length > 2 && left[1..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 && right[1..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 && (words.Length < value.Length || left.SequenceEqual(right));
    }

    /// <summary>True for letters with a digit and a capital or a sign among them that name nothing: <c>Turbin3#826</c>, <c>Mireille1966</c>.</summary>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        return value.Length is >= Shortest and <= Longest && characters.Spaces == 0 && characters.Digits > 0 && characters.Classes >= 3 && characters.Lower + characters.Upper >= 3
            && !IsDated(value) && !WrittenName.Is(value) && !WrittenName.IsPath(value) && !IsTerm(value);
    }

    /// <summary>True for a word with a number behind it: <c>leila8009</c>. So are many names: what stands around it must say that it is a password.</summary>
    public static bool IsNumberedWord(ReadOnlySpan<byte> value)
    {
        var word = value.TrimEnd("0123456789"u8);
        return value.Length is >= Shortest and <= Longest && value.Length - word.Length is >= 2 and <= 6 && word.Length >= 4 && word.IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 && !IsTerm(value) && !SecretName.MayPromise(word);
    }

    // 2021-03-04T10:00:00Z
    private static bool IsDated(ReadOnlySpan<byte> value) => value is [(byte)'1' or (byte)'2', (byte)'0' or (byte)'9', _, _, (byte)'-' or (byte)'/' or (byte)'.', ..] && char.IsAsciiDigit((char)value[5]);

    private static bool IsTerm(ReadOnlySpan<byte> value) => TokenText.HoldsAny(value, Terms);
}
