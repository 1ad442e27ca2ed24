
namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>
/// Tells the names that people give to things from secrets: keys of caches, scopes of grammars, routes, members of a list of names,
/// and the word for a password in another language.
/// </summary>
internal static class WrittenName
{
    private const int LongestWord = 24;
    private const int ShortestSuffix = 8;
    private const int LongestStylePart = 6;
    private const int ShortestPart = 2;
    private const int MostNumbers = 3;
    private const int FewestWords = 4;

    private static readonly ByteClass NameSigns = ByteClass.OfRanges("a-zA-Z0-9_.:/#-");

    private static readonly ByteClass MemberSigns = ByteClass.OfRanges("a-zA-Z0-9_.$");

    private static readonly ByteClass KeySigns = ByteClass.OfRanges("a-zA-Z0-9_. \\\\-");

    private static readonly ByteClass MacroSigns = ByteClass.OfRanges("a-z,");

    /// <summary>
    /// True for words that dots, hyphens, slashes and their like join: <c>keyword.html.tags.slim</c>, <c>/api/token/refresh</c>. A number
    /// is part of a name only in a route or in a name of many words.
    /// </summary>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        if (IsPath(value) || IsDotted(value, characters) || IsRevision(value))
        {
            return true;
        }

        if (characters.Special is 0 or > 12 || value.IndexOfAnyExcept(NameSigns) >= 0
            || characters.Digits > (value[0] is (byte)'/' or (byte)'#' && characters.Special > 1 ? 3 : IsNumberedWithin(value, characters) ? 1 : 0))
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

    // mesh-web3-services-auth: a digit ends a word that is not the last.
    private static bool IsNumberedWithin(ReadOnlySpan<byte> value, CharacterCount characters) =>
        characters.Upper == 0 && characters.Special > 1 && value.IndexOfAnyInRange((byte)'0', (byte)'9') is > 1 and var at && at + 1 < value.Length
        && char.IsAsciiLetter((char)value[at - 1]) && char.IsAsciiLetter((char)value[at - 2]) && value[at + 1] is (byte)'-' or (byte)'_' or (byte)'.';

    // NixOS/nixpkgs/c7cb72b0: a revision of a repository, in short or whole.
    private static bool IsRevision(ReadOnlySpan<byte> value)
    {
        var slash = value.LastIndexOf((byte)'/');
        return slash > 2 && value[..slash].Count((byte)'/') == 1 && value.Length - slash - 1 is (>= 6 and <= 12) or 40 && CharacterCount.Of(value[(slash + 1)..]).IsHexadecimal
            && value[..slash].IndexOfAnyExcept(NameSigns) < 0 && value[..slash].IndexOfAnyInRange((byte)'0', (byte)'9') < 0;
    }

    /// <summary>True for a path from the root, or in the registry: <c>/root/.ssh/id_ed25519</c>, <c>/execute/dir_462373</c>, <c>SOFTWARE\Contoso\Shop</c>.</summary>
    public static bool IsPath(ReadOnlySpan<byte> value)
    {
        if (value.Contains((byte)'\\'))
        {
            return IsKeyOfRegistry(value);
        }

        // /root/.credentials,uid=1000 of a mount
        value = value.IndexOf((byte)',') is > 0 and var comma ? value[..comma] : value;
        return value is [(byte)'/', ..] && value[1..].IndexOf((byte)'/') is >= 0 and var end && value.IndexOfAnyExcept(NameSigns) < 0
        && Randomness.WordShare(value) > (end > 2 && value.Slice(1, end).IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 ? 0.45 : 0.6);
    }

    // SOFTWARE\Contoso\Shop 2\Token, with each sign twice where it is escaped: three words or more that nothing but backslashes divide.
    private static bool IsKeyOfRegistry(ReadOnlySpan<byte> value)
    {
        if (value.IndexOfAnyExcept(KeySigns) >= 0 || CharacterCount.Of(value).Digits > MostNumbers || Randomness.WordShare(value) < 0.6)
        {
            return false;
        }

        var parts = 0;
        for (var rest = value.TrimStart((byte)'\\').TrimEnd((byte)'\\'); !rest.IsEmpty; parts++)
        {
            var end = rest.IndexOf((byte)'\\') is >= 0 and var sign ? sign : rest.Length;
            if (end < ShortestPart || !char.IsAsciiLetter((char)rest[0]))
            {
                return false;
            }

            rest = rest[end..].TrimStart((byte)'\\');
        }

        return parts > 2;
    }

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

    /// <summary>True for a word or two in another alphabet or with accents, and no digit: <c>Contraseña</c>, <c>Lösenord:</c>, <c>Parol&#259;</c>.</summary>
    public static bool IsForeignWord(ReadOnlySpan<byte> value)
    {
        var isForeign = false;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i..].StartsWith("&#"u8) && value[i..].IndexOf((byte)';') is > 3 and < 9 and var end)
            {
                isForeign = true;
                i += end;
                continue;
            }

            var b = value[i];
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
        if (name.EndsWith(value, StringComparison.OrdinalIgnoreCase) || HaveEqualLetters(value, own) || EndsInLetters(name, value) || IsBuilt(value, own) || IsStyled(value, own) || (own.Length > 3 && value.AsSpan().EndsWith(own, StringComparison.OrdinalIgnoreCase) && value.All(char.IsAsciiLetter)))
        {
            return true;
        }

        var ownWords = SecretName.Words(value);
        var words = SecretName.Words(name);
        if (words.Count >= FewestWords && own.EndsWith("key", StringComparison.OrdinalIgnoreCase) && HaveEqualLetters(value, own[..^"key".Length]))
        {
            // AUTHENTICATION_PROVIDER_NAME_KEY = "AuthenticationProviderName"
            return true;
        }

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

        if (IsMember(value) || value.IndexOf("?."u8) > 0 || value.IndexOf("}="u8) > 0 || value.IndexOf("==="u8) > 0)
        {
            return true;
        }

        var plus = value.IndexOfAny((byte)'+', (byte)',');
        return (value.EndsWith("String"u8) && value.IndexOfAnyExcept(NameSigns) < 0)
            || (plus > 3 && value[..plus].IndexOfAnyExcept(NameSigns) < 0 && value[..plus].Contains((byte)'_')
                && value[(plus + 1)..].TrimEnd(",;"u8).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0);
    }

    // image2.index, Symbol$1, Context3DStencilAction: numbered names and their members.
    private static bool IsMember(ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        if (characters.Digits is 0 or > 3 || value.IndexOfAnyExcept(MemberSigns) >= 0 || !char.IsAsciiLetter((char)value[0]) || Randomness.WordShare(value) < 0.6)
        {
            return false;
        }

        var isMember = value.IndexOf((byte)'.') is > 0 and var dot && dot + 1 < value.Length && char.IsAsciiLetter((char)value[dot + 1]) && char.IsAsciiLetterOrDigit((char)value[^1]) && value.IndexOfAny("_.$"u8) >= 0;
        var isCopy = value.IndexOf((byte)'$') is > 3 and var dollar && value[(dollar + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        return isMember || isCopy || value.IndexOf("3D"u8) > 0 || value.IndexOf("2D"u8) > 0;
    }

    /// <summary>True when a line break or a byte is written in it as an escape: <c>\n</c>, <c>\xff</c>, <c>\u9078</c>.</summary>
    public static bool HoldsEscape(ReadOnlySpan<byte> value)
    {
        for (var rest = value; rest.IndexOf((byte)'\\') is >= 0 and var at && at + 1 < rest.Length; rest = rest[(at + 2)..])
        {
            if (rest[at + 1] is (byte)'n' or (byte)'r' or (byte)'x' or (byte)'u')
            {
                return true;
            }
        }

        return false;
    }

    // awsui_token_39ths_14cm5_130: the class that a bundler makes of a style's name.
    private static bool IsStyled(ReadOnlySpan<char> value, ReadOnlySpan<char> own)
    {
        if (value.StartsWith("Mui", StringComparison.Ordinal) && value.LastIndexOf('-') is > 3 and var last && value[(last + 1)..] is { Length: > 0 and <= 4 } number && number.IndexOfAnyExceptInRange('0', '9') < 0 && value[..last].Contains(own, StringComparison.OrdinalIgnoreCase))
        {
            // MuiInput-passwordRoot-312
            return true;
        }

        var at = value.IndexOf(own);
        if (at <= 0 || value[at - 1] != '_' || at + own.Length + 2 > value.Length || value[at + own.Length] != '_' || value[..at].IndexOfAnyExceptInRange('_', 'z') >= 0)
        {
            return false;
        }

        var part = 0;
        foreach (var c in value[(at + own.Length + 1)..])
        {
            part = c == '_' ? 0 : part + 1;
            if (part > LongestStylePart)
            {
                return false;
            }
        }

        return true;
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
