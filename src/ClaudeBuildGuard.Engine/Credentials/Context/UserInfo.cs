using System.Buffers;
using System.Buffers.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>A user with a password, as URLs, headers and commands write them.</summary>
/// <param name="UserStart">Offset of the user.</param>
/// <param name="UserLength">Bytes of the user.</param>
/// <param name="PasswordStart">Offset of the password.</param>
/// <param name="PasswordLength">Bytes of the password.</param>
/// <param name="IsLocal">True when the host is this machine.</param>
internal readonly record struct UserInfo(int UserStart, int UserLength, int PasswordStart, int PasswordLength, bool IsLocal)
{
    /// <summary>Bytes from <c>://</c> on that are looked at.</summary>
    public const int LongestUrl = 3 + LongestUserInfo;

    private const int LongestUserInfo = 300;
    private const int LongestCommand = 600;

    private const int LeastDrawn = 10;
    private const int LeastKey = 60;
    private const int LeastPassword = 6;

    // Between a call that encodes and the literal that it encodes: Encoding.UTF8.GetBytes(
    private const int LongestInnerCall = 60;

    private static readonly ByteClass Base64Signs = ByteClass.OfRanges("a-zA-Z0-9+/=");

    private static readonly ByteClass CallSigns = ByteClass.OfRanges("a-zA-Z0-9_.(: @$");

    private static readonly ByteClass UserSigns = ByteClass.OfRanges("a-zA-Z0-9_.@+\\-");

    private static readonly ByteClass UrlEnd = ByteClass.OfRanges(" \t\r\n\"'`<>\\|");

    private static readonly ByteClass NotOfKeys = ByteClass.OfRanges("@.$%{}");

    /// <summary>The user part of a URL: <c>://user:password@host</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Offset of <c>://</c>.</param>
    /// <param name="info">The user part.</param>
    public static bool OfUrl(ReadOnlySpan<byte> text, int at, out UserInfo info)
    {
        info = default;
        var start = at + 3;
        var rest = text.Slice(start, Math.Min(LongestUserInfo, text.Length - start));
        rest = rest[..LengthOfUrl(rest)];
        var colon = rest.IndexOf((byte)':');
        var slash = rest.IndexOfAny((byte)'/', (byte)'?');
        if (colon < 0 || (slash >= 0 && slash < colon))
        {
            return false;
        }

        // user[:password]@host of a manual, [^:]+:[^@]+@ of a pattern.
        if (colon > 0 && rest[colon - 1] is (byte)'[' or (byte)'^')
        {
            return false;
        }

        // The last @ before the path: a password may hold one itself, and may hold a slash where nobody encoded it.
        var at2 = rest[(colon + 1)..].IndexOf((byte)'@');
        if (at2 < 1)
        {
            return false;
        }

        var authorityEnd = rest[(colon + 1)..].IndexOf((byte)'/');
        if (authorityEnd >= 0 && authorityEnd < at2)
        {
            // The key of a Cosmos account is base64 that nobody encodes again.
            if (!IsLongKey(rest.Slice(colon + 1, at2)))
            {
                return false;
            }

            authorityEnd = rest[(colon + 1 + at2)..].IndexOf((byte)'/') is >= 0 and var path ? at2 + path : -1;
        }

        var authority = authorityEnd < 0 ? rest[(colon + 1)..] : rest.Slice(colon + 1, authorityEnd);
        at2 = authority.LastIndexOf((byte)'@');
        var host = authority[(at2 + 1)..];
        if (host.EndsWith(":"u8) && rest[(colon + 1 + authority.Length)..].StartsWith("//"u8))
        {
            // tcp://127.0.0.1:5555,@tcp://127.0.0.1:5556: another address.
            return false;
        }

        // A host that is an example has a password that is one too, unless nobody would write such a one.
        var isExample = host.StartsWith("example."u8) || host.IndexOf(".example."u8) >= 0 || host.EndsWith(".example"u8);
        if (host.IsEmpty || (isExample && (at2 < 0 || !LooksDrawn(authority[..at2]))) || host[0] is (byte)'<' or (byte)'[' && host.IndexOf((byte)':') < 0
            || host.StartsWith("host"u8) && host.Length < 10 && host.Length > 3 && host.TrimStart("host"u8) is [] or [(byte)':', ..])
        {
            return false;
        }

        var local = isExample || host.StartsWith("localhost"u8) || host.StartsWith("127."u8) || host.StartsWith("0.0.0.0"u8) || host.StartsWith("host.docker.internal"u8);
        info = new UserInfo(start, colon, start + colon + 1, at2, local);
        return at2 > 0;
    }

    /// <summary>True when a literal ends between the user and the password of a URL: <c>"amqp://user:" + "x" + "@host"</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Offset of <c>://</c>.</param>
    public static bool IsCutAtPassword(ReadOnlySpan<byte> text, int at)
    {
        var rest = text.Slice(at + 3, Math.Min(LongestUserInfo, text.Length - at - 3));
        var length = 0;
        while (length < rest.Length && rest[length] != '/' && !UrlEnd.Contains(rest[length]))
        {
            length++;
        }

        return length > 0 && length < rest.Length && (rest[length] is (byte)'"' or (byte)'\'') && rest[length - 1] == ':';
    }

    // A few bytes are sooner looked at than the platform's search has begun.
    private static int LengthOfUrl(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && !UrlEnd.Contains(text[length]))
        {
            length++;
        }

        return length;
    }

    private static bool LooksDrawn(ReadOnlySpan<byte> password)
    {
        var characters = CharacterCount.Of(password);
        return password.Length >= LeastDrawn && characters.Digits > 2 && characters.Lower > 0 && characters.Upper > 0 && characters.Changes > 4 && Randomness.WordShare(password) < 0.5;
    }

    private static bool IsLongKey(ReadOnlySpan<byte> password) => password.Length > LeastKey && password[^1] == '=' && password.IndexOfAnyExcept(Base64Signs) < 0;

    /// <summary>The user of Oracle's JDBC address: <c>jdbc:oracle:thin:user/password@host</c>.</summary>
    public static bool OfOracle(ReadOnlySpan<byte> text, int at, out UserInfo info)
    {
        info = default;
        var rest = text.Slice(at, Math.Min(LongestUserInfo, text.Length - at));
        rest = rest[..LengthOfUrl(rest)];
        var slash = rest.IndexOf((byte)'/');
        var host = rest.IndexOf((byte)'@');
        if (slash < 1 || host < slash + 2)
        {
            return false;
        }

        info = new UserInfo(at, slash, at + slash + 1, host - slash - 1, rest[(host + 1)..].TrimStart("/"u8).StartsWith("localhost"u8));
        return true;
    }

    /// <summary>The user of a driver of Go: <c>user:password@tcp(host:port)/name</c>.</summary>
    public static bool OfGo(ReadOnlySpan<byte> text, int at, out UserInfo info)
    {
        var floor = Math.Max(0, at - LongestUserInfo);
        var start = floor + text[floor..at].LastIndexOfAny(UrlEnd) + 1;
        var colon = text[start..at].IndexOf((byte)':');
        info = new UserInfo(start, colon, start + colon + 1, at - start - colon - 1, text[at..].StartsWith("@tcp(localhost"u8) || text[at..].StartsWith("@tcp(127."u8));
        return colon > 0 && info.PasswordLength > 0;
    }

    /// <summary>A basic authorization: base64 of <c>user:password</c>.</summary>
    public static bool OfBasic(ReadOnlySpan<byte> text, int at, out byte[] password, out (int Start, int Length) range)
    {
        password = [];
        range = default;
        while (at < text.Length && text[at] is (byte)' ' or (byte)'"' or (byte)'\'' or (byte)',')
        {
            at++;
        }

        var end = at;
        while (end < text.Length && end - at < 400 && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] is (byte)'+' or (byte)'/' or (byte)'='))
        {
            end++;
        }

        var length = end - at;
        if (length < 8 || length % 4 != 0)
        {
            return false;
        }

        var decoded = new byte[length];
        if (Base64.DecodeFromUtf8(text[at..end], decoded, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        var plain = decoded.AsSpan(0, written);
        var colon = plain.IndexOf((byte)':');
        if (colon < 0 || plain.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) >= 0)
        {
            return false;
        }

        var secret = plain[(colon + 1)..];
        var user = plain[..colon];
        if (secret.Length < 4 || secret.SequenceEqual(user) || ContextJudge.Judge([], secret, ValueForm.UserInfo).Kind is null)
        {
            return false;
        }

        password = secret.ToArray();
        range = (at, length);
        return true;
    }

    /// <summary>A basic authorization that a client encodes before it sends it, as request files have it: <c>Authorization: Basic user:password</c>.</summary>
    public static bool OfClearBasic(ReadOnlySpan<byte> text, int word, int at, out UserInfo info)
    {
        info = default;
        var rest = text.Slice(at, Math.Min(LongestUserInfo, text.Length - at));
        rest = rest[..(rest.IndexOfAny(UrlEnd) is >= 0 and var end ? end : rest.Length)];
        var colon = rest.IndexOf((byte)':');
        if (colon < 1 || rest.Length - colon - 1 < LeastPassword || rest[..colon].IndexOfAnyExcept(UserSigns) >= 0 || !text[Math.Max(0, word - LongestInnerCall)..word].TrimEnd(" :\"'"u8).EndsWith("uthorization"u8))
        {
            return false;
        }

        info = new UserInfo(at, colon, at + colon + 1, rest.Length - colon - 1, false);
        return true;
    }

    /// <summary>A user and a password that code makes base64 of: <c>Convert.ToBase64String(Encoding.UTF8.GetBytes("user:password"))</c>.</summary>
    public static bool OfEncoded(ReadOnlySpan<byte> text, int at, out UserInfo info)
    {
        info = default;
        var start = InnerLiteral(text, at);
        if (start < 0)
        {
            return false;
        }

        var literal = text.Slice(start, Math.Min(LongestUserInfo, text.Length - start));
        literal = literal[..Math.Max(0, literal.IndexOf(text[start - 1]))];
        var colon = literal.IndexOf((byte)':');
        if (colon < 1 || literal[..colon].IndexOfAnyExcept(UserSigns) >= 0 || literal.IndexOfAny(UrlEnd) >= 0)
        {
            return false;
        }

        info = new UserInfo(start, colon, start + colon + 1, literal.Length - colon - 1, false);
        return info.PasswordLength >= LeastPassword && literal[colon + 1] != '/';
    }

    /// <summary>Where the literal begins that a call takes, over the calls between; -1 where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">One past the call's parenthesis.</param>
    public static int InnerLiteral(ReadOnlySpan<byte> text, int at) =>
        text.Slice(at, Math.Min(LongestInnerCall, text.Length - at)).IndexOfAnyExcept(CallSigns) is >= 0 and var inner && text[at + inner] is (byte)'"' or (byte)'\'' ? at + inner + 1 : -1;

    /// <summary>A bearer token.</summary>
    public static bool OfBearer(ReadOnlySpan<byte> text, int at, out (int Start, int Length) range)
    {
        var end = at;
        while (end < text.Length && end - at < 4096 && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] is (byte)'+' or (byte)'/' or (byte)'=' or (byte)'.' or (byte)'-' or (byte)'_' or (byte)'~'))
        {
            end++;
        }

        range = (at, text[at..end].TrimEnd(".,"u8).Length);
        return range.Length >= 20;
    }

    /// <summary>The user of a <c>curl</c> or <c>wget</c> command: <c>-u user:password</c>.</summary>
    public static bool OfCommand(ReadOnlySpan<byte> text, int option, int at, out UserInfo info)
    {
        info = default;
        var line = text[StartOfCommand(text, option)..at];
        if (text[option] is (byte)'"' or (byte)'\'' && option + LongestUserInfo is var farthest)
        {
            // args: ["--user", "bob:x", "https://…"]
            line = text[StartOfCommand(text, option)..Math.Min(text.Length, farthest)];
        }

        if (line.IndexOf("curl"u8) < 0 && line.IndexOf("wget"u8) < 0 && line.IndexOf("http"u8) < 0)
        {
            return false;
        }

        var start = at;
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }

        var quote = start < text.Length && text[start] is (byte)'"' or (byte)'\'' && start < text.Length ? text[start++] : (byte)0;
        var rest = text.Slice(start, Math.Min(LongestUserInfo, text.Length - start));
        var stop = quote == 0 ? rest.IndexOfAny(UrlEnd) : rest.IndexOf(quote);
        rest = stop < 0 ? rest : rest[..stop];
        var colon = rest.IndexOf((byte)':');
        if (colon < 0 || rest[0] == '-' || rest[(colon + 1)..].StartsWith("//"u8))
        {
            // Nothing, the next option, or an address.
            return false;
        }

        var password = start + colon + 1;
        var length = rest.Length - colon - 1;
        if (length == 0 && IsKey(rest[..colon]))
        {
            // key: is a key in the place of the user, without a password.
            info = new UserInfo(start, 0, start, colon, false);
            return true;
        }

        if (length == 0 && quote == 0 && password < text.Length && text[password] is (byte)'"' or (byte)'\'')
        {
            // user:'password'
            length = Math.Max(0, text.Slice(password + 1, Math.Min(LongestUserInfo, text.Length - password - 1)).IndexOfAny(text[password], (byte)'\n'));
            password++;
        }

        info = new UserInfo(start, colon, password, length, false);
        return length > 0;
    }

    // Nobody is called so.
    private static bool IsKey(ReadOnlySpan<byte> user)
    {
        var characters = CharacterCount.Of(user);
        return user.Length >= 10 && characters.Digits > 0 && user.IndexOfAny(NotOfKeys) < 0 && (Randomness.IsDrawn(user) || (characters.Classes >= 3 && Randomness.WordShare(user) < 0.5));
    }

    // Of the lines that a sign at the end of each joins, the first.
    private static int StartOfCommand(ReadOnlySpan<byte> text, int at)
    {
        var floor = Math.Max(0, at - LongestCommand);
        var start = at;
        while (text[floor..start].LastIndexOf((byte)'\n') is >= 0 and var end)
        {
            if (text.Slice(floor, end).TrimEnd("\r"u8) is not [.., (byte)'\\' or (byte)'^' or (byte)'`'])
            {
                return floor + end + 1;
            }

            start = floor + end;
        }

        return floor;
    }
}
