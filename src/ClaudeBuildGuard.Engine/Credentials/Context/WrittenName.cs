using System.Buffers;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>
/// Tells the names that people give to things from secrets: keys of caches, scopes of grammars, routes, members of a list of names,
/// and the word for a password in another language.
/// </summary>
internal static class WrittenName
{
    private const int LongestWord = 24;
    private const int ShortestSuffix = 8;

    private static readonly SearchValues<byte> NameSigns = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:/#"u8);

    private static readonly SearchValues<byte> MacroSigns = SearchValues.Create("abcdefghijklmnopqrstuvwxyz,"u8);

    /// <summary>
    /// True for words that dots, hyphens, slashes and their like join: <c>keyword.html.tags.slim</c>, <c>/api/token/refresh</c>. A number
    /// is part of a name only in a route or in a name of many words.
    /// </summary>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        if (IsPath(value) || IsDotted(value, characters))
        {
            return true;
        }

        if (characters.Special is 0 or > 12 || value.IndexOfAnyExcept(NameSigns) >= 0
            || characters.Digits > (value[0] is (byte)'/' or (byte)'#' && characters.Special > 1 ? 3 : 0))
        {
            return false;
        }

        int word = 0, longest = 0, mixed = 0;
        for (var i = 0; i < value.Length; i++)
        {
            word = char.IsAsciiLetter((char)value[i]) ? word + 1 : 0;
            longest = Math.Max(longest, word);
            mixed += i > 1 && char.IsAsciiLetterUpper((char)value[i]) && char.IsAsciiLetterUpper((char)value[i - 1]) != char.IsAsciiLetterUpper((char)value[i - 2]) ? 1 : 0;
        }

        return longest <= LongestWord && mixed * 8 <= value.Length && Randomness.WordShare(value) > 0.4;
    }

    // /root/.ssh/id_ed25519
    private static bool IsPath(ReadOnlySpan<byte> value) =>
        value is [(byte)'/', ..] && value[1..].Contains((byte)'/') && value.IndexOfAnyExcept(NameSigns) < 0 && Randomness.WordShare(value) > 0.6;

    // juniper.mx.ospfv3.walk: four parts or more of small letters, of which some are numbered.
    private static bool IsDotted(ReadOnlySpan<byte> value, CharacterCount characters)
    {
        if (characters.Upper > 0 || characters.Digits > 4 || characters.Special < 3 || value.Count((byte)'.') != characters.Special)
        {
            return false;
        }

        for (var i = 0; i < value.Length; i++)
        {
            var isLast = i + 1 == value.Length || value[i + 1] == '.';
            if (char.IsAsciiDigit((char)value[i]) ? i == 0 || value[i - 1] == '.' || !(isLast || char.IsAsciiDigit((char)value[i + 1])) : value[i] == '.' && isLast)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for a word or two in another alphabet or with accents, and no digit: <c>Contraseña</c>, <c>Lösenord:</c>.</summary>
    public static bool IsForeignWord(ReadOnlySpan<byte> value)
    {
        var isForeign = false;
        foreach (var b in value)
        {
            isForeign |= b >= 0x80;
            if (b < 0x80 && !char.IsAsciiLetter((char)b) && b is not ((byte)'-' or (byte)'\'' or (byte)'.' or (byte)':' or (byte)' ' or (byte)'/' or (byte)'_' or (byte)'`'))
            {
                return false;
            }
        }

        return isForeign;
    }

    /// <summary>
    /// True for a value that is named after the name it stands under, as the neighbours in a list are: <c>wep-key1</c> behind
    /// <c>wep-key0</c>, <c>v3PrivPass</c> behind <c>v3AuthPass</c>, <c>md5AuthenticationKey</c> under <c>md5_authentication_key</c>.
    /// </summary>
    public static bool IsLike(string value, ReadOnlySpan<char> name)
    {
        if (name.Length < 4 || value.Length < 4 || !IsNameText(value))
        {
            return false;
        }

        if (char.IsAsciiDigit(name[^1]) && value.AsSpan().TrimEnd("0123456789!").Equals(name.TrimEnd("0123456789"), StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var own = name[(name.LastIndexOfAny(":.") + 1)..];
        if (name.EndsWith(value, StringComparison.OrdinalIgnoreCase) || HaveEqualLetters(value, own) || EndsInLetters(name, value) || IsBuilt(value, own) || (own.Length > 3 && value.AsSpan().EndsWith(own, StringComparison.OrdinalIgnoreCase) && value.All(char.IsAsciiLetter)))
        {
            return true;
        }

        var ownWords = SecretName.Words(value);
        var words = SecretName.Words(name);

        // A year or a number at the end makes a password of the name.
        var endsInNumber = value.Length > 2 && char.IsAsciiDigit(value[^1]) && char.IsAsciiDigit(value[^2]);
        if (endsInNumber || ownWords.Count < 2 || words.Count < 2)
        {
            return false;
        }

        var common = value.AsSpan().CommonPrefixLength(name);
        return (common >= 6 && common < name.Length && value.Length >= 12 && value.Length - common < 2 * name.Length)
            || (ownWords[^1] == words[^1] && ownWords[^1].Length > 3 && !char.IsAsciiDigit(value[^1]));
    }

    /// <summary>True for lower-case words with a number of one digit: <c>peer_modem1</c>. A password may look so too, but seldom.</summary>
    public static bool IsOneOfMany(ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        return characters.Upper == 0 && characters.Digits == 1 && characters.Special > 0 && value.IndexOfAnyExcept(NameSigns) < 0 && Randomness.WordShare(value) > 0.6;
    }

    /// <summary>True for code where a value without quotes was expected: a type, an element, a sum of constants.</summary>
    public static bool IsCode(ReadOnlySpan<byte> value)
    {
        // Without its end: a macro of AsciiDoc, pass:quotes[some text].
        if (value.IndexOf((byte)'[') is > 0 and var open && (value.IndexOf((byte)']') > 0 || value[..open].IndexOfAnyExcept(MacroSigns) < 0))
        {
            return true;
        }

        var plus = value.IndexOfAny((byte)'+', (byte)',');
        return (value.EndsWith("String"u8) && value.IndexOfAnyExcept(NameSigns) < 0)
            || (plus > 3 && value[..plus].IndexOfAnyExcept(NameSigns) < 0 && value[..plus].Contains((byte)'_')
                && value[(plus + 1)..].TrimEnd(",;"u8).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0);
    }

    /// <summary>True when a line break or a byte is written in it as an escape: <c>\n</c>, <c>\xff</c>.</summary>
    public static bool HoldsEscape(ReadOnlySpan<byte> value)
    {
        for (var rest = value; rest.IndexOf((byte)'\\') is >= 0 and var at && at + 1 < rest.Length; rest = rest[(at + 2)..])
        {
            if (rest[at + 1] is (byte)'n' or (byte)'r' or (byte)'x')
            {
                return true;
            }
        }

        return false;
    }

    // checkpassword.o behind checkpassword: of a makefile.
    private static bool IsBuilt(ReadOnlySpan<char> value, ReadOnlySpan<char> own) =>
        own.Length >= ShortestSuffix && value.Length - own.Length is > 1 and <= 5 && value.StartsWith(own) && value[own.Length] == '.' && value[(own.Length + 1)..].IndexOfAnyExceptInRange('a', 'z') < 0;

    // x509privatekey under OPTION_X509_PRIVATE_KEY.
    private static bool EndsInLetters(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        var at = name.Length;
        for (var i = value.Length - 1; i >= 0; i--)
        {
            if (value[i] is '_' or '-' or '.')
            {
                continue;
            }

            do
            {
                at--;
            }
            while (at >= 0 && !char.IsAsciiLetterOrDigit(name[at]));

            if (at < 0 || char.ToLowerInvariant(name[at]) != char.ToLowerInvariant(value[i]))
            {
                return false;
            }
        }

        return value.Length >= ShortestSuffix && (at == 0 || !char.IsAsciiLetterOrDigit(name[at - 1]) || char.IsAsciiLetterUpper(name[at]));
    }

    private static bool HaveEqualLetters(ReadOnlySpan<char> value, ReadOnlySpan<char> name)
    {
        int at = 0, letters = 0;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                continue;
            }

            while (at < value.Length && !char.IsAsciiLetterOrDigit(value[at]))
            {
                at++;
            }

            if (at == value.Length || char.ToLowerInvariant(value[at++]) != char.ToLowerInvariant(c))
            {
                return false;
            }

            letters++;
        }

        return letters > 0 && value[at..].IndexOfAnyExcept("_-.") < 0;
    }

    private static bool IsNameText(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.' or '#' or '!'))
            {
                return false;
            }
        }

        return true;
    }
}
