using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// A user and a password beside each other where no name says so: <c>Login: `bob` / `x`</c> in notes and comments, the cases of a test
/// that signs in, a dictionary of logins. The password must be unmistakable.
/// </summary>
internal static class LoginPair
{
    private const int LongestUser = 48;
    private const int LongestLine = 160;
    private const int LongestMethod = 120;

    private static readonly ByteClass UserSigns = ByteClass.OfRanges("a-zA-Z0-9_.@\\-");

    // What ends a value: blanks, and what stands around it.
    private static readonly ByteClass Ends = ByteClass.OfRanges(" \t\r\n`\"'<>");

    private static readonly ByteClass NotOfPasswords = ByteClass.OfRanges("/()[]{}");

    private static readonly ByteClass NameSigns = ByteClass.OfRanges("a-zA-Z0-9_");

    private static readonly ByteClass Joining = ByteClass.OfRanges("._-");

    private static readonly byte[][] LoginWords = [[.. "login"u8], [.. "logon"u8], [.. "zugang"u8], [.. "account"u8], [.. "konto"u8], [.. "user"u8], [.. "benutzer"u8], [.. "acceso"u8], [.. "connexion"u8], [.. "identifiant"u8], [.. "creds"u8], [.. "credential"u8], [.. "sign in"u8], [.. "log in"u8]];

    private static readonly byte[][] SignIns = [[.. "login"u8], [.. "logon"u8], [.. "auth"u8], [.. "signin"u8], [.. "anmeld"u8], [.. "credential"u8], [.. "passw"u8]];

    /// <summary>The password behind <c> / </c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="slash">Where the blank before the slash stands.</param>
    /// <param name="isCode">True where a slash divides, but in comments.</param>
    /// <param name="start">Where the password begins.</param>
    /// <param name="length">Its bytes.</param>
    public static bool TryFind(ReadOnlySpan<byte> text, int slash, bool isCode, out int start, out int length)
    {
        start = slash + 3;
        while (start < text.Length && text[start] is (byte)'*' or (byte)'`' or (byte)'"')
        {
            start++;
        }

        var rest = text[start..Math.Min(text.Length, start + LongestUser)];
        length = rest.IndexOfAny(Ends) is >= 0 and var end ? end : rest.Length;
        length = rest[..length].TrimEnd("*,.;)"u8).Length;
        var value = rest[..length];
        var isChosen = Chosen.Is(value);
        if (!(isChosen || Chosen.IsNumberedWord(value)) || value.IndexOfAny(NotOfPasswords) >= 0 || (HoldsVersion(value) && !HoldsSign(value)) || IsPower(value))
        {
            return false;
        }

        var floor = Math.Max(0, slash - LongestLine);
        var before = text[(floor + text[floor..slash].LastIndexOf((byte)'\n') + 1)..slash].TrimEnd("*`\""u8);
        var user = before[(before.LastIndexOfAnyExcept(UserSigns) + 1)..];
        if (user.Length is < 2 or > LongestUser || !char.IsAsciiLetter((char)user[0]))
        {
            return false;
        }

        before = before[..^user.Length];
        if (before is [.., (byte)'('] && before.IndexOf("://"u8) > 0 && text[(start + length)..] is [(byte)')', ..])
        {
            // Admin panel: https://admin.acme.com (bob / x)
            return true;
        }

        if (!isChosen)
        {
            return false;
        }

        var isRemark = IsRemark(before);
        if (isCode && !isRemark)
        {
            return false;
        }

        // Two names beside each other are no login: net6.0 / net8.0-android, m_flags / m_pad2.
        return TokenText.HoldsAny(before, LoginWords) || ((!isCode || isRemark) && before.EndsWith(": "u8) && HoldsSign(value))
            || (user.IndexOfAnyInRange((byte)'0', (byte)'9') < 0 && user.IndexOfAny("._@"u8) > 0 && (HoldsSign(value) || user.Contains((byte)'@') || (isRemark && !value.Contains((byte)'_'))));
    }

    /// <summary>The password behind an address and a user: <c>Open("https://erp.acme.com", "bob", "x")</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sign">Where <c>://</c> stands.</param>
    /// <param name="start">Where the password begins.</param>
    /// <param name="length">Its bytes.</param>
    public static bool TryFindBehindAddress(ReadOnlySpan<byte> text, int sign, out int start, out int length)
    {
        start = length = 0;
        var rest = text[sign..Math.Min(text.Length, sign + LongestLine)];
        var end = rest.IndexOfAny(Ends);
        if (end < 0 || rest[end] != '"' || !rest[end..].StartsWith("\", \""u8))
        {
            return false;
        }

        rest = rest[(end + 4)..];
        var user = rest.IndexOf((byte)'"');
        if (user < 2 || rest[..user].IndexOfAnyExcept(UserSigns) >= 0 || !char.IsAsciiLetterLower((char)rest[0]) || rest[..user].IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0 || !rest[user..].StartsWith("\", \""u8))
        {
            return false;
        }

        start = sign + end + 4 + user + 4;
        length = rest[(user + 4)..].IndexOf((byte)'"');
        if (length < 0)
        {
            return false;
        }

        var value = text.Slice(start, length);
        return text[(start + length + 1)..] is [(byte)')' or (byte)',', ..] && Chosen.Is(value) && !value.Contains((byte)'%') && value.IndexOfAny(NotOfPasswords) < 0 && (HoldsSign(value) || Randomness.IsDrawn(value));
    }

    /// <summary>The password of a case of a test that signs in: <c>[InlineData("bob@x.eu", "x")]</c> above <c>CanLogIn(string u, string p)</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quote">Where the quote of the first argument stands.</param>
    /// <param name="start">Where the password begins.</param>
    /// <param name="length">Its bytes.</param>
    public static bool TryFindCase(ReadOnlySpan<byte> text, int quote, out int start, out int length)
    {
        start = length = 0;
        var rest = text[(quote + 1)..Math.Min(text.Length, quote + LongestLine)];
        rest = rest.IndexOf((byte)'\n') is >= 0 and var end ? rest[..end] : rest;
        var close = rest.IndexOf((byte)'"');
        if (close < 2 || rest[..close].IndexOfAnyExcept(UserSigns) >= 0 || !rest[(close + 1)..].StartsWith(", \""u8))
        {
            return false;
        }

        start = quote + 1 + close + 4;
        length = rest[(close + 4)..].IndexOf((byte)'"');
        if (length < 0 || !Chosen.Is(text.Slice(start, length)))
        {
            return false;
        }

        var below = text[(start + length)..Math.Min(text.Length, start + length + NameGate.Reach)];
        var open = below.IndexOf("]\n"u8) is >= 0 and var line ? line : below.IndexOf("]\r"u8);
        if (open < 0)
        {
            return false;
        }

        var method = below[open..];
        return TokenText.HoldsAny(method[..Math.Min(method.Length, LongestMethod)], SignIns);
    }

    // net8.0-android
    private static bool HoldsVersion(ReadOnlySpan<byte> value)
    {
        var dot = value.IndexOf((byte)'.');
        return dot > 0 && dot + 1 < value.Length && char.IsAsciiDigit((char)value[dot - 1]) && char.IsAsciiDigit((char)value[dot + 1]);
    }

    // too_high / 10^kappa: a number to the power of a name or a number divides.
    private static bool IsPower(ReadOnlySpan<byte> value) =>
        value.IndexOf((byte)'^') is > 0 and var sign && value[..sign].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && value[(sign + 1)..].TrimEnd((byte)':').IndexOfAnyExcept(NameSigns) < 0;

    private static bool HoldsSign(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && !Joining.Contains(b))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRemark(ReadOnlySpan<byte> before) => before.TrimStart(" \t"u8) is [(byte)'#' or (byte)';' or (byte)'\'', ..] or [(byte)'/', (byte)'/', ..] or [(byte)'-', (byte)'-', ..] or [(byte)'<', (byte)'!' or (>= (byte)'a' and <= (byte)'z'), ..];
}
