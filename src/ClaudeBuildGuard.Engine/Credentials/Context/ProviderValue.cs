using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>
/// A drawn value beside a provider's name in one line, with nothing between or behind them but words that people put there:
/// <c>etsy: x</c>, <c>new MapboxClient("x")</c>, <c>okta_key,x</c>, <c>// Asana token x</c>, <c>x is our Plaid key</c>.
/// </summary>
internal static class ProviderValue
{
    private const int Shortest = 16;

    // Without a word that says so only a longer value is a secret.
    private const int ShortestBare = 20;
    private const int Longest = 256;
    private const int FewestDigits = 2;

    // Between a name and its value stand few words; farther away a value belongs to something else.
    private const int LongestLink = 64;
    private const int MostWords = 8;
    private const int LongestPromise = 40;
    private const int AccountLength = 34;

    private static readonly ByteClass NameSigns = ByteClass.OfRanges("a-zA-Z_-");

    private static readonly ByteClass SecretSigns = ByteClass.OfRanges("a-zA-Z0-9_.~+/=:!%-");

    // A slash makes a path of what stands around it, and a semicolon ends the statement.
    private static readonly ByteClass LinkSigns = ByteClass.OfRanges(" \t\"'`_.:=>(),|*[]{-");

    private static readonly ByteClass BackSigns = ByteClass.OfRanges(" \t\"'`_.:=>(),|*[];/#!<-");

    private static readonly ByteClass Bounds = ByteClass.OfRanges(" \t\r\"'`,;)(|{}][<>=:*");

    private static readonly HashSet<string> PromisingWords = new(StringComparer.Ordinal)
    {
        "key", "keys", "token", "tokens", "secret", "secrets", "password", "pass", "pat", "bearer", "auth", "credential", "credentials", "creds", "apikey", "apitoken", "accesstoken", "authtoken", "license", "licence", "authorization",
    };

    private static readonly HashSet<string> LinkWords = new(StringComparer.Ordinal)
    {
        "is", "the", "to", "my", "our", "your", "for", "a", "an", "of", "as", "with", "from", "in", "be", "s", "x", "use", "using", "set", "get", "new", "value", "return", "this", "here", "old",
        "api", "access", "client", "private", "app", "application", "account", "personal", "service", "server", "live", "test", "prod", "production", "sandbox", "staging", "dev", "development", "sdk", "rest", "http", "cloud", "web", "webhook", "bot", "user",
        "admin", "master", "read", "write", "signing", "management", "deploy", "integration", "consumer", "developer", "oauth", "default", "init", "initialize", "configure", "setup", "create", "connect", "login", "builder", "options", "config", "configuration", "settings",
        "header", "super", "task", "result", "async", "string", "str", "const", "require",
    };

    /// <summary>The value beside a name; false when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">Where the provider's name begins.</param>
    /// <param name="wordEnd">One past it.</param>
    /// <param name="match">The value.</param>
    public static bool TryFind(ReadOnlySpan<byte> text, int word, int wordEnd, out ShapeMatch match)
    {
        match = default;
        if (!(Follows(text, word, wordEnd, out var start, out var length) || Precedes(text, word, wordEnd, out start, out length))
            || !NearbyName.IsWord(text, word, text[word..wordEnd])
            || text[wordEnd..].StartsWith("-Token"u8)
            || (text[wordEnd..].StartsWith("_APP_KEY"u8) && text[..wordEnd].EndsWith("PUSHER"u8))
            || (length == AccountLength && text[start..].StartsWith("AC"u8) && CharacterCount.Of(text.Slice(start + 2, length - 2)).IsHexadecimal))
        {
            // What Postman numbers its requests with is called Postman-Token, Pusher's pages are given the key of the application, and
            // AC and digits are an account of Twilio.
            return false;
        }

        match = new ShapeMatch(start, length, start, length);
        return true;
    }

    private static bool Follows(ReadOnlySpan<byte> text, int word, int wordEnd, out int start, out int length)
    {
        var line = text.Slice(wordEnd, Math.Min(LongestLink + Longest, text.Length - wordEnd));
        line = line.IndexOf((byte)'\n') is >= 0 and var end ? line[..end] : line;
        start = length = 0;
        var at = 0;
        while (at < line.Length && (char.IsAsciiLetterOrDigit((char)line[at]) || line[at] == '_'))
        {
            // The name goes on: MapboxClient, okta_token.
            at++;
        }

        while (at < line.Length && at < LongestLink)
        {
            if (!char.IsAsciiLetterOrDigit((char)line[at]))
            {
                if (!LinkSigns.Contains(line[at]))
                {
                    return false;
                }

                at++;
                continue;
            }

            var runEnd = at;
            while (runEnd < line.Length && SecretSigns.Contains(line[runEnd]))
            {
                runEnd++;
            }

            var run = line[at..runEnd];
            if (NameLength(run) is > 0 and var name)
            {
                at += name;
                continue;
            }

            if (run.Length < Shortest)
            {
                at += run.Length;
                continue;
            }

            var behind = at + run.Length;
            run = run.TrimEnd(".:!"u8);
            (start, length) = (wordEnd + at, run.Length);
            return (behind == line.Length || Bounds.Contains(line[behind])) && at > 0 && Bounds.Contains(line[at - 1]) && IsDrawn(run) && IsLink(line[..at], run, word == 0 || !IsOfName(text[word - 1]));
        }

        return false;
    }

    // x is the Plaid key, Call("x"); // Plaid key
    private static bool Precedes(ReadOnlySpan<byte> text, int word, int wordEnd, out int start, out int length)
    {
        var line = text[Math.Max(0, word - LongestLink - Longest)..word];
        line = line[(line.LastIndexOf((byte)'\n') + 1)..];
        start = length = 0;
        var at = line.Length;
        while (at > 0 && line.Length - at < LongestLink)
        {
            if (!char.IsAsciiLetterOrDigit((char)line[at - 1]))
            {
                if (!BackSigns.Contains(line[at - 1]))
                {
                    return false;
                }

                at--;
                continue;
            }

            var from = at;
            while (from > 0 && SecretSigns.Contains(line[from - 1]))
            {
                from--;
            }

            if (at - from < Shortest)
            {
                at = from;
                continue;
            }

            var run = line[from..at];
            (start, length) = (word - line.Length + from, run.Length);
            return (from == 0 || Bounds.Contains(line[from - 1])) && char.IsAsciiLetterOrDigit((char)run[0]) && NameLength(run) == 0 && IsDrawn(run)
                && Words(line[at..]) is { } before && before.TrueForAll(IsKnown) && (before.Exists(PromisingWords.Contains) || Words(AfterName(text, wordEnd)).Exists(PromisingWords.Contains));
        }

        return false;
    }

    private static ReadOnlySpan<byte> AfterName(ReadOnlySpan<byte> text, int wordEnd)
    {
        var rest = text.Slice(wordEnd, Math.Min(LongestPromise, text.Length - wordEnd));
        return rest.IndexOf((byte)'\n') is >= 0 and var end ? rest[..end] : rest;
    }

    // token=x, key:x: what stands before the sign is a name.
    private static int NameLength(ReadOnlySpan<byte> run)
    {
        var sign = run.IndexOfAny((byte)'=', (byte)':');
        return sign > 0 && sign + 1 < run.Length && run[..sign].IndexOfAnyExcept(NameSigns) < 0 ? sign + 1 : 0;
    }

    private static bool IsDrawn(ReadOnlySpan<byte> value) =>
        value.Length is >= Shortest and < Longest && !value.StartsWith("sha"u8) && !PublicConstants.IsForPages(value) && (CharacterCount.Of(value).Digits >= FewestDigits || Randomness.ChangesCase(value)) && Randomness.IsDrawn(value)
        && !(value.Contains((byte)'/') && value.IndexOfAny((byte)'.', (byte)'-', (byte)'_') >= 0)
        && !PublicConstants.Contains(value) && !Reference.Is(value) && !Placeholder.Is(value, []) && !WrittenName.Is(value);

    // A GUID or a hash is most often something else: it takes a name that says what it is, or the call of a client.
    private static bool IsLink(ReadOnlySpan<byte> link, ReadOnlySpan<byte> value, bool beginsName)
    {
        var words = Words(link);
        return words.Count <= MostWords && words.TrueForAll(IsKnown) && (words.Exists(PromisingWords.Contains) || IsPromised(link.TrimEnd(" \"'`"u8), value, beginsName && words.Count == 0));
    }

    // Without a word that says so the provider's name is all that the value is called. A digest of forty digits is a commit or a lock
    // file's; of GUIDs and shorter ones what is assigned to the name alone may be a key.
    private static bool IsPromised(ReadOnlySpan<byte> link, ReadOnlySpan<byte> value, bool isName) =>
        link is [.., (byte)'('] ? value.Length >= ShortestBare
            : isName && (NearbyName.IsHash(value) ? link is [.., (byte)'=' or (byte)':'] && value.Length is 32 or 36 : value.Length >= ShortestBare && !link.Contains((byte)'{'));

    private static bool IsOfName(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.';

    private static bool IsKnown(string word) => LinkWords.Contains(word) || PromisingWords.Contains(word) || ProviderNames.All.Contains(word);

    private static List<string> Words(ReadOnlySpan<byte> link) => SecretName.Words(Encoding.ASCII.GetString(link));
}
