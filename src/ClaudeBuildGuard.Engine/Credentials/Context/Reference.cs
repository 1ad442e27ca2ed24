using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>
/// Tells a value from a reference to one: a variable, a vault entry, a template, an encrypted value, an expression of code. References
/// are how it should be done; they are never findings.
/// </summary>
internal static class Reference
{
    private static readonly byte[][] Beginnings =
    [
        .. new[]
        {
            "@microsoft.keyvault", "arn:aws:", "op://", "vault:", "vault/", "ref+", "enc[", "enc(", "{cipher}", "$ansible_vault", "!vault", "aqaaancmnd8", "cfdj8", "aqicah", "gaaaaa",
            "secretsmanager:", "ssm:", "env:", "env(", "env.", "process.env", "environment.", "os.environ", "os.getenv", "getenv", "secrets.", "var.", "local.", "data.", "module.",
            "config.", "configuration[", "configuration.", "builder.configuration", "_configuration", "_config", "options.", "settings.", "keyring:", "file:", "file(", "projects/", "akv:", "bws:",
            "http://", "https://", "system.", "this.", "self.", "string.", "null", "undefined", "nameof(", "typeof(", "new ", "sha256-", "sha384-", "sha512-", "sha1-", "sha256:", "md5:",
            "ssh-rsa ", "ssh-ed25519 ", "ecdsa-", "data:image", "~/", "./", "../", "/run/", "/var/", "/etc/", "/home/", "/usr/", "/opt/", "/tmp/", "c:\\", "mii", "-----begin", "urn:", "localhost:",
            "ag:", "keyvault", "ms-appx", "pack:", "resource:", "classpath:", "jdbc:", "$2a$", "$2b$", "$2y$", "$argon2", "$5$", "$6$", "$1$", "$apr1$", "pbkdf2", "{bcrypt}", "{noop}",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly byte[][] FileEndings =
    [
        .. new[]
        {
            ".txt", ".key", ".pem", ".pfx", ".p12", ".crt", ".cer", ".json", ".xml", ".yml", ".yaml", ".snk", ".cs", ".js", ".ts", ".html", ".config", ".com", ".net", ".org", ".io", ".dll", ".exe", ".md", ".png", ".resx", ".aspx", ".php", ".py", ".jks", ".local",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>True when the value stands for another one, or is none at all.</summary>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || IsTemplate(value))
        {
            return true;
        }

        foreach (var beginning in Beginnings)
        {
            if (value.Length >= beginning.Length && Ascii.EqualsIgnoreCase(value[..beginning.Length], beginning)
                && (beginning.Length > 4 || beginning[^1] is < (byte)'a' or > (byte)'z' || value.Length == beginning.Length || IsCertificate(beginning, value)))
            {
                return true;
            }
        }

        foreach (var ending in FileEndings)
        {
            if (value.Length > ending.Length && Ascii.EqualsIgnoreCase(value[^ending.Length..], ending) && Randomness.WordShare(value) > 0.5)
            {
                return true;
            }
        }

        return IsMask(value) || IsExpression(value);
    }

    /// <summary>True for a text that a template engine, a shell or a build replaces before it is used.</summary>
    public static bool IsTemplate(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return false;
        }

        var first = value[0];
        var last = value[^1];
        if ((first == '<' && last == '>') || (first == '[' && last == ']') || (first == '(' && last == ')') || (first == '%' && last == '%' && value.Length > 2)
            || (first == '#' && value.Length > 1 && value[1] is (byte)'{' or (byte)'[') || (first == '{' && value.Contains((byte)'}'))
            || (first == '_' && value.StartsWith("__"u8) && value.EndsWith("__"u8)) || (first == '@' && value.Length > 1 && (value[1] == '{' || value[1] == '(')) || (first == '!' && value.Contains((byte)' ')))
        {
            return true;
        }

        // $NAME, ${NAME}, $(Name), $env:NAME, {{ name }} and their like anywhere: what is composed is not written here.
        if (value.IndexOf("${"u8) >= 0 || value.IndexOf("$("u8) >= 0 || value.IndexOf("{{"u8) >= 0 || value.IndexOf("#{"u8) >= 0 || value.IndexOf("<%"u8) >= 0 || value.IndexOf("%("u8) >= 0
            || (first == '$' && value.Length > 1 && (char.IsAsciiLetter((char)value[1]) || value[1] == '_') && IsName(value[1..]))
            || (first == '&' && IsName(value[1..])) || (first == '*' && (value.Length < 2 || IsName(value[1..]))))
        {
            return true;
        }

        return IsFormat(value);
    }

    private static bool IsCertificate(byte[] beginning, ReadOnlySpan<byte> value) => beginning is [(byte)'m', (byte)'i', (byte)'i'] && value.Length > 200;

    private static bool IsName(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'_' or (byte)':' or (byte)'.' or (byte)'[' or (byte)']' or (byte)'-' or (byte)'>' or (byte)'\'' or (byte)'"'))
            {
                return false;
            }
        }

        return true;
    }

    // {0}, %s, {password}, :password, @password, ?
    private static bool IsFormat(ReadOnlySpan<byte> value)
    {
        if (value.IndexOf((byte)'{') is >= 0 and var open && value[open..].IndexOf((byte)'}') is > 1 and < 40 and var close
            && IsName(value.Slice(open + 1, close - 1)))
        {
            return true;
        }

        return value is [(byte)'%', (byte)'s' or (byte)'d' or (byte)'v', ..]
            || (value.Length > 1 && value[0] is (byte)'@' or (byte)':' && value.Length > 1 && IsName(value[1..]) && Randomness.WordShare(value) > 0.7 && CharacterCount.Of(value).Digits == 0)
            || value is [(byte)'?'];
    }

    // ********, ......, ------, xxxxxxxx, a mask of any single character.
    private static bool IsMask(ReadOnlySpan<byte> value)
    {
        var kinds = 0;
        Span<bool> seen = stackalloc bool[256];
        seen.Clear();
        foreach (var b in value)
        {
            kinds += seen[b] ? 0 : 1;
            seen[b] = true;
        }

        return (value.Length >= 3 && kinds == 1) || value.IndexOf("***"u8) >= 0 || value.IndexOf("..."u8) >= 0 || value.IndexOf("xxxx"u8) >= 0 || value.IndexOf("XXXX"u8) >= 0
            || value.IndexOf("\u2026"u8) >= 0 || value.IndexOf("\u2022"u8) >= 0;
    }

    // a.b.c, f(x), a->b, A::B, a[b]: code that came without quotes or within a template.
    private static bool IsExpression(ReadOnlySpan<byte> value)
    {
        if (value.IndexOf("()"u8) >= 0 || value.IndexOf("->"u8) >= 0 || value.IndexOf("::"u8) >= 0 || value.IndexOf("=>"u8) >= 0 || (value.IndexOf((byte)'(') > 2 && value[^1] == ')' && IsName(value[..value.IndexOf((byte)'(')])))
        {
            return true;
        }

        var dot = value.IndexOf((byte)'.');
        return dot > 0 && IsName(value) && value.IndexOf("-"u8) < 0 && CharacterCount.Of(value).Digits == 0 && Randomness.WordShare(value) > 0.6;
    }
}
