using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>Receives a part of a value: a name and where its own value stands in the text that was read.</summary>
/// <param name="name">The name, lower case without spaces.</param>
/// <param name="start">Offset in the text.</param>
/// <param name="length">Bytes.</param>
internal delegate void PartReceiver(ReadOnlySpan<char> name, int start, int length);

/// <summary>
/// Reads the parts of one text: a connection string of ADO.NET, ODBC, OLE DB, Azure or JDBC (<c>name=value;…</c>, values with or without
/// quotes or braces), of StackExchange.Redis (<c>host:port,name=value,…</c>), of libpq (<c>name=value name=value</c>), and the
/// query of an address (<c>name=value&amp;…</c>).
/// </summary>
internal static class DelimitedPairs
{
    private const int LongestText = 8192;
    private const int LongestName = 40;

    private static readonly ByteClass Names = ByteClass.OfRanges("a-zA-Z0-9_.[]-");

    private static readonly ByteClass NotOfWords = ByteClass.OfRanges("\"'{}<>&");

    /// <summary>The cheap question first: false when the text can be none of them.</summary>
    public static bool MayHold(ReadOnlySpan<byte> text) =>
        text.Length <= LongestText && text.IndexOf((byte)'=') > 0 && (text.IndexOfAny((byte)';', (byte)'&', (byte)',') > 0 || (text.Contains((byte)' ') && text.Count((byte)'=') > 2));

    /// <summary>Reports the parts that may be secret; false when the text is no connection string and no query.</summary>
    /// <param name="text">The whole value, of which <see cref="MayHold"/> is true.</param>
    /// <param name="form">What kind of text it is.</param>
    /// <param name="receive">Receives the parts.</param>
    public static bool Read(ReadOnlySpan<byte> text, out ValueForm form, PartReceiver receive)
    {
        form = ValueForm.ConnectionString;
        if (text.IndexOf((byte)';') > 0 && ReadConnection(text, (byte)';', 2, receive))
        {
            return true;
        }

        if (text.IndexOf((byte)',') > 0 && text[..text.IndexOf((byte)',')].IndexOf((byte)'=') < 0 && ReadConnection(text, (byte)',', 2, receive))
        {
            return true;
        }

        if (text.IndexOf((byte)' ') > 0 && text.IndexOfAny(NotOfWords) < 0 && ReadConnection(text, (byte)' ', 3, receive))
        {
            return true;
        }

        form = ValueForm.Quoted;
        return text.IndexOf((byte)'&') > 0 && ReadQuery(text, receive);
    }

    private static bool ReadConnection(ReadOnlySpan<byte> text, byte separator, int least, PartReceiver receive)
    {
        var parts = 0;
        var user = ReadOnlySpan<byte>.Empty;
        var hasAddress = false;
        for (var pass = 0; pass < 2; pass++)
        {
            for (var at = 0; at < text.Length;)
            {
                at = Part(text, at, separator, out var name, out var start, out var length);
                if (name.Length == 0)
                {
                    continue;
                }

                if (pass == 0)
                {
                    parts++;
                    user = IsUser(name) ? text.Slice(start, length) : user;
                    hasAddress |= separator == ' ' ? name is "host" or "hostaddr" or "dbname" : IsAddress(name);
                }
                else if (name is "providerconnectionstring")
                {
                    // The string of the database within that of Entity Framework.
                    var inner = start;
                    ReadConnection(text.Slice(start, length), separator, 2, (part, at, size) => receive(part, inner + at, size));
                }
                else if (IsSecret(name) && !Ascii.EqualsIgnoreCase(text.Slice(start, length), user))
                {
                    receive(name.Contains("key", StringComparison.Ordinal) || name.Contains("secret", StringComparison.Ordinal) ? name : "password", start, length);
                }
            }

            if (parts < least || !hasAddress)
            {
                return false;
            }
        }

        return true;
    }

    // user=x&password=y, alone or behind the question mark of an address.
    private static bool ReadQuery(ReadOnlySpan<byte> text, PartReceiver receive)
    {
        var from = text.IndexOf((byte)'?') + 1;
        if (from > 4 && text[..(from - 1)].EndsWith(".svg"u8))
        {
            // The token of a badge is made to be seen.
            return false;
        }

        var parts = 0;
        for (var at = from; at < text.Length;)
        {
            // An address may stand within the query of another.
            var end = text[at..].IndexOfAny("&#?"u8) is >= 0 and var next ? at + next : text.Length;
            var equals = text[at..end].IndexOf((byte)'=');
            var name = text.Slice(at, Math.Max(0, equals));
            if (equals is < 1 or > LongestName || name.IndexOfAnyExcept(Names) >= 0)
            {
                return parts > 1;
            }

            parts++;
            receive(Encoding.ASCII.GetString(name), at + equals + 1, end - at - equals - 1);
            at = end + 1;
        }

        return parts > 1;
    }

    private static bool IsUser(string name) => name is "userid" or "uid" or "user" or "username";

    private static bool IsAddress(string name) => IsUser(name) || name is "server" or "datasource" or "host" or "addr" or "address" or "networkaddress" or "database" or "initialcatalog" or "endpoint" or "driver"
        or "provider" or "port" or "dsn" or "dbq" or "accountname" or "abortconnect" or "ssl" or "hostname" or "accountendpoint" or "sslmode" or "encrypt" or "dbname" or "databasename" or "servername" or "authtype" or "authenticationtype" or "url" or "serviceuri";

    private static bool IsSecret(string name) => name is "password" or "pwd" or "userpwd" or "jetoledb:databasepassword" or "accesskey" or "accountkey" or "sharedaccesskey" or "secret"
        or "sharedsecretvalue" or "clientsecret" or "pass" or "sslpassword" or "truststorepassword" or "keystorepassword";

    private static int Part(ReadOnlySpan<byte> text, int at, byte separator, out string name, out int valueStart, out int valueLength)
    {
        name = string.Empty;
        valueStart = at;
        valueLength = 0;
        var stop = text[at..].IndexOf(separator);
        var equals = text[at..].IndexOf((byte)'=');
        if (equals < 0 || (stop >= 0 && stop < equals))
        {
            return stop < 0 ? text.Length : at + stop + 1;
        }

        name = NameOf(text.Slice(at, equals));
        valueStart = at + equals + 1;
        while (valueStart < text.Length && text[valueStart] == ' ' && separator != ' ')
        {
            valueStart++;
        }

        // 'a;b', "a;b" and {a;b} may hold separators; {name} is a template, but for ODBC, which writes the driver so too.
        if (valueStart < text.Length && text[valueStart] is (byte)'"' or (byte)'\'' or (byte)'{')
        {
            var open = text[valueStart];
            var close = text[(valueStart + 1)..].IndexOf(open == '{' ? (byte)'}' : open);
            var isClosed = close >= 0 && (valueStart + close + 2 >= text.Length || text[valueStart + close + 2] == separator || text[valueStart + close + 2] is (byte)' ' or (byte)'\r' or (byte)'\n');
            if (isClosed && (open != '{' || text.Slice(valueStart + 1, close).IndexOfAnyExcept(Names) >= 0 || text.IndexOf("river={"u8) >= 0))
            {
                valueStart++;
                valueLength = close;
                var after = text[(valueStart + close)..].IndexOf(separator);
                return after < 0 ? text.Length : valueStart + close + after + 1;
            }
        }

        var end = text[valueStart..].IndexOf(separator);
        valueLength = (end < 0 ? text[valueStart..] : text.Slice(valueStart, end)).TrimEnd(" \t\r\n\"'`"u8).Length;
        return end < 0 ? text.Length : valueStart + end + 1;
    }

    // jdbc:sqlserver://host;password=…, Server=tcp:… and a host before the first separator keep only the last word.
    private static string NameOf(ReadOnlySpan<byte> written)
    {
        written = written[(written.LastIndexOfAny("?&\n"u8) + 1)..];
        if (written.Length > LongestName)
        {
            return string.Empty;
        }

        Span<char> letters = stackalloc char[LongestName];
        var count = 0;
        foreach (var b in written)
        {
            if (b is not ((byte)' ' or (byte)'_' or (byte)'\t' or (byte)'\r'))
            {
                letters[count++] = char.ToLowerInvariant((char)b);
            }
        }

        return new string(letters[..count]);
    }
}
