using System.Buffers;
using System.Buffers.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>Where a value stands; what it takes to believe its name depends on that.</summary>
internal enum ValueForm
{
    /// <summary>A value of a structured file, or a quoted literal.</summary>
    Quoted = 0,

    /// <summary>A bare word behind an assignment in a line of text.</summary>
    Bare,

    /// <summary>A part of a connection string that has other parts.</summary>
    ConnectionString,

    /// <summary>Where a name alone speaks for it: in a sentence (<c>the token is x</c>), in the query of an address, byte by byte. Advice at most.</summary>
    Sentence,

    /// <summary>Given to a call, a command or a statement that takes it as the password it is: <c>NetworkCredential("user", "x")</c>.</summary>
    Given,

    /// <summary>An element of what has the name: only what was drawn is a key there.</summary>
    Element,

    /// <summary>The user part of a URL, a basic authorization: the form itself says that it is a password.</summary>
    UserInfo,
}

/// <summary>What the judge says of a value.</summary>
/// <param name="Kind">What it is; null when it is no credential.</param>
/// <param name="IsStrong">True when name, format and randomness agree.</param>
internal readonly record struct ContextVerdict(CredentialKind? Kind, bool IsStrong)
{
    /// <summary>No credential.</summary>
    public static ContextVerdict Silent => default;

    /// <summary>This verdict, or another where this one is silent.</summary>
    public ContextVerdict Or(ContextVerdict other) => Kind is null ? other : this;
}

/// <summary>
/// Judges a value without a mark by the name it stands under, the form it stands in and what it looks like. The name must promise a
/// secret; the value may only break the promise.
/// </summary>
internal static class ContextJudge
{
    /// <summary>Bytes of a value below which nothing is said of it, whatever its name.</summary>
    public const int ShortestSecret = 4;

    private const int LongestSecret = 1024;

    private const int PublicKeyTokenLength = 16;

    // Of eight letters that were drawn most have a smaller share of the pairs of words; of names and abbreviations in 269 source trees none.
    private const double ShareOfShort = 0.45;

    // Two words with a sign between are a password; what is longer is the name of something.
    private const int ShortestName = 20;

    private const int ShortestMixed = 20;
    private const int ShortestPerhaps = 24;
    private const int LongestWords = 32;

    private const int ShortestGiven = 5;

    // 128 bits of a signing key are asked for.
    private const int ShortestTypedKey = 16;
    private const int LeastChanges = 6;

    // Of a value that is longer nobody reads what it says.
    private const int LongestReadable = 96;

    // What is drawn, or compiled, in passes.
    private static readonly HashSet<string> Drawn = new(StringComparer.Ordinal)
    {
        "stencil", "depth", "render", "shadow", "light", "lighting", "lightmapper", "sky", "opaque", "alpha", "transparent", "blit", "ui", "debug", "processing", "blend", "geometry", "color", "colour", "scene", "bloom", "blur", "forward", "deferred", "compute",
        "shader", "texture", "optimization", "optimizer", "compiler", "first", "second", "last", "final", "front", "multi", "pre", "post",
    };

    private static readonly ByteClass PointCharacters = ByteClass.OfRanges("a-zA-Z0-9_-");

    private static readonly ByteClass NotOfTokens = ByteClass.OfRanges("\"'`\\<>()[]{}|^");

    /// <summary>Judges one value.</summary>
    /// <param name="key">The name with its path.</param>
    /// <param name="value">The value, decoded.</param>
    /// <param name="form">Where it stands.</param>
    public static ContextVerdict Judge(ReadOnlySpan<char> key, ReadOnlySpan<byte> value, ValueForm form)
    {
        if (value.Length is < ShortestSecret or > LongestSecret)
        {
            return ContextVerdict.Silent;
        }

        var meaning = form is ValueForm.UserInfo ? NameMeaning.Password : SecretName.Of(key);
        if (meaning == NameMeaning.Nothing || PublicConstants.Contains(value) || Reference.Is(value) || Placeholder.Is(value, key) || WrittenName.IsForeignWord(value))
        {
            return ContextVerdict.Silent;
        }

        if (IsCounted(key, value) || IsKeyToken(key, value) || IsReadable(value, meaning) || IsPoint(value) || IsHeader(value))
        {
            return ContextVerdict.Silent;
        }

        // What stands between two literals of a minified script, where one was taken for the end of the other.
        if (value[0] is (byte)']' or (byte)')' or (byte)'}' && value[1] is (byte)']' or (byte)')' or (byte)'}' or (byte)',' or (byte)';' or (byte)'.')
        {
            return ContextVerdict.Silent;
        }

        // Code without quotes, a list, a type: no password of a configuration file, or one in a thousand.
        if (form == ValueForm.Bare && (value.IndexOfAny("()|<>"u8) >= 0 || WrittenName.IsCode(value)))
        {
            return ContextVerdict.Silent;
        }

        // Text within a literal goes on behind the escape of a line break; letters of another alphabet are escaped in a file of texts.
        if (form is not (ValueForm.Quoted or ValueForm.Given or ValueForm.Element) ? WrittenName.HoldsEscape(value) : value.IndexOf("\\u"u8) is >= 0 and var escape && value.Length >= escape + 6 && CharacterCount.Of(value.Slice(escape + 2, 4)).IsHexadecimal)
        {
            return ContextVerdict.Silent;
        }

        if (form == ValueForm.Sentence)
        {
            return new ContextVerdict(meaning == NameMeaning.Password ? ContextKind.Password : ContextKind.Token, false);
        }

        if (form == ValueForm.Element && meaning != NameMeaning.Password)
        {
            return Randomness.IsDrawn(value) && !IsGuid(value) && value.IndexOfAny(":/"u8) < 0 ? JudgeToken(value) with { IsStrong = false } : ContextVerdict.Silent;
        }

        return meaning switch
        {
            NameMeaning.Password => JudgePassword(value, form).Or(JudgePhrase(key, value)).Or(JudgeWords(key, value, form, ContextKind.Password)),
            NameMeaning.SigningKey => JudgeSigningKey(value, form, isWhole: key.EndsWith("SymmetricSecurityKey", StringComparison.Ordinal)),
            NameMeaning.Token => JudgeToken(value).Or(JudgeWords(key, value, form, ContextKind.Token)).Or(JudgeClave(key, value, form)),
            _ => JudgePerhaps(key, value),
        };
    }

    // SKY_PASS = 131072, STENCIL_PASS_DEPTH_PASS = 0x0B96: a pass of another kind is counted.
    private static bool IsCounted(ReadOnlySpan<char> key, ReadOnlySpan<byte> value)
    {
        var digits = value.StartsWith("0x"u8) || value.StartsWith("0X"u8) ? value[2..] : value;
        if (!key.EndsWith("pass", StringComparison.OrdinalIgnoreCase) || digits.Length is 0 or > 8 || (digits.Length == value.Length ? digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 : !CharacterCount.Of(digits).IsHexadecimal))
        {
            return false;
        }

        return SecretName.Words(key[(key.LastIndexOf(':') + 1)..]).Exists(Drawn.Contains);
    }

    // TaskKeyToken: of an assembly; signingkey of git: the id of a key.
    private static bool IsKeyToken(ReadOnlySpan<char> key, ReadOnlySpan<byte> value) =>
        (key.EndsWith("signingkey", StringComparison.Ordinal) && value.StartsWith("0x"u8) && value.Length is 10 or 18 or 42) || value.Length == PublicKeyTokenLength && key.EndsWith("KeyToken", StringComparison.Ordinal) && CharacterCount.Of(value).IsHexadecimal;

    // Base64 of a text that is a placeholder, once or twice: azure_integration_test_key. What a machine drew says no sentence either: Hello from the cloud.
    private static bool IsReadable(ReadOnlySpan<byte> value, NameMeaning meaning)
    {
        Span<byte> decoded = stackalloc byte[LongestReadable];
        if (value.Length is < 12 or > LongestReadable || (value.Length & 3) != 0 || value.Contains((byte)' ')
            || Base64.DecodeFromUtf8(value, decoded, out _, out var length) != OperationStatus.Done || decoded[..length].IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            return false;
        }

        return Placeholder.Is(decoded[..length], []) || IsReadable(decoded[..length], meaning) || (meaning is NameMeaning.Token or NameMeaning.PerhapsKey && ((decoded[..length].Count((byte)' ') > 1 && decoded[..length].IndexOfAnyInRange((byte)'0', (byte)'9') < 0) || IsPlace(decoded[..length])));
    }

    // {"page":1,"size":50}: where a list goes on. What names a secret is no place.
    private static bool IsPlace(ReadOnlySpan<byte> text) => text is [(byte)'{', (byte)'"', .., (byte)'}'] && CharacterCount.Of(text).Digits <= 8 && Randomness.WordShare(text) > 0.6 && !SecretName.MayPromise(text);

    // The point of a key pair of P-256, whole and not packed: the public half of a VAPID key.
    private static bool IsPoint(ReadOnlySpan<byte> value) =>
        value.TrimEnd((byte)'=') is { Length: 87 } and [(byte)'B', >= (byte)'A' and <= (byte)'P', ..] point && point.IndexOfAnyExcept(PointCharacters) < 0;

    // The header of a JSON web token without anything behind it: {"alg":"HS256", {"typ":"JWT"; a token of Mapbox for pages; a picture.
    private static bool IsHeader(ReadOnlySpan<byte> value) =>
        PublicConstants.IsForPages(value) || value.StartsWith("iVBORw0KGgo"u8) || value.StartsWith("/9j/4"u8) || value.StartsWith("R0lGODlh"u8) || ((value.StartsWith("eyJhbGciOi"u8) || value.StartsWith("eyJ0eXAiOi"u8)) && value.TrimEnd((byte)'.').IndexOf((byte)'.') < 0);

    // OSPF6 auth key: a sentence that names what stands elsewhere.
    private static bool IsLabel(ReadOnlySpan<byte> value) => value.LastIndexOf((byte)' ') is > 0 and var blank && SecretName.MayPromise(value[(blank + 1)..]) && value[(blank + 1)..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0;

    /// <summary>A password is what a person would choose and no writer of code or prose would put there.</summary>
    private static ContextVerdict JudgePassword(ReadOnlySpan<byte> value, ValueForm form)
    {
        var kind = form switch
        {
            ValueForm.ConnectionString => ContextKind.ConnectionString,
            ValueForm.UserInfo => ContextKind.Url,
            _ => ContextKind.Password,
        };
        var characters = CharacterCount.Of(value);
        if (characters.Spaces > 0 || value.Length > 128 || (value.Length >= ShortestName ? WrittenName.Is(value) : WrittenName.IsPath(value)))
        {
            return ContextVerdict.Silent;
        }

        if (form is ValueForm.ConnectionString or ValueForm.UserInfo)
        {
            return new ContextVerdict(kind, value.Length >= 6 && (characters.Classes >= 2 || Randomness.IsDrawn(value)));
        }

        if (value.Length < 6)
        {
            // Four or five characters say too little; with a digit and a letter or a sign they are a weak password all the same.
            return form == ValueForm.Quoted && characters.Classes >= 3 ? new ContextVerdict(kind, false) : ContextVerdict.Silent;
        }

        var share = Randomness.WordShare(value);
        if (characters.Special == 0 && characters.Digits == 0)
        {
            // Letters alone: a name of something, unless no word is in sight.
            return (value.Length >= 10 && share < 0.5) || (value.Length >= 8 && share < ShareOfShort) ? new ContextVerdict(kind, value.Length >= 14) : ContextVerdict.Silent;
        }

        if (characters.Lower + characters.Upper == 0)
        {
            if (characters.Special > 0 && characters.Special == CountForeign(value) && characters.Digits is >= 2 and <= 6 && char.IsAsciiDigit((char)value[^1]))
            {
                // Медведь1981
                return new ContextVerdict(kind, true);
            }

            return characters.Digits >= 6 && characters.Special == 0 ? new ContextVerdict(kind, false) : ContextVerdict.Silent;
        }

        if (characters.Digits == 0 && IsJoinedWords(value))
        {
            if (Randomness.ChangesCase(value))
            {
                return new ContextVerdict(kind, value.Length >= 8);
            }

            return (share < 0.5 && value.Length >= 12) || Chosen.IsChain(value) ? new ContextVerdict(kind, false) : ContextVerdict.Silent;
        }

        return new ContextVerdict(kind, value.Length >= 8 && (characters.Classes >= 3 || (characters.Digits > 0 && share < 0.6)) && !WrittenName.IsOneOfMany(value));
    }

    private static int CountForeign(ReadOnlySpan<byte> value)
    {
        var count = 0;
        foreach (var b in value)
        {
            count += b >= 0x80 ? 1 : 0;
        }

        return count;
    }

    // What BORG_PASSPHRASE is given: words with a number, and no sentence about one.
    private static ContextVerdict JudgePhrase(ReadOnlySpan<char> key, ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        return key.EndsWith("passphrase", StringComparison.OrdinalIgnoreCase) && characters.Spaces is >= 2 and <= 6 && characters.Digits is > 0 and <= 4 && characters.Special + characters.Upper == 0
            && !SecretName.MayPromise(value) ? new ContextVerdict(ContextKind.Password, false) : ContextVerdict.Silent;
    }

    // "clave" is a key, a password or the code of a catalogue, which has no small letters: IVA16-2024.
    private static ContextVerdict JudgeClave(ReadOnlySpan<char> key, ReadOnlySpan<byte> value, ValueForm form) =>
        key.EndsWith("clave", StringComparison.OrdinalIgnoreCase) && value.IndexOfAnyInRange((byte)'a', (byte)'z') >= 0 ? JudgePassword(value, form) with { IsStrong = false } : ContextVerdict.Silent;

    // What looks like a name rather than like a secret, and is advice where the form or the name leaves little else.
    private static ContextVerdict JudgeWords(ReadOnlySpan<char> key, ReadOnlySpan<byte> value, ValueForm form, CredentialKind kind) => form switch
    {
        ValueForm.Given => JudgeGiven(value, kind),
        ValueForm.UserInfo => Chosen.IsPhrase(value) ? new ContextVerdict(ContextKind.Url, false) : ContextVerdict.Silent,
        _ when kind == ContextKind.Password && Chosen.IsPhrase(value) && (form is ValueForm.Quoted or ValueForm.ConnectionString || !value.Contains((byte)' ')) =>
            new ContextVerdict(form == ValueForm.ConnectionString ? ContextKind.ConnectionString : kind, false),
        ValueForm.Quoted when kind == ContextKind.Password => !key.EndsWith("pass", StringComparison.OrdinalIgnoreCase) && IsTwoHumps(value) ? new ContextVerdict(kind, false) : ContextVerdict.Silent,
        ValueForm.Quoted or ValueForm.ConnectionString when kind == ContextKind.Token => JudgeSecret(key, value),
        _ => ContextVerdict.Silent,
    };

    // Whatever it looks like, it is used: words too are somebody's password, and advice.
    private static ContextVerdict JudgeGiven(ReadOnlySpan<byte> value, CredentialKind kind) =>
        value.Length < ShortestGiven || value.IndexOfAny(" \t\r\n"u8) >= 0 || value[0] is (byte)'[' or (byte)'{' or (byte)'(' || WrittenName.IsPath(value) || SecretName.MayPromise(value) ? ContextVerdict.Silent : new ContextVerdict(kind, false);

    // frozenHammer; not under "pass", which is also what is drawn, compiled and tested.
    private static bool IsTwoHumps(ReadOnlySpan<byte> value)
    {
        if (value.Length is < 8 or > LongestWords || value[1..].IndexOfAnyInRange((byte)'A', (byte)'Z') is not (>= 2 and var second) || SecretName.MayPromise(value))
        {
            return false;
        }

        return value.Length - second > 3 && value[1..(second + 1)].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 && value[(second + 2)..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 && char.IsAsciiLetter((char)value[0]);
    }

    /// <summary>Signing keys are drawn, or sentences that somebody typed: both open everything.</summary>
    /// <param name="value">The value.</param>
    /// <param name="form">Where it stands.</param>
    /// <param name="isWhole">True where nothing but a key can stand.</param>
    private static ContextVerdict JudgeSigningKey(ReadOnlySpan<byte> value, ValueForm form, bool isWhole)
    {
        var characters = CharacterCount.Of(value);
        if (Randomness.IsDrawn(value) && !WrittenName.Is(value))
        {
            return new ContextVerdict(ContextKind.SigningKey, true);
        }

        if (isWhole && characters.Spaces > 1 && value.Length >= ShortestTypedKey)
        {
            return new ContextVerdict(ContextKind.SigningKey, false);
        }

        if (form == ValueForm.Quoted && value.Length is >= 8 and < 12 && characters.Classes >= 3 && characters.Digits > 0 && characters.Spaces == 0 && !WrittenName.Is(value))
        {
            return new ContextVerdict(ContextKind.SigningKey, false);
        }

        return value.Length >= 12 && (characters.Spaces == 0 || characters.Digits > 0) && characters.Spaces <= 12 && (characters.Classes >= 3 || (characters.Classes == 2 && characters.Digits > 0) || value.Length >= 24) && !IsProse(value, characters) && !IsLabel(value) && !WrittenName.Is(value)
            ? new ContextVerdict(ContextKind.SigningKey, characters.Classes >= 3 && characters.Digits > 0 && characters.Spaces == 0 && value.Length >= 16 && !WrittenName.IsOneOfMany(value))
            : ContextVerdict.Silent;
    }

    private static ContextVerdict JudgeToken(ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        if (characters.Spaces > 0 || value.Length < 8 || value.IndexOfAny(NotOfTokens) >= 0 || value.IndexOf("%20"u8) >= 0 || WrittenName.Is(value))
        {
            return ContextVerdict.Silent;
        }

        if (Randomness.IsDrawn(value) || IsLicence(value))
        {
            // A GUID may be an identifier as well, and sixteen hexadecimal digits the token of a public key.
            return new ContextVerdict(ContextKind.Token, !IsGuid(value) && !(value.Length == PublicKeyTokenLength && CharacterCount.Of(value).IsHexadecimal));
        }

        if (IsDated(value))
        {
            return new ContextVerdict(ContextKind.Token, false);
        }

        var share = Randomness.WordShare(value);
        var mixed = characters.Digits > 0 && characters.Lower + characters.Upper > 0;
        var isDrawnShort = characters.Special == 0 && ((share < ShareOfShort && characters.Lower + characters.Digits > 0) || (mixed && value.Length >= 10 && characters.Digits > 1 && characters.Changes * 5 >= value.Length * 2));
        return isDrawnShort || IsMixedThrough(value, characters) || (mixed && value.Length >= 10 && (share < 0.6 || (characters.Classes >= 3 && characters.Special > 0 && !IsJoinedWords(value))))
            ? new ContextVerdict(ContextKind.Token, false)
            : ContextVerdict.Silent;
    }

    // kassa-sleutel-2019: words and, last, a year.
    private static bool IsDated(ReadOnlySpan<byte> value) =>
        value.Length > 10 && value[^5] is (byte)'-' or (byte)'_' && value[^4..] is [(byte)'2', (byte)'0', >= (byte)'0' and <= (byte)'9', >= (byte)'0' and <= (byte)'9'] && value[..^5] is var words && words.IndexOfAnyExceptInRange((byte)'-', (byte)'z') < 0 && words.IndexOfAnyInRange((byte)'0', (byte)'9') < 0;

    // What is called a secret and nothing more people choose as they choose passwords.
    private static ContextVerdict JudgeSecret(ReadOnlySpan<char> key, ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        return (key.EndsWith("secret", StringComparison.OrdinalIgnoreCase) || key.EndsWith("secretkey", StringComparison.OrdinalIgnoreCase) || key.EndsWith("secret_key", StringComparison.OrdinalIgnoreCase))
            && characters.Classes >= 3 && characters.Digits > 0 && JudgePassword(value, ValueForm.Quoted).Kind is not null
            ? new ContextVerdict(ContextKind.Token, false)
            : ContextVerdict.Silent;
    }

    // NW9K2-7TQXF-M3B8R-PD6VH: groups of capitals and digits.
    private static bool IsLicence(ReadOnlySpan<byte> value)
    {
        var group = value.IndexOf((byte)'-');
        if (group is < 4 or > 8 || (value.Length + 1) % (group + 1) != 0 || (value.Length + 1) / (group + 1) < 3)
        {
            return false;
        }

        Span<byte> joined = stackalloc byte[LongestReadable];
        var length = 0;
        for (var i = 0; i < value.Length && length < joined.Length; i++)
        {
            if ((i % (group + 1) == group) != (value[i] == '-') || char.IsAsciiLetterLower((char)value[i]))
            {
                return false;
            }

            if (value[i] != '-')
            {
                joined[length++] = value[i];
            }
        }

        return Randomness.IsDrawn(joined[..length]);
    }

    // wa9aerahhie0eekee9iaphoorovooyia, 1495337441_189e7e3606339b2c: digits between the letters all the way, and no more than one sign.
    private static bool IsMixedThrough(ReadOnlySpan<byte> value, CharacterCount characters) =>
        value.Length >= ShortestMixed && characters.Special <= 1 && characters.Digits > 1 && characters.Changes >= LeastChanges;

    private static ContextVerdict JudgePerhaps(ReadOnlySpan<char> key, ReadOnlySpan<byte> value)
    {
        // PASSWORD_SALT, QUANDL_KEY: what is written so is a setting, and no key of a map.
        var characters = CharacterCount.Of(value);
        var isSalt = key.EndsWith("salt", StringComparison.OrdinalIgnoreCase);
        var shortest = isSalt ? ShortestTypedKey : (key.EndsWith("_KEY", StringComparison.Ordinal) && key.IndexOfAnyInRange('a', 'z') < 0) ? ShortestMixed : ShortestPerhaps;
        var isMixed = characters.Digits > (isSalt ? 0 : 1) && characters.Lower > 2 && characters.Upper > 2;
        return characters.Spaces == 0 && value.Length >= shortest && !characters.IsHexadecimal && !IsGuid(value) && (isMixed || IsBase36(value, characters))
            && Randomness.IsDrawn(value) && Randomness.WordShare(value) < 0.5
            ? new ContextVerdict(ContextKind.Token, false)
            : ContextVerdict.Silent;
    }

    // Small letters and digits in one piece, as services write their keys that give no mark.
    private static bool IsBase36(ReadOnlySpan<byte> value, CharacterCount characters) =>
        characters.Upper + characters.Special == 0 && characters.Digits * 8 >= value.Length && characters.Lower * 3 >= value.Length && characters.Changes * 4 >= value.Length;

    /// <summary>True for words with nothing but joining signs between: <c>forgot-password</c>, <c>db.user_name</c>.</summary>
    private static bool IsJoinedWords(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'-' or (byte)'_' or (byte)'.' or (byte)':' or (byte)'/' or (byte)'\\' or (byte)',' or (byte)'+'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsProse(ReadOnlySpan<byte> value, CharacterCount characters) =>
        characters.Spaces > 2 && characters.Digits == 0 && (value[^1] is (byte)'.' or (byte)'?' or (byte)':' || characters.Special == 0 && characters.Upper <= 1);

    private static bool IsGuid(ReadOnlySpan<byte> value) =>
        value.Length is 36 or 38 && System.Buffers.Text.Utf8Parser.TryParse(value.Trim("{}"u8), out Guid _, out var used) && used == 36;
}
