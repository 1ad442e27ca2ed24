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

    /// <summary>True for letters with a digit and a capital or a sign among them that name nothing: <c>Turbin3#826</c>, <c>Mireille1966</c>.</summary>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        var characters = CharacterCount.Of(value);
        return value.Length is >= Shortest and <= Longest && characters.Spaces == 0 && characters.Digits > 0 && characters.Classes >= 3 && characters.Lower + characters.Upper >= 3
            && !IsDated(value) && !WrittenName.Is(value) && !WrittenName.IsPath(value) && !IsTerm(value);
    }

    // 2021-03-04T10:00:00Z
    private static bool IsDated(ReadOnlySpan<byte> value) => value is [(byte)'1' or (byte)'2', (byte)'0' or (byte)'9', _, _, (byte)'-' or (byte)'/' or (byte)'.', ..] && char.IsAsciiDigit((char)value[5]);

    private static bool IsTerm(ReadOnlySpan<byte> value) => TokenText.HoldsAny(value, Terms);
}
