using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>What a name says about its value.</summary>
internal enum NameMeaning
{
    /// <summary>Nothing: it names something else, or something about a secret (<c>passwordLength</c>, <c>tokenUrl</c>).</summary>
    Nothing = 0,

    /// <summary>A key of some kind, which only a drawn value makes a secret: <c>key</c>, <c>auth</c>, <c>license</c>.</summary>
    PerhapsKey,

    /// <summary>A token, API key or client secret: drawn by a machine.</summary>
    Token,

    /// <summary>A key that signs or encrypts, which people also write by hand: <c>Jwt:Key</c>, <c>SigningKey</c>.</summary>
    SigningKey,

    /// <summary>A password: chosen by a person.</summary>
    Password,
}

/// <summary>Reads the name of a key, property, variable or option, with the path that leads to it.</summary>
internal static class SecretName
{
    private static readonly HashSet<string> PasswordWords = new(StringComparer.Ordinal)
    {
        "password", "passwd", "pwd", "passphrase", "passcode", "passwort", "pswd", "passwords", "psw", "passw", "userpwd", "kennwort", "contrasena", "contraseña", "motdepasse", "mdp", "wachtwoord", "senha", "haslo", "heslo", "losenord", "passord", "adgangskode", "salasana", "jelszo", "sifre", "parola", "lozinka", "katasandi", "matkhau", "mima", "psk", "pass", "pword", "authtok", "geslo", "kennw", "kodeord", "hasło", "lösenord", "şifre", "пароль", "密码", "密碼", "パスワード", "비밀번호", "masterauth",
    };

    private static readonly string[] PasswordEndings = ["password", "passwd", "passphrase", "pwd", "pass", "pw", "wachtwoord", "passwort", "kennwort"];

    private static readonly string[] TokenEndings = ["secret", "apikey", "token", "accesskey", "secretkey"];

    private static readonly string[] SigningEndings = ["privatekey", "signingkey", "encryptionkey"];

    // "Key" in German, Dutch, Spanish and Polish, which also names columns and municipalities: what stands beside it says which.
    private static readonly string[] KeyEndings = ["schluessel", "schlüssel", "sleutel", "llave", "klucz"];

    private static readonly string[] ForeignQualifiers = ["aes", "api", "lizenz", "licen", "krypt", "crypt", "signatur", "versleutel", "verschl", "geheim", "toegang", "zugang", "zugriff"];

    // They end like the short word for a password and have nothing to do with one.
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal) { "bypass", "compass", "encompass", "surpass", "trespass", "underpass", "overpass", "multipass", "subpass", "singlepass", "nopass", "nopasswd", "nopassword" };

    // passwords of these kinds are words to refuse or to try.
    private static readonly HashSet<string> Refused = new(StringComparer.Ordinal) { "common", "weak", "banned", "top", "forbidden", "blocked", "disallowed", "popular", "worst", "known", "leaked", "breached", "bad", "invalid", "valid", "random", "black", "blacklisted", "denied", "rejected", "expected", "reserved", "simple", "easy" };

    // What is said about a secret that is not right.
    private static readonly HashSet<string> Complaints = new(StringComparer.Ordinal) { "err", "bad", "invalid", "wrong", "missing", "incorrect", "mismatch" };

    // Every name that means something holds one of these.
    private static readonly byte[][] Roots =
    [
        [.. "pass"u8], [.. "pw"u8], [.. "psw"u8], [.. "psk"u8], [.. "secret"u8], [.. "key"u8], [.. "token"u8], [.. "pat"u8], [.. "bearer"u8], [.. "cred"u8], [.. "auth"u8],
        [.. "licen"u8], [.. "otp"u8], [.. "seed"u8], [.. "salt"u8], [.. "kennwort"u8], [.. "contrase"u8], [.. "senha"u8], [.. "wachtw"u8], [.. "passe"u8], [.. "mdp"u8], [.. "clave"u8], [.. "chave"u8], [.. "schl"u8], [.. "sleutel"u8], [.. "cle"u8], [.. "haslo"u8], [.. "heslo"u8], [.. "jeton"u8], [.. "geheim"u8], [.. "pepper"u8], [.. "cookie"u8], [.. "jelszo"u8], [.. "salasana"u8], [.. "sifre"u8], [.. "lozinka"u8], [.. "kata"u8], [.. "matkhau"u8], [.. "mat_khau"u8], [.. "losenord"u8], [.. "adgang"u8], [.. "mima"u8], [.. "parola"u8], [.. "geslo"u8], [.. "kennw"u8], [.. "kodeord"u8], [.. "klucz"u8], [.. "llave"u8], [.. "phrase"u8],
        [.. "hasło"u8], [.. "lösenord"u8], [.. "şifre"u8], [.. "пароль"u8], [.. "Пароль"u8], [.. "密码"u8], [.. "密碼"u8], [.. "パスワード"u8], [.. "비밀번호"u8], [.. "pword"u8],
    ];

    private const int LetterMask = 0x1F;

    private static readonly byte[][][] RootsByLetter = [.. Enumerable.Range(0, LetterMask + 1).Select(letter => Roots.Where(root => (root[0] & LetterMask) == letter).ToArray())];

    // What follows says something about a secret; the secret itself is elsewhere.
    private static readonly HashSet<string> Describing = new(StringComparer.Ordinal)
    {
        "name", "names", "id", "ids", "url", "uri", "endpoint", "path", "file", "filename", "type", "length", "len", "policy", "field", "label", "placeholder", "hint", "prompt",
        "error", "errors", "message", "msg", "regex", "pattern", "format", "count", "min", "max", "expiry", "expiration", "expires", "expire", "lifetime", "timeout", "ttl", "header",
        "prefix", "suffix", "provider", "store", "vault", "manager", "service", "handler", "mode", "algorithm", "alg", "size", "index", "column", "table", "property",
        "attribute", "param", "params", "parameter", "option", "options", "enabled", "required", "reset", "change", "changed", "scope", "scopes", "issuer", "audience",
        "host", "location", "ref", "reference", "selector", "class", "text", "title", "description", "input", "control", "rules", "char", "chars", "hash", "hashed", "encrypted",
        "strength", "validator", "validation", "request", "response", "exception", "usage", "user", "username", "email", "link", "page", "view", "form", "box", "source",
        "kind", "version", "date", "time", "at", "on", "in", "is", "has", "for", "with", "action", "event", "claim", "claims", "permission", "generator", "resolver", "factory",
        "builder", "context", "cache", "limit", "limits", "usages", "count", "address", "dir", "directory", "folder", "comparer", "selector", "separator", "delimiter", "code",
        "style", "color", "icon", "pair", "pairs", "ring", "chain", "map", "list", "set", "group", "bits", "schema", "section", "help", "doc", "docs", "comment", "warning", "info",
        "fingerprint", "thumbprint", "checksum", "digest", "environment", "env", "var", "variable", "flag", "switch", "template", "rotation", "arn", "backend", "mount", "keyvault",
        "press", "down", "up", "binding", "bindings", "board", "word", "words", "frame", "stroke", "handle", "code", "symbol", "accessor", "property",
    };

    // A key of these kinds is no secret, or names a row.
    private static readonly HashSet<string> OpenKeys = new(StringComparer.Ordinal)
    {
        "public", "primary", "foreign", "partition", "row", "cache", "sort", "hot", "hash", "range", "composite", "unique", "resource", "translation", "message", "config",
        "configuration", "property", "registry", "object", "data", "lookup", "dictionary", "map", "index", "route", "query", "group", "shift", "ctrl", "alt", "instrumentation",
        "i18n", "locale", "label", "string", "site", "natural", "alternate", "surrogate", "business", "parent", "issue", "project", "idempotency", "correlation", "storage",
        "publishable", "cancellation", "syntax", "continuation", "csrf", "xsrf", "antiforgery", "verification", "page", "next", "sas", "web", "reset", "confirmation", "metadata", "change", "pagination", "websocket", "socket", "result", "limit",
    };

    // A token of these kinds marks a place in a list or a form, or is public.
    private static readonly HashSet<string> OpenTokens = new(StringComparer.Ordinal)
    {
        "public", "publishable", "cancellation", "syntax", "continuation", "csrf", "xsrf", "antiforgery", "authenticity", "verification", "page", "next", "reset", "confirmation", "change", "pagination",
        "idempotency", "correlation", "cache", "sort", "foreign", "partition", "sas", "map", "sync", "done", "result", "progress", "postman",
    };

    private static readonly HashSet<string> KeyQualifiers = new(StringComparer.Ordinal)
    {
        "api", "access", "account", "auth", "app", "application", "client", "service", "subscription", "master", "shared", "admin", "root", "function", "functions", "host", "server",
        "consumer", "merchant", "developer", "dev", "integration", "license", "licence", "write", "read", "ingest", "deploy", "push", "feed", "nuget", "session", "cosmos", "openai", "azure", "aws",
        "stripe", "google", "maps", "sendgrid", "mailgun", "twilio", "github", "gitlab", "storage", "search", "speech", "cognitive", "webhook", "x", "management", "authorization", "secure", "org", "team", "user", "bot",
    };

    private static readonly HashSet<string> SigningQualifiers = new(StringComparer.Ordinal)
    {
        "jwt", "signing", "sign", "signature", "encryption", "encrypt", "enc", "crypt", "crypto", "cipher", "aes", "des", "hmac", "security", "symmetric", "issuer", "token", "tokens", "validation",
        "decryption", "mac", "hex", "blowfish", "twofish", "tripledes", "private", "secret", "machine", "auth", "authentication", "bearer", "identity", "protection", "wrapping", "pepper", "rijndael",
    };

    // How many words before "key" may stand between it and the one that says which: Jwt:Options:Default:Key.
    private const int FarthestQualifier = 3;

    private const int LongestPath = 200;

    // Names of ten characters and more whose letters hardly follow one another as in words were drawn.
    private const int ShortestDrawn = 10;
    private const double LeastWords = 0.42;

    // Letters and digits that names have in one piece at most.
    private const int LongestWord = 64;

    // What a password is for, where that stands last.
    private static readonly HashSet<string> Purposes = new(StringComparer.Ordinal) { "db", "bazy", "bd", "sql", "smtp", "ftp", "sftp", "ldap", "imap", "admin", "root", "oracle", "mysql", "postgres", "mssql", "sa", "mongo", "redis", "vpn", "wifi", "wlan" };

    // Words that only narrow a name down: the word before them decides.
    private static readonly HashSet<string> Trailing = new(StringComparer.Ordinal)
    {
        "value", "default", "string", "hex", "clear", "cleartext", "plaintext", "current", "old", "new", "prod", "production", "test", "staging", "local", "live", "plain", "base64", "b64", "raw", "data", "primary", "secondary",
        "decoded", "override", "literal", "const", "constant", "async", "sandbox", "development", "dev", "qa", "uat", "stage", "stg", "preprod", "preview", "beta", "demo", "fallback", "backup",
    };

    /// <summary>What a name with its path (<c>ConnectionStrings:Default</c>, <c>SMTP__Password</c>) says.</summary>
    public static NameMeaning Of(ReadOnlySpan<char> path)
    {
        // -p$PASSWORD is an option with its value, $PWD the directory that a shell is in, encryptedData that of a sealed secret.
        if (path.Length > LongestPath || !MayPromise(path) || path.IndexOfAny('|', '(') >= 0 || (path is ['-', ..] && path.Contains('$')) || path is "$PWD" or "MDP" || path.EndsWith("env.PWD", StringComparison.Ordinal) || path.Contains(":encryptedData:", StringComparison.Ordinal) || HoldsLongRun(path))
        {
            return NameMeaning.Nothing;
        }

        var words = Words(path);
        var end = words.Count;
        if (end > 3 && words[end - 1] is "text" && words[end - 2] is "clear" or "plain" && words[end - 3] is "in")
        {
            // PasswordInClearText
            end -= 3;
        }

        while (end > 1 && (Trailing.Contains(words[end - 1]) || IsNumber(words[end - 1])))
        {
            end--;
        }

        // haslo_bazy, motDePasseSmtp: a password says what it is for behind its name too.
        if (end > 1 && !path.Contains('@') && Purposes.Contains(words[end - 1]) && (PasswordWords.Contains(words[end - 2]) || words[end - 2] is "passe"))
        {
            end--;
        }
        else if (end > 2 && words[end - 2] is "password" or "passwd" or "pwd" && IsSetting(path) && !Describing.Contains(words[end - 1]))
        {
            // DB_PASSWORD_SOLOTHURN
            end--;
        }

        if (end == 0 || words.Contains("public"))
        {
            return NameMeaning.Nothing;
        }

        var last = words[end - 1];
        var before = end > 1 ? words[end - 2] : string.Empty;
        if (before is "hashed" or "checksum" || words.Exists(Complaints.Contains) || (last.EndsWith("pw", StringComparison.Ordinal) && IsDrawn(path)))
        {
            return NameMeaning.Nothing;
        }

        if (PasswordWords.Contains(last) || (last is "word" or "phrase" && before is "pass") || (last.Length > 3 && PasswordEndings.Any(e => last.EndsWith(e, StringComparison.Ordinal)) && !Passing.Contains(last)) || last is "pw" || (last is "phrase" && before is "access"))
        {
            // proxy_pass of a web server names the one that a request is passed on to, ice-pwd what two browsers draw for one call.
            return before is "no" or "forgot" or "update" or "reset" or "show" or "hide" or "change" or "confirm" or "has" or "is" or "use" or "require" or "needs" or "enter" or "hashed" or "dummy"
                || (last is "passwords" && words.Exists(Refused.Contains))
                || (last is "pwd" && before is "ice")

                // How a directory changes passwords: pam_password md5.
                || (last is "password" && before is "pam")
                || (last is "pass" && path[0] != '$' && before is "proxy" or "fastcgi" or "uwsgi" or "scgi" or "grpc")
                ? NameMeaning.Nothing
                : NameMeaning.Password;
        }

        if (Describing.Contains(last))
        {
            return NameMeaning.Nothing;
        }

        switch (last)
        {
            case "salt" when before is "auth" or "nonce" || (before is "in" && end > 2 && words[end - 3] is "logged"):
                // AUTH_SALT, LOGGED_IN_SALT of WordPress
                return NameMeaning.SigningKey;
            case "sandi" when before is "kata":
            case "khau" when before is "mat":
            case "credentials" when before is "security":
                // kataSandi, matKhau, Context.SECURITY_CREDENTIALS
                return NameMeaning.Password;
            case "base" when before is "key" && end > 2 && words[end - 3] is "secret":
                // secret_key_base
                return NameMeaning.SigningKey;
            case "secret" or "secrets" or "clientsecret" or "appsecret" or "sharedsecret" or "secretkey" or "apisecret" or "consumersecret":
                return before is "user" or "store" ? NameMeaning.Nothing : before is "jwt" or "signing" or "token" or "auth" or "hmac" or "cookie" or "session" ? NameMeaning.SigningKey : NameMeaning.Token;
            case "apikey" or "apikeys" or "accesskey" or "accountkey" or "authkey" or "authtoken" or "accesstoken" or "refreshtoken" or "apitoken" or "pat" or "bearer" or "sharedaccesskey"
                or "subscriptionkey" or "masterkey" or "licensekey" or "credential" or "credentials" or "creds" or "privatetoken" or "bottoken" or "webhooksecret" or "accountkeys" or "usertoken" or "privatecode":
                // What signs an address of a cloud is named there, and is not the key itself.
                return before is "goog" or "amz" ? NameMeaning.Nothing : NameMeaning.Token;
            case "cookie" when before is "erlang" or "rabbitmq":
                return NameMeaning.Token;
            case "accessphrase":
                return NameMeaning.Password;
            case "clave" or "geheim" or "geheimnis" or "jeton":
                return NameMeaning.Token;
            case "pepper" when before is not "type":
                return NameMeaning.SigningKey;
            case "api" when before is "cle" or "chave":
                // CleApi, ChaveAPI
                return NameMeaning.Token;
            case "secreta" or "secreto" or "secrete" or "cifrado" or "privada" when before is "clave" or "chave" or "cle" or "llave":
                // clave_secreta
                return NameMeaning.SigningKey;
            case "passe" when before is "de":
                // MotDePasse
                return NameMeaning.Password;
            case "signingkey" or "securitykey" or "encryptionkey" or "jwtkey" or "jwtsecret" or "privatekey" or "cryptokey" or "aeskey" or "hmackey" or "validationkey" or "decryptionkey":
                return NameMeaning.SigningKey;
            case "token" or "tokens":
                // tokens.0.token: the pieces of a text.
                return OpenTokens.Contains(before) || (end > 2 && IsNumber(before) && words[end - 3] is "tokens") ? NameMeaning.Nothing : NameMeaning.Token;
            case "key" or "keys":
                return OfKey(words, end);
            case "auth" or "authorization" or "license" or "licence" or "pin" or "otp" or "seed" or "salt" or "iv":
                return last is "iv" or "pin" ? NameMeaning.Nothing : NameMeaning.PerhapsKey;
            case not "" when before is "apikeys" || (before is "keys" && end > 2 && words[end - 3] is "api" or "access"):
                // ApiKeys:Internal
                return NameMeaning.Token;
            case not "" when ProviderNames.All.Contains(last) && before is "key" or "keys" or "secret" or "secrets" or "token" or "tokens" or "credentials":
                // secrets:etsy
                return NameMeaning.Token;
            default:
                // yoursecretaccesskey, rsaprivatekey
                return Array.Exists(TokenEndings, e => last.EndsWith(e, StringComparison.Ordinal)) ? NameMeaning.Token
                    : Array.Exists(SigningEndings, e => last.EndsWith(e, StringComparison.Ordinal)) ? NameMeaning.SigningKey
                    : Array.Exists(KeyEndings, e => last.EndsWith(e, StringComparison.Ordinal)) ? OfForeignKey(path)
                    : NameMeaning.Nothing;
        }
    }

    /// <summary>True for a name that says key and nothing about it.</summary>
    public static bool IsPlainKey(string name) => (name.EndsWith("key", StringComparison.OrdinalIgnoreCase) || Array.Exists(KeyEndings, w => name.EndsWith(w, StringComparison.OrdinalIgnoreCase))) && Of(name) == NameMeaning.PerhapsKey;

    /// <summary>True when the word that a text begins in the middle of ends like the name of many keys: <c>ApiKeys</c>, <c>Secrets</c>.</summary>
    public static bool IsPlural(ReadOnlySpan<byte> text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiLetterOrDigit((char)text[end]))
        {
            end++;
        }

        return text[..end] is [] or [.., (byte)'s' or (byte)'S'];
    }

    /// <summary>True for a name that says something about a thing, or which of many it is: <c>clientId</c>, <c>host</c>, <c>userName</c>.</summary>
    public static bool IsDescription(ReadOnlySpan<char> name) => Words(name) is [.., var last] && Describing.Contains(last);

    // 72QaMVoNSFPw: an id that ends like a short word, and a member of a table of hashes.
    private static bool IsDrawn(ReadOnlySpan<char> path)
    {
        var own = path[(path.LastIndexOf(':') + 1)..];
        Span<byte> ascii = stackalloc byte[LongestPath];
        var length = Encoding.UTF8.TryGetBytes(own, ascii, out var written) ? written : 0;
        var characters = CharacterCount.Of(ascii[..length]);
        return length >= ShortestDrawn && ((characters.Digits > 0 && characters.Lower > 0 && characters.Changes > 2 && Randomness.WordShare(ascii[..length]) < LeastWords) || ascii[length - 1] == '=');
    }

    private static bool MayPromise(ReadOnlySpan<char> path)
    {
        Span<byte> bytes = stackalloc byte[3 * LongestPath];
        return MayPromise(bytes[..Encoding.UTF8.GetBytes(path, bytes)]);
    }

    /// <summary>
    /// The cheap question before a name is put together and read: false when no part of it can make <see cref="Of"/> say anything.
    /// </summary>
    /// <param name="part">The name, or a part of its path, as bytes of the text.</param>
    public static bool MayPromise(ReadOnlySpan<byte> part)
    {
        for (var i = 0; i + 1 < part.Length; i++)
        {
            // Every word that promises something holds the beginning of one of these.
            var promises = ((part[i] << 8) | part[i + 1] | 0x2020) switch
            {
                ('p' << 8) | 'a' or ('p' << 8) | 'w' or ('p' << 8) | 's' => true,
                ('s' << 8) | 'e' or ('s' << 8) | 'a' or ('s' << 8) | 'c' or ('s' << 8) | 'l' => true,
                ('s' << 8) | 'i' or ('l' << 8) | 'o' or ('m' << 8) | 'a' or ('m' << 8) | 'i' or ('a' << 8) | 'd' => true,
                ('w' << 8) | 'a' or ('m' << 8) | 'd' or ('c' << 8) | 'l' or ('c' << 8) | 'h' or ('h' << 8) | 'a' or ('h' << 8) | 'e' or ('j' << 8) | 'e' or ('g' << 8) | 'e' or ('p' << 8) | 'e' => true,
                ('k' << 8) | 'e' or ('k' << 8) | 'a' => true,
                ('t' << 8) | 'o' => true,
                ('b' << 8) | 'e' => true,
                ('c' << 8) | 'r' or ('c' << 8) | 'o' => true,
                ('a' << 8) | 'u' => true,
                ('l' << 8) | 'i' => true,
                ('o' << 8) | 't' or ('g' << 8) | 'e' or ('p' << 8) | 'h' or ('k' << 8) | 'l' or ('k' << 8) | 'o' or ('l' << 8) | 'l' or ('l' << 8) | 0xE3 => true,
                // Words of other alphabets.
                >= 0x8000 => true,
                _ => false,
            };
            if (promises && IsRoot(part[i..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRoot(ReadOnlySpan<byte> text)
    {
        foreach (var root in RootsByLetter[text[0] & LetterMask])
        {
            if (text.Length >= root.Length && (Ascii.EqualsIgnoreCase(text[..root.Length], root) || ((text[0] | 0x20) == (root[0] | 0x20) && text.Slice(1, root.Length - 1).SequenceEqual(root.AsSpan(1)))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The lower-case words of a name: parted at signs and at capitals.</summary>
    public static List<string> Words(ReadOnlySpan<char> path)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= path.Length; i++)
        {
            var ends = i == path.Length || !char.IsLetterOrDigit(path[i]);
            var breaks = ends
                || (i > start && char.IsUpper(path[i]) && (!char.IsUpper(path[i - 1]) || (i + 1 < path.Length && char.IsLower(path[i + 1]))))
                || (i > start && char.IsAsciiDigit(path[i]) && char.IsLetter(path[i - 1]) && i + 1 < path.Length && char.IsUpper(path[i + 1]));
            if (!breaks)
            {
                continue;
            }

            if (i > start)
            {
                words.Add(path[start..i].TrimEnd("0123456789").ToString() is { Length: > 0 } word
                    ? word.ToLowerInvariant()
                    : path[start..i].ToString());
            }

            start = ends ? i + 1 : i;
        }

        return words;
    }

    // A line of base64 before another one is no name.
    private static bool HoldsLongRun(ReadOnlySpan<char> path)
    {
        var run = 0;
        foreach (var c in path)
        {
            run = char.IsAsciiLetterOrDigit(c) ? run + 1 : 0;
            if (run > LongestWord)
            {
                return true;
            }
        }

        return false;
    }

    private static NameMeaning OfKey(List<string> words, int end)
    {
        // What stands farther up a path names the part of the file, not the key.
        for (var i = end - 2; i >= Math.Max(0, end - 2 - FarthestQualifier); i--)
        {
            var word = words[i];
            if (OpenKeys.Contains(word) && i == end - 2 && !ProviderNames.All.Contains(word))
            {
                return word is "storage" or "web" or "data" ? NameMeaning.PerhapsKey : NameMeaning.Nothing;
            }

            if (SigningQualifiers.Contains(word))
            {
                return NameMeaning.SigningKey;
            }

            if (KeyQualifiers.Contains(word) || ProviderNames.All.Contains(word))
            {
                // PUSHER_APP_KEY is what pages of the application are given.
                return word is "pusher" || (i > 0 && words[i - 1] is "pusher") ? NameMeaning.Nothing : NameMeaning.Token;
            }
        }

        return NameMeaning.PerhapsKey;
    }

    private static NameMeaning OfForeignKey(ReadOnlySpan<char> path)
    {
        foreach (var qualifier in ForeignQualifiers)
        {
            if (path.Contains(qualifier, StringComparison.OrdinalIgnoreCase))
            {
                return NameMeaning.SigningKey;
            }
        }

        return NameMeaning.PerhapsKey;
    }

    // Written as settings of an environment are, and not one of a program's constants.
    private static bool IsSetting(ReadOnlySpan<char> path) => path.IndexOfAnyInRange('a', 'z') < 0 && path.IndexOf('_') > 0 && path.IndexOfAny('.', ':') < 0;

    private static bool IsNumber(string word) => word.All(char.IsAsciiDigit);
}
