using System.Buffers;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>Tells what was written to be replaced, or as the default that everybody knows: <c>changeme</c>, <c>your-password</c>, <c>secret</c>.</summary>
internal static class Placeholder
{
    private static readonly string[] Parts =
    [
        "changeme", "change_me", "change-me", "changeit", "change_it", "changethis", "change-this", "placeholder", "example", "xxxx", "fixme", "redacted", "dummy", "yourpass", "no-password", "no_password", "nopassword", "your_", "your-", "your ",
        "yourkey", "yourtoken", "yoursecret", "yourprivate", "yoursigning", "yourclient", "yourjwt", "_creds", "be-changed", "be changed", "be_changed", "to-change-in", "to_change", "yourapi", "youraccess", "yourpwd", "_here", "-here", "goeshere", "enteryour", "fillin", "fill_in", "fill-me", "fill_me", "to-be-filled", "secretkeyref", "notset", "not-set", "not_set",
        "set-me", "set_me", "novalue", "obfuscated", "sanitized", "scrubbed", "notreal", "not-real", "not_real", "not-a-real", "mysupersecret", "thisisa", "anonymous", "scram-sha", "sha-256", "sha256", "sha512", "sha-512", "bcrypt", "argon2", "aes-256", "aes256", "x25519", "x448", "ed25519", "eddsa", "hs256", "rs256", "es256", ",omitempty", "utf-8", "utf8",
    ];

    // The names of algorithms that say nothing within a longer value, and are one when they are all of it.
    private static readonly HashSet<string> Algorithms = new(StringComparer.OrdinalIgnoreCase)
    {
        "sha1", "sha-1", "sha224", "sha-224", "sha384", "sha-384", "ripemd160", "ripemd-160", "blake2b", "blake2s", "hmacsha1", "hmacsha384", "aes128", "aes192", "aes-128", "aes-192", "aes128gcm", "hs384", "hs512", "rs384", "rs512", "es384", "es512", "ps256", "ps384", "ps512",
    };

    // These count where a word begins: 'Deventer-3' is a password.
    private static readonly string[] Starts = ["todo", "replace", "enter_", "enter-", "insert", "removed", "invalid", "wrong", "some-", "some_", "somepass", "somesecret", "sometoken"];

    private static readonly SearchValues<char> NameSigns = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ _-./");

    // A value made of these words alone, with or without a small number behind, is nobody's password.
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "my", "your", "the", "a", "an", "is", "this", "that", "super", "very", "secure", "strong", "secret", "secrets", "password", "passwd", "passphrase", "pass", "pwd", "word", "token", "tokens", "key", "keys", "api", "apikey", "test",
        "testing", "tests", "some", "db", "database", "user", "username", "users", "admin", "administrator", "root", "client", "access", "app", "application", "auth", "value", "values", "here", "foo", "bar", "baz", "foobar", "qux",
        "none", "null", "nil", "undefined", "true", "false", "yes", "no", "on", "off", "string", "default", "empty", "tbd", "na", "unknown", "any", "abc", "def", "xyz", "guest", "demo", "sample", "fake", "mock", "stub", "hidden", "masked", "required",
        "optional", "enabled", "disabled", "public", "private", "new", "old", "current", "confirm", "forgot", "reset", "invalid", "valid", "wrong", "correct", "id", "name", "field", "text", "hash", "hashed", "salt", "encrypted", "plain",
        "basic", "bearer", "oauth", "jwt", "type", "input", "label", "hello", "world", "something", "anything", "nothing", "whatever", "postgres", "postgresql", "sql", "mysql", "mssql", "redis", "mongo", "mongodb", "rabbitmq", "sa", "oracle", "minio", "minioadmin",
        "service", "account", "server", "system", "local", "localhost", "dev", "development", "prod", "production", "staging", "qa", "ci", "login", "logon", "signin", "credential", "credentials", "cred", "shared", "signing", "encryption", "security", "long", "short", "random",
        "generate", "generated", "vault", "me", "set", "get", "env", "var", "variable", "config", "configuration", "setting", "settings", "param", "parameter", "arg", "argument", "object", "data", "info", "and", "or", "of", "for", "to", "in", "not", "with", "from", "by", "at",
        "one", "two", "three", "first", "second", "third", "primary", "secondary", "master", "replica", "slave", "int", "bool", "text", "varchar", "char", "binary", "bytes", "base64", "hex", "file", "path", "url", "uri", "host", "port", "http", "https", "ssl", "tls", "cert",
        "certificate", "session", "cookie", "csrf", "xsrf", "refresh", "issuer", "audience", "scope", "role", "code", "nonce", "state", "consumer", "developer", "aws", "azure", "google", "github", "gitlab", "slack", "stripe", "openai", "changed", "docker", "compose", "kubernetes",
        "integrated", "integration", "windows", "anonymous", "temp", "tmp", "ignored", "ignore", "unused", "blank", "p", "s", "x", "y", "z", "b", "c", "d", "k", "v", "t", "u", "n", "i", "aaa", "bbb", "ccc", "asdf", "pw", "email", "mail", "smtp", "hunter", "android", "doe", "john", "jane",
        "passwort", "kennwort", "senha", "contrasena", "parola", "haslo", "lozinka", "wachtwoord", "losenord", "adgangskode", "passord", "salasana", "jelszo", "heslo", "parool", "sifre", "motdepasse", "mot", "de", "passe", "votre", "mon", "ton", "dein", "deine", "ihr", "ihre", "mein", "meine", "tu", "su", "mi", "sua", "minha", "twoje", "moje", "ici", "hier", "aqui", "tutaj", "qui", "vul", "jouw", "contraseña",
    };

    /// <summary>True for a placeholder.</summary>
    /// <param name="value">The value.</param>
    /// <param name="key">The name it stands under: a value that repeats its name says nothing.</param>
    public static bool Is(ReadOnlySpan<byte> value, ReadOnlySpan<char> key)
    {
        if (value.Length > 256)
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(value);
        foreach (var part in Parts)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var start in Starts)
        {
            if (text.IndexOf(start, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && (at == 0 || !char.IsAsciiLetter(text[at - 1]) || (char.IsAsciiLetterLower(text[at - 1]) && char.IsAsciiLetterUpper(text[at]))))
            {
                return true;
            }
        }

        var name = key[(key.LastIndexOfAny(":.") + 1)..];
        return HoldsMarkup(text) || Algorithms.Contains(text) || text.AsSpan().Equals(name, StringComparison.OrdinalIgnoreCase) || WrittenName.IsLike(text, key) || TokenText.IsTyped(value) || IsCounted(text) || IsMadeOfWords(text);
    }

    // <your-key>, x</b>, List<string>. One such sign among others may belong to a password that a generator drew.
    private static bool HoldsMarkup(string text)
    {
        if (text[0] == '<' || text[^1] == '>' || text.Contains("</", StringComparison.Ordinal))
        {
            return true;
        }

        for (var open = text.IndexOf('<'); open >= 0; open = text.IndexOf('<', open + 1))
        {
            var inside = text.AsSpan(open + 1);
            inside = inside[..Math.Max(0, inside.IndexOf('>'))];
            if (inside.Length > 2 && inside.IndexOfAnyExcept(NameSigns) < 0)
            {
                return true;
            }
        }

        return false;
    }

    // 1234, 123456, 0000: nobody's password, or everybody's.
    private static bool IsCounted(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]) || text[i] - text[i - 1] != text[1] - text[0])
            {
                return false;
            }
        }

        return text.Length > 3 && char.IsAsciiDigit(text[0]) && Math.Abs(text[1] - text[0]) <= 1;
    }

    /// <summary>True when nothing but common words of the trade stands there, with at most three digits behind and no sign but the joining ones.</summary>
    private static bool IsMadeOfWords(string text)
    {
        var words = text.AsSpan().TrimEnd("):;,");
        var letters = words.TrimEnd("0123456789");
        var digits = words[letters.Length..];
        if (digits.Length > 0 && digits is not ("1" or "2" or "3" or "01" or "02" or "0" or "12")
            && !(digits.Length is 3 or 4 && letters.EndsWith("_") && !digits.StartsWith("19") && !digits.StartsWith("20")))
        {
            return false;
        }

        foreach (var c in letters)
        {
            if (!char.IsLetter(c) && c is not ('-' or '_' or '.' or ' ' or ':' or '/' or '|' or '@'))
            {
                return false;
            }
        }

        return SecretName.Words(letters).TrueForAll(w => Words.Contains(w) || IsChainOfWords(w, 0, 0));
    }

    // testpassword, mysecretkey: words without anything between, of which one at least is no mere particle (toor is no "to" and "or").
    private static bool IsChainOfWords(string word, int depth, int longest)
    {
        if (word.Length == 0)
        {
            return longest > 2;
        }

        for (var length = Math.Min(word.Length, 14); length >= 2 && depth < 5; length--)
        {
            if (Words.Contains(word[..length]) && IsChainOfWords(word[length..], depth + 1, Math.Max(longest, length)))
            {
                return true;
            }
        }

        return false;
    }
}
