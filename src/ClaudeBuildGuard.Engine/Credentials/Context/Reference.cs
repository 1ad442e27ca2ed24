using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>
/// Tells a value from a reference to one: a variable, a vault entry, a template, an encrypted value, an expression of code. References
/// are how it should be done; they are never findings.
/// </summary>
internal static class Reference
{
    // argon2id
    private const int LongestScheme = 8;

    private const int MySqlHash = 41;

    private static readonly ByteClass SchemeSigns = ByteClass.OfRanges("a-z0-9");

    private static readonly byte[][] Beginnings =
    [
        .. new[]
        {
            "@microsoft.keyvault", "arn:", "vault:", "vault/", "secret/", "kv/", "ref+", "enc[", "enc(", "{cipher}", "$ansible_vault", "!vault", "aqaaancmnd8", "cfdj8", "aqicah", "gaaaaa",
            "secretsmanager:", "parameterstore:", "ssm:", "lpass:", "gopass:", "conjur:", "akeyless:", "secretref:", "dpapi:", "kms:", "encrypted:", "secure:", "env:", "env(", "env.", "process.env", "environment.", "os.environ", "os.getenv", "getenv", "secrets.", "var.", "local.", "data.", "module.",
            "config.", "configuration[", "configuration.", "builder.configuration", "_configuration", "_config", "options.", "settings.", "keyring:", "file:", "file(", "projects/", "akv:", "bws:",
            "system.", "this.", "self.", "string.", "null", "undefined", "nameof(", "typeof(", "new ", "sha256-", "sha384-", "sha512-", "sha1-", "sha256:", "md5:",
            "ssh-rsa ", "ssh-ed25519 ", "ecdsa-", "data:image", "~/", "./", "../", "/run/", "/var/", "/etc/", "/home/", "/usr/", "/opt/", "/tmp/", "/mnt/", "c:\\", "mii", "-----begin", "urn:", "localhost:",
            "keyvault", "publickeytoken=", "ms-appx", "null;", "null,", "yield*", "required|", "nullable|", "sometimes|", "did:", "+rid:", "-rid:", "source=", "src=", "id=", "resource:", "classpath:", "jdbc:", "!ref", "!getatt", "!sub", "!importvalue", "!findinmap", "!join", "!secret", "!env", "!reference", "$2a$", "$2b$", "$2y$", "u2fsdgvkx1", "$argon2", "$2$", "$5$", "$6$", "pkcs11:", "$1$", "$apr1$", "pbkdf2", "hmacsha", "#define", "{bcrypt}",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly byte[][] FileEndings =
    [
        .. new[]
        {
            ".txt", ".key", ".pem", ".pfx", ".p12", ".crt", ".cer", ".json", ".xml", ".yml", ".yaml", ".snk", ".cs", ".js", ".ts", ".html", ".config", ".com", ".net", ".org", ".io", ".dll", ".exe", ".md", ".png", ".resx", ".aspx", ".php", ".py", ".jks", ".local", ".sh", ".ps1", ".bat", ".rb", ".rs", ".go", ".java", ".ini", ".sql", ".log",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly ByteClass SchemeCharacters = ByteClass.OfRanges("a-zA-Z0-9+.-");

    private const int DjangoKey = 50;

    private const int WordPressKey = 64;

    private static readonly ByteClass DjangoCharacters = ByteClass.OfRanges("a-z0-9!@#$%^&*(_=+)-");

    private static readonly ByteClass SymbolCharacters = ByteClass.OfRanges("a-zA-Z0-9_");

    private static readonly ByteClass HexDigits = ByteClass.OfRanges("0123456789abcdefABCDEF");

    private static readonly ByteClass ModuleCharacters = ByteClass.OfRanges("a-z0-9_");

    private static readonly ByteClass RouteCharacters = ByteClass.OfRanges("a-zA-Z0-9_./-");

    private static readonly ByteClass Bech32Characters = ByteClass.OfRanges("qpzry9x8gf2tvdw0s3jn54khce6mua7l");

    private static readonly ByteClass VersionCharacters = ByteClass.OfRanges("0123456789.");

    private static readonly ByteClass PackageCharacters = ByteClass.OfRanges("a-z0-9_./-");

    private static readonly ByteClass HostCharacters = ByteClass.OfRanges("a-z0-9.-");

    private static readonly ByteClass Base64Characters = ByteClass.OfRanges("a-zA-Z0-9+/=");

    private static readonly ByteClass CommandSigns = ByteClass.OfRanges("a-zA-Z&:_");

    private static readonly ByteClass ConstantCharacters = ByteClass.OfRanges("A-Z0-9_-");

    // What a batch file writes between %~ and the number of its argument.
    private static ReadOnlySpan<byte> ParameterModifiers => "fdpnxsatz"u8;

    /// <summary>True when the value stands for another one, or is none at all.</summary>
    public static bool Is(ReadOnlySpan<byte> value)
    {
        if (IsOfWordPress(value))
        {
            return false;
        }

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
            if (value.Length > ending.Length && Ascii.EqualsIgnoreCase(value[^ending.Length..], ending) && (value.Contains((byte)'/') || Randomness.WordShare(value) > 0.5))
            {
                return true;
            }
        }

        return IsMask(value) || IsAddress(value) || IsPublicAddress(value) || IsHosted(value) || IsOption(value) || IsGrammar(value) || IsSealed(value) || IsPattern(value) || IsExpression(value) || IsConstant(value);
    }

    // Its keys are drawn from all signs, those of templates and of code among them.
    private static bool IsOfWordPress(ReadOnlySpan<byte> value)
    {
        if (value.Length != WordPressKey)
        {
            return false;
        }

        var characters = CharacterCount.Of(value);
        return characters is { Lower: > 8, Upper: > 8, Digits: > 2, Special: > 8 } && characters.Changes > WordPressKey / 2;
    }

    // github.com/owner/name
    private static bool IsHosted(ReadOnlySpan<byte> value)
    {
        var slash = value.IndexOf((byte)'/');
        return slash > 4 && value[..slash] is var host && char.IsAsciiLetterLower((char)value[0]) && host.IndexOfAnyExcept(HostCharacters) < 0
            && (host.EndsWith(".com"u8) || host.EndsWith(".org"u8) || host.EndsWith(".net"u8) || host.EndsWith(".io"u8) || host.EndsWith(".dev"u8));
    }

    // --rekor_server.address=0.0.0.0: the next option of a command whose option has no value.
    private static bool IsOption(ReadOnlySpan<byte> value) => value.StartsWith("--"u8) && value.Length > 4 && char.IsAsciiLetterLower((char)value[2]) && Randomness.WordShare(value) > 0.5;

    // 1*SAFE of a grammar, pass@entry=0 of a debugger, &v=1.0&session_key= between two parts of an address, 8:_0123 of an installer's
    // project, _ZN3foo of a linker, fd:3 of openssl, json:"-" of Go, ~package.Name of a documentation, String! and string? of a schema, keyword.tag-$1,
    // flags.0?bytes of Telegram's, rules_license@0.0.7, DB_PASSWORD=, total= and MODE2:
    // before what is added to them.
    private static bool IsGrammar(ReadOnlySpan<byte> value) =>
        (value.TrimStart("0123456789"u8) is [(byte)'*', >= (byte)'A' and <= (byte)'Z', ..] rule && rule[1..].IndexOfAnyExcept(ConstantCharacters) < 0)
        || value.IndexOf("@entry="u8) > 0
        || (value[^1] == '"' && value.IndexOf(":\""u8) is > 1 and var tag && value[..tag].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0)
        || (value is [(byte)'~', >= (byte)'A' and <= (byte)'z', ..] && IsName(value[1..]) && value.Contains((byte)'.'))
        || (value is [(byte)'_', (byte)'Z', >= (byte)'0' and <= (byte)'Z', ..] && value.IndexOfAnyExcept(SymbolCharacters) < 0)
        || (value.StartsWith("fd:"u8) && value[3..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        || (value is [(byte)'8', (byte)':', (byte)'_', ..] && CharacterCount.Of(value[3..]).IsHexadecimal)
        || (value[0] is (byte)'&' or (byte)'?' && value[^1] == '=')
        || (value is [.., (byte)'$', >= (byte)'0' and <= (byte)'9'] && value[..^2].IndexOfAnyExcept(RouteCharacters) < 0 && value.IndexOfAny((byte)'.', (byte)'-') > 0 && Randomness.WordShare(value) > 0.5)
        || (value[^1] is (byte)'!' or (byte)'?' && IsSchemaType(value[..^1]))
        || (value.StartsWith("flags."u8) && value.Contains((byte)'?'))
        || IsVersioned(value)
        || (value[^1] == '=' && value.Length > 4 && value[..^1].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 && Randomness.WordShare(value[..^1]) > 0.7)
        || (value[^1] == ':' && value.Length < 12 && value[..^1].IndexOfAnyExcept(SymbolCharacters) < 0)
        || (value[^1] == '=' && value.Length > 6 && value.Contains((byte)'_') && value[..^1].IndexOfAnyExcept(ConstantCharacters) < 0 && value.IndexOfAnyInRange((byte)'0', (byte)'9') < 0);

    // Swift.String
    private static bool IsSchemaType(ReadOnlySpan<byte> type) => type[(type.LastIndexOf((byte)'.') + 1)..] is var value &&
        (Ascii.EqualsIgnoreCase(value, "string"u8) || Ascii.EqualsIgnoreCase(value, "boolean"u8) || Ascii.EqualsIgnoreCase(value, "number"u8) || Ascii.EqualsIgnoreCase(value, "binary"u8)
        || Ascii.EqualsIgnoreCase(value, "bytes"u8) || Ascii.EqualsIgnoreCase(value, "float"u8) || Ascii.EqualsIgnoreCase(value, "object"u8) || Ascii.EqualsIgnoreCase(value, "json"u8) || Ascii.EqualsIgnoreCase(value, "uuid"u8));

    // name@1.2.3
    private static bool IsVersioned(ReadOnlySpan<byte> value)
    {
        var at = value.IndexOf((byte)'@');
        return at > 2 && value[(at + 1)..] is { Length: > 4 } version && version.IndexOfAnyExcept(VersionCharacters) < 0 && version.Count((byte)'.') == 2
            && value[..at].IndexOfAnyExcept(PackageCharacters) < 0;
    }

    // scheme://…: an entry of a vault or an address; a password in an address is found by its own form.
    private static bool IsAddress(ReadOnlySpan<byte> value)
    {
        // /files?name=: a route with what is asked for.
        if (value[0] == '/' && value.IndexOf((byte)'?') is > 1 and var mark && value[mark..].Contains((byte)'=') && value[1..mark].IndexOfAnyExcept(RouteCharacters) < 0)
        {
            return true;
        }

        var colon = value.IndexOf("://"u8);
        return colon > 1 && char.IsAsciiLetter((char)value[0]) && value[..colon].IndexOfAnyExcept(SchemeCharacters) < 0;
    }

    // 0x and 40 digits, an account or contract of Ethereum; did:method:id behind an id of its own; id/20230208/region of a signature of
    // AWS; z6Mk…, a public key of Ed25519.
    private static bool IsPublicAddress(ReadOnlySpan<byte> value) =>
        (value.Length == 42 && value.StartsWith("0x"u8) && value[2..].IndexOfAnyExcept(HexDigits) < 0)
        || value.IndexOf(":did:"u8) > 0
        || IsBech32(value)
        || IsScope(value)
        || (value.Length is > 44 and < 60 && value.StartsWith("z6Mk"u8) && value.IndexOfAnyExcept(SymbolCharacters) < 0);

    // bostrom15phze6…: an account of a chain, or a contract; what begins with nsec is the secret half.
    private static bool IsBech32(ReadOnlySpan<byte> value) =>
        value.IndexOf((byte)'1') is >= 2 and <= 14 and var sign && value.Length - sign - 1 is 38 or 39 or 42 or 58 or 59 or 62 && value[..sign].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0
        && value[(sign + 1)..].IndexOfAnyExcept(Bech32Characters) < 0 && !value.StartsWith("nsec"u8);

    private static bool IsScope(ReadOnlySpan<byte> value) =>
        value.IndexOf("/20"u8) is > 0 and var slash && value.Length > slash + 9 && value[slash + 9] == '/' && value.Slice(slash + 1, 8).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    // What a key of Kubernetes' sealed secrets or of Google's key management encrypted, and the public half of an age key.
    private static bool IsSealed(ReadOnlySpan<byte> value) =>
        (value.Length >= 100 && value.StartsWith("CiQ"u8) && value.IndexOfAnyExcept(Base64Characters) < 0) ||
        (value.Length >= 64 && (value.StartsWith("AgA"u8) || value.StartsWith("AgB"u8) || value.StartsWith("AgC"u8) || value.StartsWith("AgD"u8)) && value.IndexOfAnyExcept(Base64Characters) < 0)
        || (value.Length > 50 && value.StartsWith("age1"u8));

    // ^(?=.*[a-z]).{8,}$, (password|pwd)\s*=: an expression that matches.
    private static bool IsPattern(ReadOnlySpan<byte> value) =>
        value.IndexOf("(?="u8) >= 0 || value.IndexOf("(?!"u8) >= 0 || value.IndexOf("(?:"u8) >= 0 || value.IndexOf("(?<"u8) >= 0 || value.IndexOf("[a-z"u8) >= 0 || value.IndexOf("[A-Z"u8) >= 0 || value.IndexOf("\\s*"u8) >= 0 || (value[0] == '^' && value[^1] == '$' && value.IndexOfAny("[]()\\"u8) > 0);

    // DB_PASSWORD_KEY: the name of a variable or of a member; 0xPRIVATE_KEY in the place of a number.
    private static bool IsConstant(ReadOnlySpan<byte> value)
    {
        value = value.StartsWith("0x"u8) ? value[2..] : value;
        var characters = CharacterCount.Of(value);
        return value.Length >= 8 && characters.Lower == 0 && characters.Special is > 0 and < 8 && characters.Digits <= 4 && char.IsAsciiLetterUpper((char)value[0])
            && value.IndexOfAnyExcept(ConstantCharacters) < 0 && (Randomness.WordShare(value) > 0.5 || (characters.Special > 1 && (characters.Digits == 0 || HoldsWholeNumbers(value))));
    }

    // YCRCB_422_SGIX: no part has letters and digits both.
    private static bool HoldsWholeNumbers(ReadOnlySpan<byte> value)
    {
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] == '-' || (char.IsAsciiLetterOrDigit((char)value[i]) && char.IsAsciiLetterOrDigit((char)value[i - 1]) && char.IsAsciiDigit((char)value[i]) != char.IsAsciiDigit((char)value[i - 1])))
            {
                return false;
            }
        }

        return true;
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
            || (first == '#' && value.Length > 1 && value[1] is (byte)'{' or (byte)'[') || (first == '{' && (value.Contains((byte)'}') || last == ':' || value.StartsWith("{$"u8)))
            || (first == '_' && value.StartsWith("__"u8) && value.EndsWith("__"u8)) || (first == '@' && value.Length > 1 && value[1] is (byte)'{' or (byte)'(' or (byte)'/') || value.StartsWith("$["u8) || IsBetween(value, "@@"u8) || IsBetween(value, "$"u8) || IsBetween(value, "*"u8) || IsBetween(value, "~"u8) || (first == '!' && value.Contains((byte)' ')))
        {
            return true;
        }

        // $$NAME where a dollar sign is doubled, !NAME! and !NAME:a=b! of a batch file.
        if ((value.StartsWith("$$"u8) && value.Length > 4 && value[2..].IndexOfAnyExcept(ConstantCharacters) < 0)
            || (first == '!' && value[1..].IndexOfAnyExcept(ConstantCharacters) is > 2 and var end && (value[end + 1] == ':' ? value[(end + 1)..].Contains((byte)'=') : value[end + 1] == '!' && end + 2 == value.Length && value.Contains((byte)'_'))))
        {
            return true;
        }

        // %~2 and %~dp0 of a batch file; %2&shift&goto next, where the sign ends the command.
        if ((value is [(byte)'%', (byte)'~', ..] && value[2..].TrimStart(ParameterModifiers) is [>= (byte)'0' and <= (byte)'9' or (byte)'$', ..])
            || (value is [(byte)'%', >= (byte)'0' and <= (byte)'9', (byte)'&', ..] && value[2..].IndexOfAnyExcept(CommandSigns) < 0))
        {
            return true;
        }

        // @NAME@ of a configure script, $name,other= and $name{key} of Perl, %NAME of a template, -p$NAME of a command, >$file that is
        // opened, {name and more of a sentence, @scope/package.
        if ((first == '@' && value[1..].IndexOf((byte)'@') is > 2 and var close && value.Slice(1, close) is var variable && (variable.IndexOfAnyExcept(ConstantCharacters) < 0 || (variable.IndexOfAnyExcept(HostCharacters) < 0 && variable.Contains((byte)'.')) || (variable.IndexOfAnyExcept(ModuleCharacters) < 0 && variable.Contains((byte)'_'))))
            || (first == '$' && value[1..].IndexOfAnyExcept(SymbolCharacters) is > 2 and var past && (value[past + 1] == '{' || (value[past + 1] == ',' && value[past..].Contains((byte)'='))) && !char.IsAsciiDigit((char)value[1]))
            || (first == '>' && value.Length > 2 && value[1] == '$')
            || (first == '-' && value.IndexOf((byte)'$') is > 1 and < 4 and var dollar && dollar + 2 < value.Length && char.IsAsciiLetterUpper((char)value[dollar + 1]) && IsName(value[(dollar + 1)..]))
            || (first is (byte)'{' or (byte)'%' && value.Length > 4 && (value[1..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 || (first == '%' && value[1..].IndexOfAnyExcept(ConstantCharacters) < 0 && value.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)))
            || (first == '@' && value.IndexOf((byte)'/') is > 2 and var scope && value[1..scope].IndexOfAnyExcept(PackageCharacters) < 0 && value[scope..].IndexOfAnyExcept(RouteCharacters) < 0 && Randomness.WordShare(value) > 0.5))
        {
            return true;
        }

        // <name> as XML writes it.
        if ((first == '[' || value.StartsWith("&lt;"u8)) && value.EndsWith("&gt;"u8))
        {
            return true;
        }

        // $NAME, ${NAME}, $(Name), $env:NAME, {{ name }} and their like anywhere: what is composed is not written here.
        if (value.IndexOf("${"u8) >= 0 || value.IndexOf("$("u8) >= 0 || value.IndexOf("{{"u8) >= 0 || value.IndexOf("#{"u8) >= 0 || value.IndexOf("<%"u8) >= 0 || value.IndexOf("%("u8) >= 0 || value.IndexOf("%s"u8) >= 0 || (value.IndexOf(".$"u8) > 0 && !IsCrypt(value))
            || (first == '$' && value.Length > 1 && (char.IsAsciiLetter((char)value[1]) || value[1] == '_') && IsComposed(value[1..]) && !IsDollarSign(value))
            || (first == '$' && value.Length > 1 && char.IsAsciiLetter((char)value[1]) && value.IndexOf((byte)'/') is > 1 and var slash && IsName(value[1..slash]))
            || (first == '&' && IsName(value[1..])) || (first == '*' && (value.Length < 2 || (IsName(value[1..]) && CharacterCount.Of(value).Digits < 3))))
        {
            return true;
        }

        return IsFormat(value);
    }

    /// <summary>The value that a reference falls back to: <c>${NAME:-value}</c> of shells and compose, <c>${name:value}</c> of Spring; null when there is none.</summary>
    /// <param name="value">The reference.</param>
    /// <param name="nameEnd">One past the name in it, which begins at the third character.</param>
    public static Range? DefaultOf(ReadOnlySpan<byte> value, out int nameEnd)
    {
        nameEnd = 2;
        if (!value.StartsWith("${"u8) || value[^1] != '}')
        {
            return null;
        }

        var name = 2;
        while (name < value.Length && (char.IsAsciiLetterOrDigit((char)value[name]) || value[name] is (byte)'_' or (byte)'.'))
        {
            name++;
        }

        nameEnd = name;
        var start = value[name] == ':' ? name + 1 : name;
        start += value[start] is (byte)'-' or (byte)'=' ? 1 : 0;
        return name > 2 && start > name && start < value.Length - 1 && value[start] is not ((byte)'?' or (byte)'+') && value[start..^1].IndexOfAny("${}"u8) < 0 ? start..(value.Length - 1) : null;
    }

    // $6$salt.$hash, $apr1$salt.$hash: the signs part the hash of a password, whose salt may end with a dot.
    private static bool IsCrypt(ReadOnlySpan<byte> value) =>
        value is [(byte)'$', ..] && value[1..].IndexOf((byte)'$') is > 0 and <= LongestScheme and var end && value.Slice(1, end).IndexOfAnyExcept(SchemeSigns) < 0;

    private static bool IsCertificate(byte[] beginning, ReadOnlySpan<byte> value) => beginning is [(byte)'m', (byte)'i', (byte)'i'] && value.Length > 200;

    // $qlVelvet63: a dollar sign in the place of a letter, in what somebody chose. Variables seldom end in a year, and say what they hold.
    private static bool IsDollarSign(ReadOnlySpan<byte> value)
    {
        var words = value[1..].TrimEnd("0123456789"u8);
        return value.Length - words.Length is 3 or 5 && words.Length > 4 && words[0] is >= (byte)'a' and <= (byte)'z' && words.IndexOfAnyInRange((byte)'A', (byte)'Z') is > 0 and var hump
            && words[..hump].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 && words[(hump + 1)..].IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 && words.Length - hump > 3 && !SecretName.MayPromise(words);
    }

    // @@NAME@@, $name$
    private static bool IsBetween(ReadOnlySpan<byte> value, ReadOnlySpan<byte> sign) =>
        value.Length > 2 * sign.Length && value.StartsWith(sign) && value.EndsWith(sign) && IsName(value[sign.Length..^sign.Length]);

    // $user, $value[0]:$value[1]
    private static bool IsComposed(ReadOnlySpan<byte> text) =>
        text.IndexOf(":$"u8) is > 0 and var next ? IsName(text[..next]) && IsComposed(text[(next + 2)..]) : IsName(text);

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

    private static bool IsCallOrName(ReadOnlySpan<byte> text) => IsName(text) || (text[^1] == ')' && text.IndexOf((byte)'(') is > 0 and var open && IsName(text[..open]) && IsName(text[(open + 1)..^1]));

    // {0}, %s, {password}, {quote(password)}, :password, @password, :avb_testkey_rsa4096, ?
    private static bool IsFormat(ReadOnlySpan<byte> value)
    {
        if (value.IndexOf((byte)'{') is >= 0 and var open && value[open..].IndexOf((byte)'}') is > 1 and < 40 and var close
            && IsCallOrName(value.Slice(open + 1, close - 1)))
        {
            return true;
        }

        if (value is [(byte)'*', ..] && value.Length == MySqlHash && CharacterCount.Of(value[1..]).IsHexadecimal)
        {
            // What MySQL keeps of a password.
            return true;
        }

        return value is [(byte)'%', (byte)'s' or (byte)'d' or (byte)'v', ..]
            || (value is [(byte)':', >= (byte)'a' and <= (byte)'z', ..] && value[1..].IndexOfAnyExcept(ModuleCharacters) < 0 && value.Contains((byte)'_') && Randomness.WordShare(value) > 0.5)
            || (value.Length > 1 && value[0] is (byte)'@' or (byte)':' && value.Length > 1 && IsName(value[1..]) && Randomness.WordShare(value) > 0.7 && CharacterCount.Of(value).Digits <= 1)
            || value is [(byte)'?'];
    }

    // ********, ......, ------, xxxxxxxx, a mask of any single character, 0x4646464646464646.
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

        return (value.Length >= 3 && kinds == 1) || (value.Length >= 24 && kinds <= 4) || value.IndexOf("***"u8) >= 0 || value.IndexOf("..."u8) >= 0 || value.IndexOf("xxxx"u8) >= 0 || value.IndexOf("XXXX"u8) >= 0
            || value.IndexOf("\u2026"u8) >= 0 || value.IndexOf("\u2022"u8) >= 0;
    }

    // Optional[str], result[name]
    private static bool IsGeneric(ReadOnlySpan<byte> value)
    {
        var open = value.IndexOf((byte)'[');
        return open > 2 && value[^1] == ']' && IsName(value) && CharacterCount.Of(value).Digits == 0 && Randomness.WordShare(value[..open]) > 0.6;
    }

    // a.b.c, f(x), a->b, A::B, a[b]: code that came without quotes or within a template.
    private static bool IsExpression(ReadOnlySpan<byte> value)
    {
        if (value.Length == DjangoKey && value.IndexOfAnyExcept(DjangoCharacters) < 0)
        {
            // Whatever its signs look like, Django's startproject drew it.
            return false;
        }

        if (value.IndexOf("()"u8) >= 0 || value.IndexOf("->"u8) >= 0 || value.IndexOf("::"u8) >= 0 || value.IndexOf("=>"u8) >= 0 || (value.IndexOf((byte)'(') > 2 && value[^1] == ')' && IsName(value[..value.IndexOf((byte)'(')]))
            || (value.IndexOf((byte)'[') > 0 && value[^1] == ']' && value[^2] is (byte)'"' or (byte)'\'' && IsName(value[..value.IndexOf((byte)'[')]))
            || (value[^1] == '[' && IsName(value)) || IsGeneric(value))
        {
            return true;
        }

        // "text"===a.type||"x": what compares stands between two literals, and no literal begins so.
        if ((value.StartsWith("==="u8) || value.StartsWith("!=="u8)) && value.Length > 3 && char.IsAsciiLetter((char)value[3]) && (value.IndexOf("||"u8) > 0 || value.IndexOf("&&"u8) > 0))
        {
            return true;
        }

        // What stands between two literals of code.
        if ((value[^1] is (byte)'[' or (byte)'(' or (byte)'{' && value.IndexOfAny((byte)',', (byte)';') > 0) || (value[0] is (byte)')' or (byte)',' or (byte)';' or (byte)'}' || value.StartsWith("&&"u8) || value.StartsWith("||"u8)) && value[^1] is (byte)'(' or (byte)',' or (byte)'[' or (byte)'{' or (byte)':' or (byte)'=' or (byte)'?')
        {
            return true;
        }

        var dot = value.IndexOf((byte)'.');
        return dot > 0 && IsName(value) && value.IndexOf("-"u8) < 0 && CharacterCount.Of(value).Digits == 0 && Randomness.WordShare(value) > 0.6;
    }
}
