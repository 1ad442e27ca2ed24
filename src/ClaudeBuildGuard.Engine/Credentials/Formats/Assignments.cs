using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Assignments within a value that is no connection string: <c>"export API_KEY=x"</c>, <c>"--password=x"</c>, <c>"ALTER LOGIN a WITH PASSWORD = 'x'"</c>.
/// </summary>
internal static class Assignments
{
    private const int LongestText = 8192;
    private const int LongestName = 80;

    private static readonly ByteClass Names = ByteClass.OfRanges("a-zA-Z0-9_.:$@-");

    private static readonly ByteClass Capitals = ByteClass.OfRanges("A-Z0-9_");

    private static readonly ByteClass Ends = ByteClass.OfRanges(" \t\r\n\"'`;&|)<,");

    /// <summary>The cheap question first: false when there can be none.</summary>
    public static bool MayHold(ReadOnlySpan<byte> text) => text.Length <= LongestText && (text.Contains((byte)'=') || text.Contains((byte)'\''));

    /// <summary>The length of the name of a variable that the whole text gives a value: <c>"DB_PASSWORD=x"</c> of a container; 0 for any other text.</summary>
    public static int Variable(ReadOnlySpan<byte> text)
    {
        var length = text.IndexOfAnyExcept(Capitals);
        return length > 0 && text[length] == '=' && text.IndexOfAny(" \t\r\n"u8) < 0 ? length : 0;
    }

    /// <summary>The next value whose name may promise a secret.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to look from; moved behind the value.</param>
    /// <param name="name">The name.</param>
    /// <param name="start">Offset of the value.</param>
    /// <param name="length">Its bytes.</param>
    public static bool TryNext(ReadOnlySpan<byte> text, ref int from, out string name, out int start, out int length)
    {
        while (from < text.Length && text[from..].IndexOfAny((byte)'=', (byte)'\'') is >= 0 and var next)
        {
            start = from + next + 1;
            from = start;
            if (text[start - 1] == '=' && text[start..].IndexOfAnyExcept((byte)' ') is > 0 and var gap && text[start + gap] == '"')
            {
                // NAME = "x"
                name = NameBefore(text[..(start - 1)].TrimEnd((byte)' '));
                start += gap;
            }
            else
            {
                name = text[start - 1] == '=' ? NameBefore(text[..(start - 1)]) : NameBeforeQuote(text[..(start - 1)]);
            }

            if (name.Length == 0 || start >= text.Length)
            {
                continue;
            }

            if (text[start - 1] is (byte)'=' or (byte)' ' && text[start] == '"')
            {
                // NAME="x"
                start++;
                length = text[start..].IndexOf((byte)'"');
                from = start + Math.Max(0, length);

                // Behind a doubled quote that was taken for one the code goes on.
                if (length > 0 && text[start] is not ((byte)';' or (byte)',' or (byte)')'))
                {
                    return true;
                }

                continue;
            }

            length = text[start - 1] == '=' ? text[start..].IndexOfAny(Ends) : text[start..].IndexOf((byte)'\'');
            length = length < 0 ? text.Length - start : length;

            // Credential=…/region/service/aws4_request names a key and says nothing of it; a GUID in a text may name anything.
            if (length > 0 && text[start] != '=' && !text.Slice(start, length).EndsWith("/aws4_request"u8) && !TokenText.IsGuid(text.Slice(start, length)))
            {
                from = start + length;
                return true;
            }
        }

        name = string.Empty;
        start = length = 0;
        return false;
    }

    // PASSWORD = 'x', IDENTIFIED BY 'x', PASSWORD N'x'
    private static string NameBeforeQuote(ReadOnlySpan<byte> before)
    {
        before = before is [.., (byte)' ' or (byte)'=', (byte)'N'] ? before[..^1] : before;
        before = before.TrimEnd(" "u8);
        if (before is [.., (byte)'='])
        {
            // NAME = 'x', settings['NAME'] = 'x'
            return NameBefore(before[..^1].TrimEnd(" "u8).TrimEnd("]'"u8));
        }

        if (before is [.., (byte)'\'', (byte)':'])
        {
            // 'NAME': 'x'
            return NameBefore(before[..^2]);
        }

        return EndsWith(before, "identified by"u8) || EndsWith(before, " password"u8) ? "password" : string.Empty;
    }

    private static string NameBefore(ReadOnlySpan<byte> before)
    {
        var tail = before[Math.Max(0, before.Length - LongestName)..];
        var name = tail[(tail.LastIndexOfAnyExcept(Names) + 1)..];
        if (name.IsEmpty || !SecretName.MayPromise(name) || (name.Length < before.Length && before[^(name.Length + 1)] is not ((byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'"' or (byte)'\'' or (byte)';' or (byte)'(' or (byte)',' or (byte)'[' or (byte)'?' or (byte)'&')))
        {
            return string.Empty;
        }

        // The token of a badge is made to be seen.
        return name.Length < before.Length && before[^(name.Length + 1)] is (byte)'?' or (byte)'&' && before.IndexOf(".svg"u8) >= 0 ? string.Empty : Encoding.UTF8.GetString(name);
    }

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[^word.Length..], word);
}
