using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Reads the parts of a connection string: ADO.NET, ODBC, OLE DB, Azure's and JDBC's, <c>name=value</c> parted by semicolons, values
/// with or without quotes.
/// </summary>
internal static class ConnectionStringPairs
{
    /// <summary>Reports the parts; false when the text is no connection string.</summary>
    /// <param name="text">The whole value.</param>
    /// <param name="start">Offset of the value as written.</param>
    /// <param name="length">Bytes of the value as written; parts are placed inside it when it is written as it is decoded.</param>
    /// <param name="sink">Receives the parts.</param>
    public static bool Read(ReadOnlySpan<byte> text, int start, int length, IPairSink sink)
    {
        if (text.Length > 4096 || text.IndexOf((byte)'=') < 1 || text.IndexOf((byte)';') < 1)
        {
            return false;
        }

        var parts = 0;
        var user = string.Empty;
        var address = false;
        for (var pass = 0; pass < 2; pass++)
        {
            for (var at = 0; at < text.Length;)
            {
                var next = Part(text, at, out var name, out var valueStart, out var valueLength);
                if (name.Length > 0)
                {
                    var value = text.Slice(valueStart, valueLength);
                    if (pass == 0)
                    {
                        parts++;
                        user = name is "userid" or "uid" or "user" or "username" ? Encoding.UTF8.GetString(value) : user;
                        address |= name is "server" or "datasource" or "host" or "addr" or "address" or "networkaddress" or "database" or "initialcatalog" or "endpoint" or "driver" or "provider"
                            or "port" or "dsn" or "dbq" or "accountname" or "userid" or "uid" or "user" or "username" or "abortconnect" or "ssl" or "hostname" or "accountendpoint" or "sslmode" or "encrypt";
                    }
                    else if (parts >= 2 && address && (name is "password" or "pwd" or "userpwd" or "jetoledb:databasepassword" or "accesskey" or "accountkey" or "sharedaccesskey" or "secret" or "sharedsecretvalue" or "clientsecret")
                        && !Encoding.UTF8.GetString(value).Equals(user, StringComparison.OrdinalIgnoreCase))
                    {
                        var asWritten = text.Length == length;
                        sink.OnPair(
                            name.Contains("key", StringComparison.Ordinal) || name.Contains("secret", StringComparison.Ordinal) ? name : "password", value,
                            asWritten ? start + valueStart : start, asWritten ? valueLength : length, ValueForm.ConnectionString);
                    }
                }

                at = next;
            }
        }

        return parts >= 2 && address;
    }

    private static int Part(ReadOnlySpan<byte> text, int at, out string name, out int valueStart, out int valueLength)
    {
        name = string.Empty;
        valueStart = at;
        valueLength = 0;
        var semicolon = text[at..].IndexOf((byte)';');
        var equals = text[at..].IndexOf((byte)'=');
        if (equals < 0 || (semicolon >= 0 && semicolon < equals))
        {
            return semicolon < 0 ? text.Length : at + semicolon + 1;
        }

        var written = text.Slice(at, equals);

        // jdbc:sqlserver://host;password=…, Server=tcp:… and a host before the first semicolon keep only the last word.
        var letters = new StringBuilder();
        foreach (var b in written[(written.LastIndexOfAny("?&\n"u8) + 1)..])
        {
            if (b is not ((byte)' ' or (byte)'_' or (byte)'\t' or (byte)'\r'))
            {
                letters.Append(char.ToLowerInvariant((char)b));
            }
        }

        name = letters.Length < 40 ? letters.ToString() : string.Empty;
        valueStart = at + equals + 1;
        while (valueStart < text.Length && text[valueStart] == ' ')
        {
            valueStart++;
        }

        if (valueStart < text.Length && text[valueStart] is (byte)'"' or (byte)'\'' && valueStart < text.Length)
        {
            var close = text[(valueStart + 1)..].IndexOf(text[valueStart]);
            if (close >= 0)
            {
                valueStart++;
                valueLength = close;
                var after = text[(valueStart + close)..].IndexOf((byte)';');
                return after < 0 ? text.Length : valueStart + close + after + 1;
            }
        }

        var end = text[valueStart..].IndexOf((byte)';');
        valueLength = (end < 0 ? text[valueStart..] : text.Slice(valueStart, end)).TrimEnd(" \t\r\n\"'`"u8).Length;
        return end < 0 ? text.Length : valueStart + end + 1;
    }
}
